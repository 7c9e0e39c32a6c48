import { type Branch, isAside } from './branches.ts';
import { changed, type Comparing, type SchemaChange, when } from './change.ts';
import type { JsonSchema } from './json-schema.ts';

/** Compares lengths, sizes, ranges, multiples, formats and patterns. */
export function compareBounds(comparing: Comparing, before: Branch, after: Branch): SchemaChange[] {
  const [old, now] = [constraintsOf(before), constraintsOf(after)];
  return [
    ...ranges.flatMap((range) => compareRange(comparing, range, { old, now })),
    ...compareMultiples(comparing, old, now),
    ...comparePatterns(comparing, old, now),
  ];
}

interface Range {
  readonly keyword: string;
  /** The same bound, itself left out. */
  readonly exclusive?: string;
  /** Whether more is wider, or less is. */
  readonly isUpper: boolean;
}

const ranges: readonly Range[] = [
  { keyword: 'minLength', isUpper: false },
  { keyword: 'maxLength', isUpper: true },
  { keyword: 'minimum', exclusive: 'exclusiveMinimum', isUpper: false },
  { keyword: 'maximum', exclusive: 'exclusiveMaximum', isUpper: true },
  { keyword: 'minItems', isUpper: false },
  { keyword: 'maxItems', isUpper: true },
  { keyword: 'minProperties', isUpper: false },
  { keyword: 'maxProperties', isUpper: true },
];

interface Both {
  readonly old: JsonSchema;
  readonly now: JsonSchema;
}

function compareRange({ side }: Comparing, range: Range, { old, now }: Both): SchemaChange[] {
  // How many places a tuple has is compared with what is in them.
  if (range.keyword.endsWith('Items') && (old.prefixItems ?? now.prefixItems)) return [];
  const [was, is] = [boundOf(old, range), boundOf(now, range)];
  const wider = compareBound(is, was, range);
  const told = { before: written(range, was), after: written(range, is) };
  return [
    ...when(wider < 0, () => changed(side, 'bound-tightened', told)),
    ...when(wider > 0, () => changed(side, 'bound-loosened', told)),
  ];
}

/** Above 0 where the first lets more through than the second. */
function compareBound(one: Bound | null, other: Bound | null, { isUpper }: Range): number {
  if (!one || !other) return Number(other !== null) - Number(one !== null);
  const further = isUpper ? one.at - other.at : other.at - one.at;
  return further || Number(other.isExclusive) - Number(one.isExclusive);
}

interface Bound {
  readonly at: number;
  readonly isExclusive: boolean;
}

function boundOf(schema: JsonSchema, { keyword, exclusive, isUpper }: Range): Bound | null {
  const bounds = [
    ...numberOf(schema, keyword).map((at) => ({ at, isExclusive: false })),
    ...(exclusive === undefined ? [] : numberOf(schema, exclusive).map((at) => ({ at, isExclusive: true }))),
  ];
  const direction = isUpper ? 1 : -1;
  const [tightest] = bounds.toSorted(
    (a, b) => direction * (a.at - b.at) || Number(b.isExclusive) - Number(a.isExclusive),
  );
  return tightest ?? null;
}

function numberOf(schema: JsonSchema, keyword: string): number[] {
  const value = schema[keyword];
  return typeof value === 'number' ? [value] : [];
}

function written({ keyword, exclusive }: Range, bound: Bound | null): string {
  if (bound === null) return `no ${keyword}`;
  return `${bound.isExclusive ? exclusive : keyword} ${bound.at}`;
}

function compareMultiples({ side }: Comparing, old: JsonSchema, now: JsonSchema): SchemaChange[] {
  const [was, is] = [multiplesOf(old), multiplesOf(now)];
  const holds = (all: readonly number[], one: number) => all.some((other) => other % one === 0);
  const told = { before: was.join(', ') || 'any', after: is.join(', ') || 'any' };
  return [
    ...(is.every((one) => holds(was, one)) ? [] : [changed(side, 'multiple-set', told)]),
    ...(was.every((one) => holds(is, one)) ? [] : [changed(side, 'multiple-removed', told)]),
  ];
}

function multiplesOf(schema: JsonSchema): number[] {
  return [schema, ...(schema.allOf ?? []).filter(isAside)].flatMap((part) => numberOf(part, 'multipleOf'));
}

function comparePatterns({ side }: Comparing, old: JsonSchema, now: JsonSchema): SchemaChange[] {
  const [was, is] = [patternsOf(old), patternsOf(now)];
  const gone = was.filter((one) => !is.includes(one));
  const fresh = is.filter((one) => !was.includes(one));
  const told = { before: was.join(' and ') || 'any text', after: is.join(' and ') || 'any text' };
  if (gone.length > 0 && fresh.length > 0) return [changed(side, 'pattern-changed', told)];
  if (fresh.length > 0) return [changed(side, 'pattern-set', told)];
  return gone.length > 0 ? [changed(side, 'pattern-removed', told)] : [];
}

/** Formats and patterns alike: each is something that a text has to look like. */
function patternsOf(schema: JsonSchema): string[] {
  return [schema, ...(schema.allOf ?? []).filter(isAside)].flatMap(
    ({ format, 'x-format': options, pattern, 'x-flags': flags = '' }) => [
      ...when(format ?? options, () => `${format ?? 'text'}${options ? ` ${JSON.stringify(options)}` : ''}`),
      ...when(pattern !== undefined, () => `/${pattern}/${flags}`),
    ],
  );
}

/** The bounds of a branch; of one that lists its values, those which all of them keep. */
function constraintsOf({ schema, values }: Branch): JsonSchema {
  if (!values) return schema;
  const texts = values.filter((value) => typeof value === 'string').map(({ length }) => length);
  const numbers = values.filter((value) => typeof value === 'number');
  return {
    ...schema,
    ...(texts.length > 0 && { minLength: Math.min(...texts), maxLength: Math.max(...texts) }),
    ...(numbers.length > 0 && { minimum: Math.min(...numbers), maximum: Math.max(...numbers) }),
  };
}
