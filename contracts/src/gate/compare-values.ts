import type { Branch } from './branches.ts';
import { brief } from './brief.ts';
import { changed, type Comparing, type SchemaChange } from './change.ts';
import type { Verdict } from './rule.ts';
import type { SchemaRule } from './rules.ts';

/** Compares what may be one of some values with what may be one of others. */
export function compareValues(
  { side }: Pick<Comparing, 'side'>,
  before: readonly Branch[],
  after: readonly Branch[],
): SchemaChange[] {
  const [old, now] = [textsOf(before), textsOf(after)];
  const gone = [...old].filter((value) => !now.has(value));
  const fresh = [...now].filter((value) => !old.has(value));
  const isOther = old.size === 1 && now.size === 1 && fresh.length === 1;
  if (isOther) return [changed(side, 'const-changed', { before: [...old].join(''), after: [...now].join('') })];
  const verdict = side === 'output' ? verdictOfAddition(before) : undefined;
  return [
    ...gone.map((value) => changed(side, 'enum-value-removed', { before: value })),
    ...fresh.map((value) => changed(side, 'enum-value-added', { after: value, ...(verdict && { verdict }) })),
  ];
}

function textsOf(branches: readonly Branch[]): Set<string> {
  return new Set(branches.flatMap(({ values }) => values ?? []).map((value) => JSON.stringify(value)));
}

/** What clients were told when they were built counts, not what is said now. */
function verdictOfAddition(before: readonly Branch[]): Verdict | undefined {
  const told = before.map(({ schema }) => schema.extensible);
  if (told.includes(false)) return 'breaking';
  return told.length > 0 && told.every((extensible) => extensible === true) ? 'safe' : undefined;
}

/** Compares a branch that lists its values with one that does not, or two that do not. */
export function compareClosedness({ side, roots }: Comparing, before: Branch, after: Branch): SchemaChange[] {
  const told = { before: brief(before.schema, roots.before), after: brief(after.schema, roots.after) };
  return rulesOf(before, after).map((rule) => changed(side, rule, told));
}

function rulesOf(before: Branch, after: Branch): SchemaRule[] {
  const [wasListed, isListed] = [before.values !== null, after.values !== null];
  const isNarrowed = before.kind === 'number' && after.kind === 'integer';
  const isWidened = before.kind === 'integer' && after.kind === 'number';
  // That a list of whole numbers became numbers, its opening says; that it holds whole numbers alone, its closing.
  const rules: [SchemaRule, boolean][] = [
    ['enum-opened', wasListed && !isListed],
    ['became-enum', !wasListed && isListed],
    ['number-to-integer', isNarrowed && !isListed],
    ['integer-to-number', isWidened && !wasListed],
  ];
  return rules.filter(([, holds]) => holds).map(([rule]) => rule);
}
