import type { Arbitrary } from 'fast-check';
import * as fc from 'fast-check';
import { isKnown } from './known-values.ts';

const odd: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  0.5,
  1e308,
  '',
  'x',
  '\u0000',
  [],
  [[]],
  {},
  { length: 1 },
  { __proto__: null },
  ['x'.repeat(2000)],
];

/** Any JSON, most of it small. */
export function anyJson(): Arbitrary<unknown> {
  return fc.oneof(fc.constantFrom(...odd), fc.jsonValue({ maxDepth: 3 }));
}

/** What most likely is no input any more: something of it is taken out, put in the place of something, or added. */
export function spoilt(input: Arbitrary<unknown>): Arbitrary<unknown> {
  const where = fc.record({ at: fc.nat(50), how: fc.constantFrom('replace', 'remove', 'add'), other: anyJson() });
  return fc.tuple(input, where).map(([value, { at, how, other }]) => {
    const places = placesOf(value, []);
    return change(value, places[at % places.length] ?? [], { how, other });
  });
}

type Path = readonly (string | number)[];

function placesOf(value: unknown, path: Path): Path[] {
  if (typeof value !== 'object' || value === null || isKnown(value)) return [path];
  const inside = Object.entries(value).map(([name, inner]): [string | number, unknown] => [
    Array.isArray(value) ? Number(name) : name,
    inner,
  ]);
  return [path, ...inside.flatMap(([name, inner]) => placesOf(inner, [...path, name]))];
}

interface Spoiling {
  readonly how: 'replace' | 'remove' | 'add';
  readonly other: unknown;
}

function change(value: unknown, [step, ...rest]: Path, spoiling: Spoiling): unknown {
  if (step === undefined) return spoil(value, spoiling);
  if (Array.isArray(value)) {
    const index = Number(step);
    return spoiling.how === 'remove' && rest.length === 0
      ? value.toSpliced(index, 1)
      : value.with(index, change(value[index], rest, spoiling));
  }
  const entries = Object.entries(value as object);
  if (spoiling.how === 'remove' && rest.length === 0)
    return Object.fromEntries(entries.filter(([name]) => name !== step));
  return Object.fromEntries(
    entries.map(([name, inner]) => [name, name === step ? change(inner, rest, spoiling) : inner]),
  );
}

function spoil(value: unknown, { how, other }: Spoiling): unknown {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value) && !isKnown(value);
  return how === 'add' && isObject ? { ...value, more: other } : other;
}
