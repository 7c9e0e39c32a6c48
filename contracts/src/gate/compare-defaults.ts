import type { Branch } from './branches.ts';
import { changed, type Comparing, type SchemaChange } from './change.ts';
import { dereference, type JsonSchema } from './json-schema.ts';

/** Compares what stands for a value that is left out. */
export function compareDefaults(comparing: Comparing, before: Defaulted, after: Defaulted): SchemaChange[] {
  const { side, roots } = comparing;
  const [old, now] = [defaultOf(before, roots.before), defaultOf(after, roots.after)];
  if (side === 'output' || old === now) return [];
  if (now === null) return [changed(side, 'default-removed', { before: old })];
  return [changed(side, old === null ? 'default-added' : 'default-changed', { before: old, after: now })];
}

/** A schema, and what it was taken apart into. */
interface Defaulted {
  readonly schema: JsonSchema;
  readonly branches: readonly Branch[];
}

/** Its own, or where it is a union, that of the first of its branches that has one. */
function defaultOf({ schema, branches }: Defaulted, root: JsonSchema): string | null {
  const candidates = [dereference(schema, root), ...branches.map((branch) => branch.schema)];
  const found = candidates.find((candidate) => Object.hasOwn(candidate, 'default'));
  return found ? JSON.stringify(found.default) : null;
}
