import { branchesOf, type JsonSchema } from './json-schema.ts';

/** What a field of the input takes: how the text of a path or a query is read for it. */
export type FieldKind = 'text' | 'number' | 'integer' | 'boolean' | 'list' | 'object';

/** How to read a field from text. */
export interface TextField {
  readonly kind: FieldKind;
  /** Of a list, what it holds. */
  readonly items: FieldKind;
}

/** Reads out of a schema what its field takes; what takes text is given text, whatever else it takes. */
export function textFieldOf(schema: JsonSchema): TextField {
  const items = branchesOf(schema).flatMap(({ items }) => (typeof items === 'object' ? [items] : []));
  return { kind: kindOf([schema]), items: kindOf(items) };
}

const kinds = {
  string: 'text',
  integer: 'integer',
  number: 'number',
  boolean: 'boolean',
  array: 'list',
  object: 'object',
} as const;

function kindOf(schemas: readonly JsonSchema[]): FieldKind {
  const types = new Set(schemas.flatMap(branchesOf).flatMap(({ type }) => type ?? []));
  const first = Object.entries(kinds).find(([type]) => types.has(type));
  return first?.[1] ?? 'text';
}

/** A value, or a predicate that says why there is none. */
export type Coerced = { readonly value: unknown } | { readonly problem: string };

/** Reads the texts that were given for a field. */
export function coerce({ kind, items }: TextField, texts: readonly string[]): Coerced {
  if (kind === 'list') return coerceList(items, texts);
  const [text, ...more] = texts;
  if (text === undefined || more.length > 0) return { problem: 'must be given once' };
  return coerceText(kind, text);
}

function coerceList(items: FieldKind, texts: readonly string[]): Coerced {
  const coerced = texts.map((text) => coerceText(items, text));
  const wrong = coerced.find((one) => 'problem' in one);
  return wrong ?? { value: coerced.map((one) => ('value' in one ? one.value : undefined)) };
}

const readers: Record<FieldKind, (text: string) => Coerced> = {
  text: (text) => ({ value: text }),
  number: (text) => (/^-?\d+(\.\d+)?$/.test(text) ? { value: Number(text) } : { problem: 'must be a number' }),
  integer: (text) => (/^-?\d+$/.test(text) ? { value: Number(text) } : { problem: 'must be a whole number' }),
  boolean: (text) =>
    text === 'true' || text === 'false' ? { value: text === 'true' } : { problem: 'must be true or false' },
  // Refused at start.
  list: () => ({ problem: 'cannot be given here' }),
  object: () => ({ problem: 'cannot be given here' }),
};

function coerceText(kind: FieldKind, text: string): Coerced {
  return readers[kind](text);
}
