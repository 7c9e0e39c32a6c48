import { isAside } from './branches.ts';
import { changed, type Comparing, type SchemaChange } from './change.ts';
import type { JsonSchema } from './json-schema.ts';

/** Keywords that are compared by name, and those that change nothing. */
const known = new Set(
  [
    'type const enum extensible properties required additionalProperties propertyNames items prefixItems anyOf oneOf not',
    'minLength maxLength minimum maximum exclusiveMinimum exclusiveMaximum minItems maxItems minProperties maxProperties',
    'multipleOf format pattern contentEncoding default x-checks x-piped x-format x-flags x-keys allOf patternProperties',
    '$ref $defs $schema $id id title description examples deprecated readOnly writeOnly',
  ].flatMap((names) => names.split(' ')),
);

/** Compares what these rules have no word for: whoever knows it has to look. */
export function compareUnknown({ side }: Comparing, before: JsonSchema, after: JsonSchema): SchemaChange[] {
  const [old, now] = [restOf(before), restOf(after)];
  return old === now ? [] : [changed(side, 'schema-changed', { before: old, after: now })];
}

function restOf(schema: JsonSchema): string {
  const rest = Object.entries(schema).filter(([key]) => !known.has(key));
  return JSON.stringify(rest.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * Compares what has to be several things at once, each for itself.
 *
 * @remarks
 * That each part still takes what it took does not say that all of them together do: one may name a property now that it left
 * to another. So whatever changes in one, somebody has to look.
 */
export function compareConjunctions(comparing: Comparing, before: JsonSchema, after: JsonSchema): SchemaChange[] {
  const [old, now] = [conjunctsOf(before), conjunctsOf(after)];
  const told = { before: `${old.length} at once`, after: `${now.length} at once` };
  if (old.length !== now.length) return [changed(comparing.side, 'schema-changed', told)];
  const changes = old.flatMap((part, index) => comparing.compare(part, now[index] ?? {}));
  return changes.length === 0 ? [] : [...changes, changed(comparing.side, 'schema-changed', told)];
}

/** Patterns and multiples stand beside the others for want of a second place: they are compared where bounds are. */
function conjunctsOf({ allOf = [] }: JsonSchema): JsonSchema[] {
  return allOf.filter((part) => !isAside(part));
}
