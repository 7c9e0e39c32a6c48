import { brief } from './brief.ts';
import { changed, type Comparing, type SchemaChange } from './change.ts';
import type { JsonSchema } from './json-schema.ts';

/** Compares what is done to a value beside what its schema says. */
export function compareMarks(comparing: Comparing, before: JsonSchema, after: JsonSchema): SchemaChange[] {
  const [old, now] = [checksOf(before), checksOf(after)];
  const own = old === now ? [] : [changed(comparing.side, 'check-changed', { before: old, after: now })];
  return [...own, ...comparePiped(comparing, before, after)];
}

function checksOf({ 'x-checks': checks = [], rev }: JsonSchema): string {
  const named = checks.length > 0 ? checks.join(', ') : 'none';
  return rev === undefined ? named : `${named} (rev ${rev})`;
}

/** A value that is read twice has to pass both; what is read once passes itself, unless it is made into another in between. */
function comparePiped(comparing: Comparing, before: JsonSchema, after: JsonSchema): SchemaChange[] {
  const { 'x-piped': old } = before;
  const { 'x-piped': now } = after;
  if (old && now) return comparing.compare(old, now);
  if (!old && !now) return [];
  const isMadeIntoAnother = [before, after].some(({ 'x-checks': checks }) => checks?.includes('transform'));
  if (!isMadeIntoAnother) return comparing.compare(old ?? withoutMarks(before), now ?? withoutMarks(after));
  return [changed(comparing.side, 'check-changed', { before: thenWords(old), after: thenWords(now) })];
}

function thenWords(piped: JsonSchema | undefined): string {
  return piped ? `then ${brief(piped)}` : 'nothing more';
}

function withoutMarks(schema: JsonSchema): JsonSchema {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => !marks.has(key)));
}

const marks = new Set(['x-piped', 'x-checks', 'rev', 'default']);

/** Compares what stands for a value that is left out. */
export function compareDefaults({ side }: Comparing, before: JsonSchema, after: JsonSchema): SchemaChange[] {
  const [old, now] = [defaultOf(before), defaultOf(after)];
  if (side === 'output' || old === now) return [];
  if (now === null) return [changed(side, 'default-removed', { before: old })];
  return [changed(side, old === null ? 'default-added' : 'default-changed', { before: old, after: now })];
}

function defaultOf(schema: JsonSchema): string | null {
  return Object.hasOwn(schema, 'default') ? JSON.stringify(schema.default) : null;
}

/** Keywords that are compared by name, and those that change nothing. */
const known = new Set(
  [
    'type const enum extensible properties required additionalProperties propertyNames items prefixItems anyOf oneOf not',
    'minLength maxLength minimum maximum exclusiveMinimum exclusiveMaximum minItems maxItems minProperties maxProperties',
    'multipleOf format pattern contentEncoding default rev x-checks x-piped x-format x-flags $ref $defs $schema $id id',
    'title description examples deprecated readOnly writeOnly',
  ].flatMap((names) => names.split(' ')),
);

/** Compares what these rules have no word for: whoever knows it has to look. */
export function compareUnknown({ side }: Comparing, before: JsonSchema, after: JsonSchema): SchemaChange[] {
  const [old, now] = [restOf(before), restOf(after)];
  return old === now ? [] : [changed(side, 'schema-changed', { before: old, after: now })];
}

function restOf(schema: JsonSchema): string {
  const { allOf, ...others } = schema;
  const rest = Object.entries(others).filter(([key]) => !known.has(key));
  const sorted = rest.toSorted(([a], [b]) => (a < b ? -1 : 1));
  // How many things it has to be at once; what they are is compared one by one.
  const conjunctions = allOf?.filter((part) => !('pattern' in part) && !('multipleOf' in part)).length ?? 0;
  return JSON.stringify([conjunctions, ...sorted]);
}
