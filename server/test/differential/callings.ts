import type { Arbitrary } from 'fast-check';
import * as fc from 'fast-check';
import { anyJson } from '../fuzz/hostile-json.ts';
import { names } from './subjects.ts';

/** The most that tRPC is asked for at once; one more is refused. */
const batchMost = 11;

const notes = fc.record(
  {
    text: fc.string({ maxLength: 30, unit: 'grapheme' }),
    color: fc.string(),
    tags: fc.array(fc.string(), { maxLength: 3 }),
  },
  { requiredKeys: ['text'] },
);

/** Inputs that procedures take. */
const sound: Record<string, Arbitrary<unknown>> = {
  'read.echo': notes,
  'read.maybe': fc.string({ unit: 'grapheme' }),
  'read.nothing': anyJson(),
  'read.large': fc.nat(40),
  'read.slow': fc.nat(8),
  'read.fails': fc.constantFrom('NOT_THERE', 'TAKEN'),
  'read.breaks': fc.constantFrom('error', 'text', 'undeclared', 'output'),
  'read.mine': fc.string(),
  'change.write': notes,
  'change.small': fc.string({ maxLength: 300 }),
  'change.fails': anyJson(),
  'change.mine': notes,
  'change.begin': fc.stringMatching(/^[a-z]{1,8}$/),
};

const unknown = [
  'read.nowhere',
  'read',
  'read.constructor',
  '__proto__',
  'toString',
  'read.echo.more',
  '',
  'Read.Echo',
  'read%2Eecho',
];
const anyName = fc.oneof(
  { arbitrary: fc.constantFrom(...names.queries), weight: 5 },
  { arbitrary: fc.constantFrom(...names.mutations), weight: 4 },
  { arbitrary: fc.constantFrom(...names.streams), weight: 1 },
  { arbitrary: fc.constantFrom(...unknown), weight: 2 },
);

/** What is called, with the inputs by place. */
export interface Calling {
  readonly names: readonly string[];
  readonly inputs: readonly unknown[];
  readonly isBatch: boolean;
  readonly isPosted: boolean;
}

const anything = anyJson();
// Made once: to make an arbitrary takes longer than to draw from it.
const calls = new Map<string, Arbitrary<Call>>();

interface Call {
  readonly name: string;
  readonly input: unknown;
}

function callOf(name: string): Arbitrary<Call> {
  const known = calls.get(name) ?? callArbitrary(name);
  calls.set(name, known);
  return known;
}

function callArbitrary(name: string): Arbitrary<Call> {
  const good = (Object.hasOwn(sound, name) ? sound[name] : undefined) ?? fc.constant(undefined);
  return fc.record({
    name: fc.constant(name),
    input: fc.oneof({ arbitrary: good, weight: 6 }, { arbitrary: anything, weight: 1 }),
  });
}

function callings(name: Arbitrary<string>, isPosted: Arbitrary<boolean>): Arbitrary<Calling> {
  const calls = fc.array(name.chain(callOf), { minLength: 1, maxLength: batchMost, size: 'small' });
  return fc.tuple(calls, fc.boolean(), isPosted).map(([all, isBatch, posted]) => {
    const kept = isBatch ? all : all.slice(0, 1);
    return {
      names: kept.map((call) => call.name),
      inputs: kept.map((call) => call.input),
      isBatch,
      isPosted: posted,
    };
  });
}

/** Queries by GET, or mutations by POST. */
export const usualCallings = fc.oneof(
  callings(fc.constantFrom(...names.queries), fc.constant(false)),
  callings(fc.constantFrom(...names.mutations), fc.constant(true)),
);
/** Whatever by whichever. */
export const oddCallings = callings(anyName, fc.boolean());
