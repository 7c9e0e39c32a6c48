import { type Branch, branchesOf, isNumeric } from './branches.ts';
import { brief } from './brief.ts';
import { changed, type Comparing, type SchemaChange } from './change.ts';
import { dereference, type JsonSchema, targetOf } from './json-schema.ts';
import { discriminatorsOf } from './tags.ts';

/**
 * Compares what exactly one of several has to fit.
 *
 * @remarks
 * Where one of them takes more, a value that fitted another fits two, and is refused: nothing about its parts is safe, unless
 * they have nothing in common.
 */
export function compareExclusive(
  { side, roots }: Comparing,
  { before, after }: { before: JsonSchema; after: JsonSchema },
  areSame: () => boolean,
): SchemaChange[] {
  const [old, now] = [groupsOf(before, roots.before, []), groupsOf(after, roots.after, [])];
  if (!(old + now).includes('(') || (old === now && areSame())) return [];
  const told = { before: words(old, brief(before, roots.before)), after: words(now, brief(after, roots.after)) };
  return [changed(side, 'schema-changed', told)];
}

function words(groups: string, said: string): string {
  return groups.includes('(') ? `exactly one of ${said}` : said;
}

/** Writes how a union is put together: `|` for each branch, in brackets those of which one alone may fit. */
function groupsOf(schema: JsonSchema, root: JsonSchema, seen: readonly JsonSchema[]): string {
  const target = targetOf(schema, root);
  if (seen.includes(target)) return '';
  const { anyOf, oneOf } = dereference(target, root);
  const options = anyOf ?? oneOf;
  if (!options) return '|';
  const groups = options.map((option) => groupsOf(option, root, [...seen, target])).join('');
  return oneOf && !areToldApart(branchesOf(target, root), root) ? `(${groups})` : groups;
}

function areToldApart(branches: readonly Branch[], root: JsonSchema): boolean {
  // What is done to a value before it is read may make one kind of another.
  if (branches.some(({ checks, kind }) => checks.length > 0 || kind === 'any' || kind === 'several')) return false;
  const kinds = new Set(branches.map(({ kind }) => (isNumeric(kind) ? 'number' : kind)));
  const objects = branches.filter(({ kind }) => kind === 'object');
  const isOneOfEach = kinds.size === branches.length - Math.max(0, objects.length - 1);
  return isOneOfEach && (objects.length < 2 || discriminatorsOf(objects, root).length > 0);
}
