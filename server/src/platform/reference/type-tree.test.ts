import { describeContract } from '@hybrid/contracts/gate';
import { contract, query } from '@hybrid/contracts/kernel';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { TypePart, TypeTree } from './type-shape.ts';
import { typeTreeOf } from './type-tree.ts';

/** Writes a type as the page shows it: a line for each part, with its notes after two slashes. */
function written(schema: z.ZodType, io: 'input' | 'output' = 'input'): string[] {
  const group = contract({ one: query({ access: 'public', input: schema, output: schema }) });
  const locked = describeContract({ contract: { group }, events: {} }).procedures['group.one'];
  return linesOf(typeTreeOf(locked?.[io] ?? {}, { title: 'Input', id: 'group.one/input' }), '');
}

function linesOf(tree: TypeTree | TypePart, indent: string): string[] {
  const notes = tree.notes.map(({ words, code }) => (code === undefined ? words : `${words} ${code}`)).join(', ');
  const about = tree.about === null ? '' : ` "${tree.about}"`;
  const link = tree.reference === undefined ? '' : ` -> ${tree.reference}`;
  const place = tree.id === undefined ? '' : ` @ ${tree.id}`;
  const first = `${indent}${lead(tree)}${tree.open}${notes && ` // ${notes}`}${about}${link}${place}`;
  const parts = tree.parts.flatMap((part) => linesOf(part, `${indent}  `));
  return tree.close === '' ? [first, ...parts] : [first, ...parts, `${indent}${tree.close}`];
}

function lead(tree: TypeTree | TypePart): string {
  if (!('sign' in tree)) return '';
  if (tree.sign !== ':') return `${tree.sign} `;
  return `${tree.name}${tree.isOptional ? '?' : ''}${tree.isDeprecated ? ' (deprecated)' : ''}: `;
}

describe('on one line stands', () => {
  test.each<[string, z.ZodType, string]>([
    ['a text', z.string(), 'string'],
    ['a text with bounds', z.string().min(1).max(200), 'string // 1 to 200 characters'],
    ['a text of one length', z.string().length(2), 'string // exactly 2 characters'],
    ['a text of at least one', z.string().min(1), 'string // at least 1 character'],
    ['a whole number', z.number().int().min(0).max(1_000_000), 'number // integer, 0 to 1,000,000'],
    ['a number beyond', z.number().gt(0).lt(1).multipleOf(0.5), 'number // above 0, below 1, a multiple of 0.5'],
    ['an e-mail address', z.email(), 'string // an e-mail address'],
    ['a moment', z.iso.datetime({ offset: true }), 'string // a moment in ISO 8601, offset: true'],
    ['a pattern', z.string().regex(/^a+$/i), 'string // matches /^a+$/i'],
    ['two patterns', z.string().startsWith('a').endsWith('b'), 'string // matches /^a.*/, matches /.*b$/'],
    ['a text that is read twice', z.string().max(9).pipe(z.uuid()), 'string // at most 9 characters, a UUID'],
    ['a rule of its own', z.string().refine(() => true), 'string // checked further'],
    ['what is read from text', z.coerce.number(), 'number // read from text as well'],
    ['base64', z.string().meta({ contentEncoding: 'base64' }), 'string // in base64'],
    ['an enumeration', z.enum(['a', 'b']), '"a" | "b"'],
    ['one that grows', z.enum(['a']).meta({ extensible: true }), '"a" // more may come: expect what is not listed'],
    ['one that never does', z.enum(['a']).meta({ extensible: false }), '"a" // never more than these'],
    ['a constant', z.literal(['x', 1]), '"x" | 1'],
    ['a boolean or null', z.boolean().nullable(), 'boolean | null'],
    ['a union of plain things', z.union([z.string(), z.number()]), 'string | number'],
    ['a list', z.array(z.string().max(9)).max(3), 'string[] // at most 3 items, each at most 9 characters'],
    ['a list of this or that', z.array(z.string().nullable()), '(string | null)[]'],
    [
      'a tuple',
      z.tuple([z.string(), z.number()]).rest(z.boolean()),
      '[string, number, ...boolean[]] // at least 2 items',
    ],
    ['a record', z.record(z.string(), z.number()), '{ [key: string]: number }'],
    ['a record of known keys', z.record(z.enum(['a']), z.null()), '{ [key in "a"]: null }'],
    ['an empty object', z.strictObject({}), '{} // no other fields'],
    ['anything', z.unknown(), 'unknown'],
    ['nothing', z.never(), 'never'],
    ['a default', z.number().default(20), 'number // default 20'],
    ['a description', z.string().describe('Said <of> it'), 'string "Said <of> it"'],
    ['what it looks like', z.string().meta({ examples: ['x'] }), 'string // such as "x"'],
  ])('%s', (_, schema, line) => {
    expect(written(schema)).toEqual([line]);
  });
});

