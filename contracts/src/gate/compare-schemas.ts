import { type Branch, branchesOf, isOfOneKind, type Marks } from './branches.ts';
import { brief } from './brief.ts';
import { changed, type Comparing, cost, isHarmless, once, type Roots, type SchemaChange, when } from './change.ts';
import { compareBranch } from './compare-branch.ts';
import { compareDefaults } from './compare-defaults.ts';
import { compareExclusive } from './compare-exclusive.ts';
import { checkChanged } from './compare-marks.ts';
import { compareValues } from './compare-values.ts';
import { type JsonSchema, targetOf } from './json-schema.ts';
import { matchBranches } from './match-branches.ts';
import type { Side } from './rule.ts';
import { discriminatorsOf } from './tags.ts';

/**
 * Compares what was accepted, or sent, with what is now.
 *
 * @remarks
 * Sound: where a value exists that the old schema knew and the new one does not stand up to, some change is breaking or
 * risky. For an input that is a value which was accepted and is refused; for an output a value that is sent
 * and that the old schema refuses, by a reader who leaves aside what it does not know. `fuzz.test.ts` tries to find one.
 *
 * @example
 * compareSchemas('input', { type: 'string' }, { type: 'string', maxLength: 5 }) // one change: bound-tightened, breaking
 */
export function compareSchemas(side: Side, before: JsonSchema, after: JsonSchema): SchemaChange[] {
  return compareFrom({ before, after }, { side, roots: { before, after } });
}

type Setting = Pick<Comparing, 'side' | 'roots'>;

function compareFrom(pair: Roots, setting: Setting): SchemaChange[] {
  const repeated: Repeated = new Map();
  for (;;) {
    const { changes, isSettled } = compareOnce(pair, setting, repeated);
    if (isSettled) return withoutRepetition(changes);
  }
}

/** Pairs of schemas that hold themselves, by what was found to have changed in them. */
type Repeated = Map<JsonSchema, Map<JsonSchema, SchemaChange[]>>;

/**
 * Compares once, with schemas that hold themselves taken to be as they were found the last time, and as equal at first.
 *
 * @returns whether all of them turned out to be as they were taken to be.
 */
function compareOnce(pair: Roots, { side, roots }: Setting, repeated: Repeated) {
  const known = new Map<JsonSchema, Map<JsonSchema, SchemaChange[] | 'begun'>>();
  const met: [JsonSchema, JsonSchema][] = [];
  const comparing: Comparing = {
    side,
    roots,
    within: (documents) => (old, now) => compareFrom({ before: old, after: now }, { side, roots: documents }),
    compare(old, now) {
      const [from, to] = [targetOf(old, roots.before), targetOf(now, roots.after)];
      const ofOld = known.get(from) ?? new Map<JsonSchema, SchemaChange[] | 'begun'>();
      known.set(from, ofOld);
      const found = ofOld.get(to);
      if (found === 'begun') {
        met.push([from, to]);
        return repeated.get(from)?.get(to) ?? [];
      }
      if (found) return found;
      ofOld.set(to, 'begun');
      const changes = compareNodes(comparing, from, to);
      ofOld.set(to, changes);
      return changes;
    },
  };
  const changes = comparing.compare(pair.before, pair.after);
  const surprises = met.filter(([from, to]) => {
    const found = known.get(from)?.get(to);
    return Array.isArray(found) && found.length > 0 && !repeated.get(from)?.has(to);
  });
  for (const [from, to] of surprises) {
    const found = known.get(from)?.get(to);
    const [worst] = Array.isArray(found) ? found.toSorted((a, b) => cost([b]) - cost([a])) : [];
    const ofFrom = repeated.get(from) ?? new Map<JsonSchema, SchemaChange[]>();
    if (worst) repeated.set(from, ofFrom.set(to, [{ ...worst, path: '', isRepeated: true }]));
  }
  return { changes, isSettled: surprises.length === 0 };
}

/** What changed in a schema that holds itself is told once. */
function withoutRepetition(changes: readonly SchemaChange[]): SchemaChange[] {
  const told = changes.filter(({ isRepeated }) => !isRepeated);
  return isHarmless(told) && !isHarmless(changes) ? [...changes] : told;
}

function compareNodes(comparing: Comparing, before: JsonSchema, after: JsonSchema): SchemaChange[] {
  const { roots } = comparing;
  const [old, now] = [branchesOf(before, roots.before), branchesOf(after, roots.after)];
  // In the same order, so that which of them are in a group together is the same as well.
  const isSame = (branch: Branch, index: number) => {
    const other = now[index];
    return other !== undefined && branch.kind === other.kind && compareBranch(comparing, branch, other).length === 0;
  };
  return [
    ...compareDefaults(comparing, { schema: before, branches: old }, { schema: after, branches: now }),
    ...once(compareBranches(comparing, old, now)),
    ...compareExclusive(comparing, { before, after }, () => old.every(isSame)),
  ];
}

function compareBranches(comparing: Comparing, old: readonly Branch[], now: readonly Branch[]): SchemaChange[] {
  if (areValues(old, now)) return compareValues(comparing, old, now);
  return (
    compareWithAny(comparing, old, now) ??
    compareTags(comparing, old, now) ??
    matchBranches(comparing, { old, now, compareBranch })
  );
}

/** Whether both list values of the same kinds, to each of which the same is done. */
function areValues(old: readonly Branch[], now: readonly Branch[]): boolean {
  const [first, ...others] = [...old, ...now];
  if (!first || [...old, ...now].some(({ values }) => values === null)) return false;
  const isOf = (some: readonly Branch[]) => (branch: Branch) => some.some((one) => isOfOneKind(one, branch));
  const marks = ({ checks, piped }: Branch) => JSON.stringify([checks, piped]);
  return old.every(isOf(now)) && now.every(isOf(old)) && others.every((branch) => marks(branch) === marks(first));
}

/** What accepts anything covers everything else, apart from what code refuses. */
function compareWithAny(comparing: Comparing, old: readonly Branch[], now: readonly Branch[]): SchemaChange[] | null {
  const { side, roots } = comparing;
  const [wasAny, isNowAny] = [anyOf(old), anyOf(now)];
  if (Boolean(wasAny) === Boolean(isNowAny)) return null;
  const told = { before: words(old, roots.before), after: words(now, roots.after) };
  const any = wasAny ?? isNowAny ?? nothingDone;
  const [before, after] = wasAny ? [any, nothingDone] : [nothingDone, any];
  return [
    changed(side, wasAny ? 'type-narrowed' : 'type-widened', told),
    ...when(any.checks.length > 0, () => checkChanged(comparing, before, after)),
  ];
}

const nothingDone: Marks = { checks: [], piped: [] };

function anyOf(branches: readonly Branch[]): Marks | undefined {
  const found = branches.filter(({ kind }) => kind === 'any');
  return found.find(({ checks }) => checks.length === 0) ?? found[0];
}

/** Variants that are told apart by another property have nothing more in common. */
function compareTags(
  { side, roots }: Comparing,
  old: readonly Branch[],
  now: readonly Branch[],
): SchemaChange[] | null {
  if (old.length === 1 && now.length === 1) return null;
  const [was, is] = [discriminatorsOf(old, roots.before), discriminatorsOf(now, roots.after)];
  if (was.length === 0 || is.length === 0 || was.some((key) => is.includes(key))) return null;
  return [changed(side, 'discriminator-changed', { before: was.join(', '), after: is.join(', ') })];
}

function words(branches: readonly Branch[], root: JsonSchema): string {
  return branches.map(({ schema }) => brief(schema, root)).join(' | ') || 'never';
}
