import { build, parse, presenceOf } from './shape-source.ts';
import { byKind, type Field, type PerKind, type Shape, type ShapeOf, withParts } from './shape.ts';
import { overwrites } from './vocabulary.ts';

/** What a sender who was built against a shape sends: nothing under a name that it does not know. */
export function senderOf(shape: Shape): Shape {
  // What reads a value next is never sent.
  if (shape.of === 'piped') return { ...shape, first: senderOf(shape.first) };
  const inside = withParts(shape, senderOf);
  if (inside.of === 'object') return { ...inside, mode: 'strict' };
  return inside.of === 'record' && inside.keys.of === 'pattern'
    ? { ...inside, keys: { ...inside.keys, isLoose: false } }
    : inside;
}

/**
 * What a reader who was built against a shape understands.
 *
 * @remarks
 * Leaves aside what it does not know: properties without a name, members of an enumeration that is marked open. What it
 * reads was made by code already, and so nothing is left out for which something else stands.
 */
export function readerOf(shape: Shape): Shape {
  return byKind(readers, shape, null);
}

const inside = (shape: Shape): Shape => withParts(shape, readerOf);

const readers: PerKind<null, Shape> = {
  text: readChecked,
  number: readChecked,
  other: (shape) => ({ ...shape, base: receivedOf(shape.base) }),
  members: (shape) => (shape.form === 'enum' && shape.extensible ? anyText : shape),
  object: (shape) => ({
    ...shape,
    mode: shape.mode === 'strict' ? 'strip' : shape.mode,
    fields: shape.fields.map(readField),
    catchall: shape.catchall && readerOf(shape.catchall),
  }),
  list: inside,
  tuple: (shape) => ({ ...shape, items: shape.items.map(readField), rest: shape.rest && readerOf(shape.rest) }),
  record: readRecord,
  // That exactly one fits is a matter of whoever made it.
  union: (shape) => ({ ...shape, form: 'union', options: shape.options.map(readerOf) }),
  variants: inside,
  both: inside,
  recursive: inside,
  self: inside,
  wrapped: inside,
  registered: inside,
  preprocessed: ({ inner }) => readerOf(inner),
  refined: inside,
  piped: ({ first, second }) => readerOf(second ?? first),
};

const anyText: ShapeOf<'text'> = { of: 'text', base: 'z.string()', checks: [] };

/** What stands before a text is made into another says nothing of what it becomes. */
function readChecked(shape: ShapeOf<'text'> | ShapeOf<'number'>): Shape {
  const last = shape.checks.findLastIndex((check) => overwrites.includes(check));
  return last === -1
    ? { ...shape, base: receivedOf(shape.base) }
    : { ...anyText, checks: shape.checks.slice(last + 1) };
}

const received: Record<string, string> = {
  'z.coerce.string()': 'z.string()',
  'z.coerce.number()': 'z.number()',
  'z.coerce.boolean()': 'z.boolean()',
  'z.stringbool()': 'z.boolean()',
  'z.codec(z.string(), z.number(), { decode: Number, encode: String })': 'z.number()',
};

function receivedOf(base: string): string {
  return received[base] ?? base;
}

function readField(field: Field): Field {
  const { presence } = presenceOf(field);
  const shape = readerOf(field.shape);
  // What may be anything may be nothing as well.
  const isOptional = presence === 'optional' || presence === 'exactOptional' || parse(build(shape), undefined);
  if (isOptional) return { ...field, presence: presence === 'exactOptional' ? presence : 'optional', shape };
  const isThere = presence === 'required' || presence === 'catch';
  return {
    ...field,
    presence: 'required',
    shape: isThere ? shape : { of: 'wrapped', by: 'nonoptional', inner: shape },
  };
}

function readRecord({ keys, value }: ShapeOf<'record'>): Shape {
  const shape = readerOf(value);
  if (keys.of !== 'names' || !keys.extensible) return { of: 'record', keys, value: shape };
  const presence = keys.isPartial ? 'optional' : 'required';
  const fields = keys.names.map((name): Field => ({ name, presence, shape, seed: 0 }));
  return { of: 'object', mode: 'strip', catchall: null, fields };
}