test('an object has a line for each field, in its own order, and says what may be left out', () => {
  const schema = z.object({
    slug: z.string(),
    'odd-name': z.number().optional(),
    old: z.string().meta({ deprecated: true }),
    author: z.object({ name: z.string() }).nullable(),
  });
  expect(written(schema)).toEqual([
    '{',
    '  slug: string',
    '  "odd-name"?: number',
    '  old (deprecated): string // deprecated',
    '  author: {',
    '    name: string',
    '  } | null',
    '}',
  ]);
});

test('lists of objects, and objects of whatever fields, open around what they hold', () => {
  expect(written(z.array(z.object({ a: z.string() })).max(2))).toEqual(['{ // at most 2 items', '  a: string', '}[]']);
  expect(written(z.array(z.strictObject({ a: z.string() })).max(2))[0]).toBe('{ // no other fields, at most 2 items');
  expect(written(z.looseObject({ a: z.string() }))).toEqual([
    '{ // and whatever other fields there are',
    '  a: string',
    '}',
  ]);
  expect(written(z.object({ a: z.string() }).catchall(z.number().int()))).toEqual([
    '{',
    '  a: string',
    '  [key: string]: number // integer',
    '}',
  ]);
  expect(written(z.tuple([z.object({ a: z.string() }), z.string()]))).toEqual([
    '[ // exactly 2 items',
    '  0: {',
    '    a: string',
    '  }',
    '  1: string',
    ']',
  ]);
});

test('of several variants each stands on lines of its own', () => {
  const variants = z.discriminatedUnion('type', [
    z.object({ type: z.literal('made'), id: z.string() }),
    z.object({ type: z.literal('reset') }).describe('Read again'),
  ]);
  const lines = [
    '  | {',
    '    type: "made"',
    '    id: string',
    '  }',
    '  | { "Read again"',
    '    type: "reset"',
    '  }',
  ];
  expect(written(variants)).toEqual(['', ...lines]);
  expect(written(z.array(variants))).toEqual(['(', ...lines, ')[]']);
});

test('what has to be two things at once says both', () => {
  const both = z.intersection(z.array(z.string()), z.array(z.object({ a: z.string() })));
  expect(written(both)).toEqual(['{', '  a: string', '}[] & string[]']);
  const two = z.intersection(z.array(z.object({ b: z.string() })), z.array(z.object({ a: z.string() })));
  expect(written(two)).toEqual(['', '  & {', '    b: string', '  }[]', '  & {', '    a: string', '  }[]']);
});

const Thread = z.object({
  text: z.string(),
  get replies() {
    return z.array(Thread);
  },
});

test('what holds itself refers to where it is described, and comes to an end', () => {
  expect(written(Thread, 'output')).toEqual(['{', '  text: string', '  replies: Input[] -> group.one/input', '}']);
  expect(written(z.object({ thread: Thread, other: Thread }))).toEqual([
    '{',
    '  thread: { // called Thread @ group.one/input/Thread',
    '    text: string',
    '    replies: Thread[] -> group.one/input/Thread',
    '  }',
    '  other: Thread -> group.one/input/Thread',
    '}',
  ]);
});

test('what has a name of its own is called by it', () => {
  const Tree = z
    .object({
      get left(): z.ZodNullable<z.ZodType> {
        return Tree.nullable();
      },
    })
    .meta({ id: 'Tree' });
  expect(written(z.object({ root: Tree }))).toContain('    left: Tree | null -> group.one/input/Tree');
});
