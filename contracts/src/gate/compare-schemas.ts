import { type Branch, branchesOf, discriminatorOf, isUnion } from './branches.ts';
import { brief } from './brief.ts';
import { changed, type Comparing, cost, isHarmless, type SchemaChange } from './change.ts';
import { compareBranch } from './compare-branch.ts';
import { compareDefaults, compareMarks, compareUnknown } from './compare-marks.ts';
import { compareValues } from './compare-values.ts';
import { matchBranches } from './match-branches.ts';
import { dereference, type JsonSchema } from './json-schema.ts';
import type { Side } from './rule.ts';

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
  const repeated: Repeated = new Map();
  for (;;) {
    const { changes, isSettled } = compareOnce(side, { before, after }, repeated);
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
function compareOnce(side: Side, roots: Comparing['roots'], repeated: Repeated) {
  const known = new Map<JsonSchema, Map<JsonSchema, SchemaChange[] | 'begun'>>();
  const met: [JsonSchema, JsonSchema][] = [];
  const comparing: Comparing = {
    side,
    roots,
    compare(old, now) {
      const [from, to] = [dereference(old, roots.before), dereference(now, roots.after)];
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
  const changes = comparing.compare(roots.before, roots.after);
  const surprises = met.filter(([from, to]) => {
    const found = known.get(from)?.get(to);
    return Array.isArray(found) && !isHarmless(found) && !repeated.get(from)?.has(to);
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
  const once = changes.filter(({ isRepeated }) => !isRepeated);
  return isHarmless(once) ? [...changes] : once;
}

function compareNodes(comparing: Comparing, before: JsonSchema, after: JsonSchema): SchemaChange[] {
  const { roots } = comparing;
  const [old, now] = [branchesOf(before, roots.before), branchesOf(after, roots.after)];
  return [
    ...compareDefaults(comparing, before, after),
    ...compareWhole(comparing, before, after),
    ...compareBranches(comparing, old, now),
  ];
}

/** What is said of a union as a whole; of what is none, its only branch says it. */
function compareWhole(comparing: Comparing, before: JsonSchema, after: JsonSchema): SchemaChange[] {
  const [wasUnion, isNowUnion] = [isUnion(before), isUnion(after)];
  if (!wasUnion && !isNowUnion) return [];
  const [old, now] = [wasUnion ? before : {}, isNowUnion ? after : {}];
  return [
    ...compareMarks(comparing, old, now),
    ...compareUnknown(comparing, old, now),
    ...compareXor(comparing, before, after),
  ];
}

/** That exactly one has to fit is more than that one has to, unless a property tells them apart. */
function compareXor({ side, roots }: Comparing, before: JsonSchema, after: JsonSchema): SchemaChange[] {
  if (Boolean(before.oneOf) === Boolean(after.oneOf)) return [];
  const [exclusive, root] = before.oneOf ? [before, roots.before] : [after, roots.after];
  const branches = branchesOf(exclusive, root);
  const kinds = new Set(branches.map(({ kind }) => kind));
  const isToldApart = kinds.size === branches.length || discriminatorOf(branches, root) !== null;
  return isToldApart ? [] : [changed(side, 'schema-changed', { before: brief(before), after: brief(after) })];
}

function compareBranches(comparing: Comparing, old: readonly Branch[], now: readonly Branch[]): SchemaChange[] {
  if (areValues(old) && areValues(now)) return compareValues(comparing, old, now);
  return (
    compareWithAny(comparing, old, now) ??
    compareTags(comparing, old, now) ??
    matchBranches(comparing, { old, now, compareBranch })
  );
}

function areValues(branches: readonly Branch[]): boolean {
  return branches.length > 0 && branches.every(({ values }) => values !== null);
}

/** What accepts anything covers everything else. */
function compareWithAny(
  { side, roots }: Comparing,
  old: readonly Branch[],
  now: readonly Branch[],
): SchemaChange[] | null {
  const [wasAny, isNowAny] = [hasAny(old), hasAny(now)];
  if (wasAny === isNowAny) return null;
  const told = { before: words(old, roots.before), after: words(now, roots.after) };
  return [changed(side, wasAny ? 'type-narrowed' : 'type-widened', told)];
}

/** Variants that are told apart by another property have nothing more in common. */
function compareTags(
  { side, roots }: Comparing,
  old: readonly Branch[],
  now: readonly Branch[],
): SchemaChange[] | null {
  if (old.length === 1 && now.length === 1) return null;
  const [was, is] = [discriminatorOf(old, roots.before), discriminatorOf(now, roots.after)];
  const isOther = was !== null && is !== null && was !== is;
  return isOther ? [changed(side, 'discriminator-changed', { before: was, after: is })] : null;
}

function hasAny(branches: readonly Branch[]): boolean {
  return branches.some(({ kind }) => kind === 'any');
}

function words(branches: readonly Branch[], root: JsonSchema): string {
  return branches.map(({ schema }) => brief(schema, root)).join(' | ') || 'never';
}
