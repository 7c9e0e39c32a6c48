import type { z } from 'zod';
import { compareSchemas } from '../src/gate/compare-schemas.ts';
import { describeSchema, type Problem } from '../src/gate/describe-schema.ts';
import type { JsonSchema } from '../src/gate/json-schema.ts';
import type { Side, Verdict } from '../src/gate/rule.ts';
import { chanceOf } from './chance.ts';
import { readerOf, senderOf } from './shape-sides.ts';
import { build, parse, sourceOf } from './shape-source.ts';
import { absent, valueOf } from './shape-values.ts';
import type { Shape } from './shape.ts';

/** What came of many comparisons. */
export interface Tally {
  verdicts: number;
  safe: number;
  risky: number;
  breaking: number;
  /** Of those that were called breaking, how many were seen to break something. */
  seenToBreak: number;
  /** Sides of pairs that cannot be written down. */
  undescribed: number;
  values: number;
}

/** Begins to count. */
export function emptyTally(): Tally {
  return { verdicts: 0, safe: 0, risky: 0, breaking: 0, seenToBreak: 0, undescribed: 0, values: 0 };
}

interface Setting {
  readonly tally: Tally;
  /** What the values are chosen by. */
  readonly seed: number;
}

/**
 * Compares two shapes both ways on both sides, and looks for a value that proves a verdict wrong.
 *
 * @throws Error with both schemas as source, the value, and what was said.
 */
export function judgePair(one: Shape, other: Shape, { tally, seed }: Setting): void {
  const schemaOf = onceEach(build);
  for (const side of ['input', 'output'] as const) {
    const [before, after] = [one, other].map((shape) => describe(schemaOf(shape), side));
    if (!before || !after) {
      tally.undescribed += 1;
      continue;
    }
    expectSame(before, describe(build(one), side), { side, shape: one });
    judge(side, { old: one, now: other, before, after, schemaOf }, { tally, seed });
    judge(side, { old: other, now: one, before: after, after: before, schemaOf }, { tally, seed: seed + 1 });
  }
}

/** Most of the time goes into making schemas: each is made once a pair. */
function onceEach(make: (shape: Shape) => z.ZodType): (shape: Shape) => z.ZodType {
  const made = new Map<string, z.ZodType>();
  return (shape) => {
    const source = sourceOf(shape);
    const found = made.get(source) ?? make(shape);
    made.set(source, found);
    return found;
  };
}

function describe(schema: z.ZodType, side: Side): JsonSchema | null {
  const problems: Problem[] = [];
  const described = describeSchema(schema, side, { place: '', problems });
  return problems.length > 0 ? null : described;
}

/** Two that were made alike are no different, and are written alike. */
function expectSame(before: JsonSchema, after: JsonSchema | null, { side, shape }: { side: Side; shape: Shape }): void {
  const found = after ? compareSchemas(side, before, after) : ['it is not described'];
  if (found.length === 0 && JSON.stringify(before) === JSON.stringify(after)) return;
  throw new Error(`${side}: ${JSON.stringify(found)} between two of ${sourceOf(shape)}`);
}

interface Pair {
  readonly old: Shape;
  readonly now: Shape;
  readonly before: JsonSchema;
  readonly after: JsonSchema;
  readonly schemaOf: (shape: Shape) => z.ZodType;
}

const tries: Record<Verdict, number> = { safe: 30, risky: 0, breaking: 15 };

function judge(side: Side, pair: Pair, { tally, seed }: Setting): void {
  const found = compareSchemas(side, pair.before, pair.after);
  const again = compareSchemas(side, pair.before, pair.after);
  if (JSON.stringify(again) !== JSON.stringify(found)) throw new Error(`${side}: another verdict the second time`);
  const verdict = (['breaking', 'risky'] as const).find((one) => found.some((change) => change.verdict === one));
  tally.verdicts += 1;
  tally[verdict ?? 'safe'] += 1;
  const search = side === 'input' ? searchInput(pair) : searchOutput(pair);
  for (let attempt = 0; attempt < tries[verdict ?? 'safe']; attempt += 1) {
    tally.values += 1;
    const value = search(seed + attempt * 7919);
    if (value === absent) continue;
    if (verdict !== 'breaking') throw new Error(words(side, pair, { value, found }));
    tally.seenToBreak += 1;
    return;
  }
}

function words(side: Side, pair: Pair, { value, found }: { value: unknown; found: unknown }): string {
  return [
    `An ${side} was called safe that is not.`,
    `before: ${sourceOf(pair.old)}`,
    `after:  ${sourceOf(pair.now)}`,
    `value:  ${JSON.stringify(value)}`,
    `locked before: ${JSON.stringify(pair.before)}`,
    `locked after:  ${JSON.stringify(pair.after)}`,
    `found:  ${JSON.stringify(found)}`,
  ].join('\n');
}

type Search = (seed: number) => unknown;

/** Looks for what was accepted, nothing in it under an unknown name, and is refused now. */
function searchInput({ old, now, schemaOf }: Pair): Search {
  const [sender, was, is] = [schemaOf(senderOf(old)), schemaOf(old), schemaOf(now)];
  return (seed) => {
    const value = onTheWire(valueOf(old, chanceOf(seed)));
    if (value === undefined) return absent;
    const isSent = parse(was, value) && parse(sender, value);
    return isSent && !parse(is, value) ? value : absent;
  };
}

/** Looks for what is sent now and was not expected by who left aside what they did not know. */
function searchOutput({ old, now, schemaOf }: Pair): Search {
  const [is, knows, knew] = [schemaOf(now), schemaOf(readerOf(now)), schemaOf(readerOf(old))];
  return (seed) => {
    const returned = valueOf(now, chanceOf(seed));
    const value = onTheWire(parse(is, returned === absent ? undefined : returned)?.data);
    if (value === undefined) return absent;
    // What zod puts together out of two halves need not fit either.
    return !parse(knew, value) && parse(knows, value) ? value : absent;
  };
}

function onTheWire(value: unknown): unknown {
  const text = value === absent ? undefined : JSON.stringify(value);
  return text === undefined ? undefined : JSON.parse(text);
}
