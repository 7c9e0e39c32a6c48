import { type Branch, isOfOneKind } from './branches.ts';
import { brief } from './brief.ts';
import { below, changed, type Comparing, cost, isHarmless, type SchemaChange, when } from './change.ts';
import type { JsonSchema } from './json-schema.ts';
import { areDisjoint, discriminatorsOf, tagsOf } from './tags.ts';

/** The branches of two unions, and the way to compare two of them. */
interface Matching {
  readonly old: readonly Branch[];
  readonly now: readonly Branch[];
  readonly compareBranch: (comparing: Comparing, before: Branch, after: Branch) => SchemaChange[];
}

interface Pair {
  readonly before: Branch;
  readonly after: Branch;
  readonly changes: SchemaChange[];
}

/**
 * Compares two unions: which of their branches belong together, what changed in those, and which have no partner.
 *
 * @remarks
 * What was sent has to fit into some branch, and so a branch that another covers is not missed; the same for what is read.
 */
export function matchBranches(comparing: Comparing, matching: Matching): SchemaChange[] {
  const all = allPairs(comparing, matching);
  const pairs = closest(all);
  const lost = matching.old.filter((branch) => !pairs.some(({ before }) => before === branch));
  const fresh = matching.now.filter((branch) => !pairs.some(({ after }) => after === branch));
  const { side, roots } = comparing;
  const isCovered = (branch: Branch) => {
    const ofBranch = all.filter(({ before, after }) => (side === 'input' ? before : after) === branch);
    return ofBranch.some(({ changes }) => isHarmless(changes));
  };
  const inPairs = pairs.flatMap(({ before, after, changes }) => {
    if (isCovered(side === 'input' ? before : after) && !isHarmless(changes)) return [];
    return below(placeOf(before, matching.old, roots.before), changes);
  });
  const missed = lost.filter((branch) => side === 'output' || !isCovered(branch));
  const added = fresh.filter((branch) => side === 'input' || !isCovered(branch));
  return [...inPairs, ...compareAlone(comparing, matching, { missed, added })];
}

/** Every two branches that may belong together. */
function allPairs(comparing: Comparing, { old, now, compareBranch }: Matching): Pair[] {
  const { roots } = comparing;
  const isAlone = old.length === 1 && now.length === 1;
  return old.flatMap((before) =>
    now.flatMap((after) => {
      if (!isOfOneKind(before, after) || (!isAlone && areApart(before, after, roots))) return [];
      return [{ before, after, changes: compareBranch(comparing, before, after) }];
    }),
  );
}

/** Whether a property that both have says that they are different variants. */
function areApart(before: Branch, after: Branch, roots: Comparing['roots']): boolean {
  const [old, now] = [tagsOf(before, roots.before), tagsOf(after, roots.after)];
  return [...old].some(([name, values]) => areDisjoint(values, now.get(name) ?? values));
}

/** Those that are closest first, each branch once. */
function closest(all: readonly Pair[]): Pair[] {
  const chosen: Pair[] = [];
  for (const pair of all.toSorted((a, b) => cost(a.changes) - cost(b.changes))) {
    const isTaken = chosen.some(({ before, after }) => before === pair.before || after === pair.after);
    if (!isTaken) chosen.push(pair);
  }
  return chosen;
}

/** Names the variant that changed, where there is more than one. */
function placeOf(branch: Branch, among: readonly Branch[], root: JsonSchema): string {
  const objects = among.filter(({ kind }) => kind === 'object');
  const [key] = objects.length > 1 ? discriminatorsOf(objects, root) : [];
  if (key === undefined || branch.kind !== 'object') return '';
  const values = tagsOf(branch, root).get(key) ?? [];
  return `(${key}=${values.map((value) => String(JSON.parse(value))).join('|')})`;
}

function removal({ side, roots }: Comparing, { old }: Matching, branch: Branch): SchemaChange[] {
  const change = changed(side, 'union-member-removed', { before: brief(branch.schema, roots.before) });
  return below(placeOf(branch, old, roots.before), [change]);
}

function addition({ side, roots }: Comparing, { old, now }: Matching, branch: Branch): SchemaChange[] {
  const variants = old.filter(({ kind }) => kind === 'object');
  const tags = tagsOf(branch, roots.after);
  const isVariant = discriminatorsOf(variants, roots.before).some((key) => {
    const values = tags.get(key);
    return values && variants.every((variant) => areDisjoint(values, tagsOf(variant, roots.before).get(key) ?? []));
  });
  const told = { after: brief(branch.schema, roots.after) };
  if (!isVariant) return [changed(side, 'union-member-added', told)];
  return below(placeOf(branch, now, roots.after), [changed(side, 'variant-added', told)]);
}

interface Alone {
  readonly missed: readonly Branch[];
  readonly added: readonly Branch[];
}

function compareAlone(comparing: Comparing, matching: Matching, { missed, added }: Alone): SchemaChange[] {
  const { side, roots } = comparing;
  const { old, now } = matching;
  const isWholly = old.length === 1 && now.length === 1;
  const [was, is] = isWholly ? [missed, added] : [withoutNull(missed), withoutNull(added)];
  const isOneForOne = isWholly || (withoutNull(old).length === 1 && withoutNull(now).length === 1);
  const nulls = [
    ...when(was.length < missed.length, () => changed(side, 'became-not-nullable', { before: 'null' })),
    ...when(is.length < added.length, () => changed(side, 'became-nullable', { after: 'null' })),
  ];
  const [gone, come] = [was[0], is[0]];
  if (isOneForOne && gone && come) {
    const told = { before: brief(gone.schema, roots.before), after: brief(come.schema, roots.after) };
    return [...nulls, changed(side, 'type-changed', told)];
  }
  return [
    ...nulls,
    ...was.flatMap((branch) => removal(comparing, matching, branch)),
    ...is.flatMap((branch) => addition(comparing, matching, branch)),
  ];
}

function withoutNull(branches: readonly Branch[]): Branch[] {
  return branches.filter(({ kind }) => kind !== 'null');
}
