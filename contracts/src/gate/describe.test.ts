import { expect, test } from 'vitest';
import { z } from 'zod';
import { only, problemsOf } from '../../test/problems-of.ts';
import { query } from '../kernel/procedure.ts';
import type { Described } from './describe.ts';

const Output = z.object({ id: z.string() });

const receiving = (output: z.ZodType) => only({ ...query({ access: 'public', output: Output }), output });
const sending = (input: z.ZodType) => only({ ...query({ access: 'public', output: Output }), input });

const unwritable: [name: string, schema: z.ZodType, says: RegExp][] = [
  ['z.date()', z.date(), /^Date cannot/],
  ['z.map()', z.map(z.string(), z.string()), /^Map cannot/],
  ['z.set()', z.set(z.string()), /^Set cannot/],
  ['z.custom()', z.custom<string>(), /^Custom types cannot/],
  ['z.instanceof()', z.instanceof(Date), /^Custom types cannot/],
  ['z.bigint()', z.bigint(), /^BigInt cannot/],
  ['z.literal(1n)', z.literal(1n), /^BigInt literals cannot/],
  ['z.literal(Infinity)', z.literal(Infinity), /^JSON has no Infinity/],
  ['z.symbol()', z.symbol(), /^Symbols cannot/],
  ['z.undefined()', z.undefined(), /^Undefined cannot/],
  ['z.void()', z.void(), /^Void cannot/],
  ['z.nan()', z.nan(), /^NaN cannot/],
  ['undefined in a union', z.union([z.string(), z.undefined()]), /^Undefined cannot/],
  ['undefined among literals', z.literal(['a', undefined]), /^Literal `undefined` cannot/],
  ['undefined in a list', z.array(z.string().optional()), /^A list holds no undefined/],
  [
    'undefined before the end of a tuple',
    z.tuple([z.string().optional(), z.string()]),
    /^A place before others cannot/,
  ],
  ['a file', z.file(), /^A file cannot/],
  ['a promise', z.promise(z.string()), /^A promise cannot/],
  ['a multiple of nothing', z.number().multipleOf(0), /^A multipleOf divisor of 0 cannot/],
  [
    'one id for two',
    z.object({ a: z.string().meta({ id: 'Same' }), b: z.int().meta({ id: 'Same' }) }),
    /^Duplicate schema id "Same"/,
  ],
];

test.each(unwritable)('%s is refused with its place, wherever it stands', (_, schema, says) => {
  const around = z.object({ list: z.array(z.object({ at: schema })) });
  for (const [part, described] of [
    ['output', receiving(around)],
    ['input', sending(around)],
  ] as const) {
    const [problem = 'nothing', ...others] = problemsOf(described);
    expect(others).toEqual([]);
    // Two of one id are found when both are known, and not at either.
    const place = says.source.includes('Duplicate') ? `demo.call ${part}: ` : `demo.call ${part}.list[].at`;
    expect(problem).toContain(place);
    expect(problem.slice(problem.indexOf(': ') + 2)).toMatch(says);
  }
});

test.each([
  [
    'one default and another',
    z.intersection(z.object({ a: z.int().default(1) }), z.object({ a: z.int().default(2) })),
    '"a"',
  ],
  [
    'a text that one trims',
    z.intersection(z.object({ a: z.string() }), z.object({ a: z.string().trim().optional() })),
    '"a"',
  ],
  ['what one hands on as it is', z.intersection(z.looseObject({}), z.object({ a: z.int().catch(1) })), '"a"'],
  ['what one makes of the whole', z.intersection(z.string(), z.string().transform(Number).pipe(z.number())), 'it'],
  ['numbers in a list', z.intersection(z.array(z.coerce.number()), z.array(z.number())), 'it'],
])('an intersection is refused whose halves may make different things of one value: %s', (_, schema, what) => {
  // zod throws where they differ, and whoever sent it would be told that the server failed.
  const says = `Both halves read ${what}, and one makes something else of it: extend one by the other`;
  expect(problemsOf(sending(z.object({ at: schema })))).toEqual([`demo.call input.at: ${says}`]);
});

test('an intersection is taken whose halves read different properties, or hand on what they read', () => {
  const shared = z.object({ id: z.uuid(), tags: z.array(z.object({ name: z.string() })) });
  const schema = z.intersection(shared.extend({ a: z.string().trim().default('x') }), shared.extend({ b: z.url() }));
  expect(problemsOf(sending(schema))).toEqual([]);
});

test('a transform is refused as what is answered, and taken as what is sent', () => {
  const length = z.string().transform((text) => text.length);
  expect(problemsOf(receiving(z.object({ length })))).toEqual([
    'demo.call output.length: Transforms cannot be represented in JSON Schema',
  ]);
  expect(problemsOf(receiving(z.object({ length: length.pipe(z.int()) })))).toEqual([]);
  expect(problemsOf(sending(z.object({ length })))).toEqual([]);
  // What reads the text next need not be JSON: it is never sent.
  expect(problemsOf(sending(z.object({ at: z.string().pipe(z.coerce.date()) })))).toEqual([]);
});

test('an answer that may be left out is refused, an input is not', () => {
  expect(problemsOf(receiving(z.string().optional()))).toEqual([
    'demo.call output: What is answered cannot be left out: JSON has no undefined, make it nullable',
  ]);
  expect(problemsOf(sending(z.string().optional()))).toEqual([]);
});

test.each([
  ['a union', z.union([z.object({ a: z.date() }), z.string()]), 'demo.call output(0).a'],
  ['a tuple', z.tuple([z.string(), z.date()]), 'demo.call output[1]'],
  ['a record', z.record(z.string(), z.date()), 'demo.call output{}'],
  ['a name with a space', z.object({ 'to date': z.date() }), 'demo.call output."to date"'],
  [
    'a property called properties',
    z.object({ properties: z.object({ items: z.date() }) }),
    'demo.call output.properties.items',
  ],
])('the place of what is refused is written as in a finding: %s', (_, schema, place) => {
  expect(problemsOf(receiving(schema))).toEqual([`${place}: Date cannot be represented in JSON Schema`]);
});

test('every place that cannot be written is named at once, in errors and events as well', () => {
  const call = query({
    access: 'public',
    input: z.date(),
    output: Output,
    errors: { LATE: { status: 409, data: z.object({ at: z.date() }) } },
  });
  const happened = {
    name: 'demo.happened',
    topic: 'all',
    access: 'public' as const,
    payload: z.map(z.string(), z.string()),
  };
  const described: Described = { contract: { demo: { call } }, events: { happened } };
  expect(problemsOf(described)).toEqual([
    'demo.call input: Date cannot be represented in JSON Schema',
    'demo.call error LATE.at: Date cannot be represented in JSON Schema',
    'demo.happened payload: Map cannot be represented in JSON Schema',
  ]);
});

test('two events of one name are refused', () => {
  const happened = { name: 'demo.happened', topic: 'all', access: 'public' as const, payload: Output };
  expect(problemsOf({ contract: {}, events: { happened, again: happened } })).toEqual([
    'demo.happened: Two events have this name.',
  ]);
});
