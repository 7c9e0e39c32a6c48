import { unnamedOf } from './branches.ts';
import { brief } from './brief.ts';
import { below, changed, type Comparing, type SchemaChange, when } from './change.ts';
import { propertyPlace } from './place.ts';
import { dereference, type JsonSchema } from './json-schema.ts';

/** Compares the properties of two objects, and what they say of properties that they do not name. */
export function compareObjects(comparing: Comparing, before: JsonSchema, after: JsonSchema): SchemaChange[] {
  const both: Both = { comparing, before, after };
  const names = new Set([before, after].flatMap(namesOf));
  return [
    ...[...names].flatMap((name) => below(propertyPlace(name), compareProperty(both, name))),
    ...compareOthers(both),
    ...compareKeys(both),
    ...comparePatterned(both),
  ];
}

interface Both {
  readonly comparing: Comparing;
  readonly before: JsonSchema;
  readonly after: JsonSchema;
}

/** A record of some keys names them as required alone. */
function namesOf({ properties = {}, required = [] }: JsonSchema): string[] {
  return [...Object.keys(properties), ...required];
}

function compareProperty(both: Both, name: string): SchemaChange[] {
  const { comparing, before, after } = both;
  const [old, now] = [propertyOf(before, name), propertyOf(after, name)];
  if (now === null) return old === null ? [] : removed(both, name, old);
  if (old === null) return added(both, name, now);
  const wasRequired = isRequired(before, name);
  const isNowRequired = isRequired(after, name);
  return [
    ...when(isNowRequired && !wasRequired, () => changed(comparing.side, 'became-required')),
    ...when(wasRequired && !isNowRequired, () => changed(comparing.side, 'became-optional')),
    ...comparing.compare(old, now),
  ];
}

/** What a property has to be, named or not; null where nothing is said. */
function propertyOf(schema: JsonSchema, name: string): JsonSchema | null {
  const { properties = {} } = schema;
  if (Object.hasOwn(properties, name)) return properties[name] ?? null;
  return unnamedOf(schema);
}

function isRequired({ required = [] }: JsonSchema, name: string): boolean {
  return required.includes(name);
}

function removed({ comparing, before, after }: Both, name: string, old: JsonSchema): SchemaChange[] {
  const told = { before: brief(old, comparing.roots.before) };
  // Of a record, what went is said once, for all its keys.
  if (!Object.hasOwn(before.properties ?? {}, name)) return [];
  const isRefused = comparing.side === 'input' && after.additionalProperties === false;
  const rule = isRefused ? 'property-refused' : 'property-removed';
  return [changed(comparing.side, isRequired(before, name) ? `required-${rule}` : rule, told)];
}

function added({ comparing, before, after }: Both, name: string, now: JsonSchema): SchemaChange[] {
  const told = { after: brief(now, comparing.roots.after) };
  if (isRequired(after, name)) return [changed(comparing.side, 'required-property-added', told)];
  const isNew = Object.hasOwn(after.properties ?? {}, name) && !isRequired(before, name);
  return isNew ? [changed(comparing.side, 'optional-property-added', told)] : [];
}

/** Compares what is said of properties without a name: refused, left aside, or of one kind as in a record. */
function compareOthers({ comparing, before, after }: Both): SchemaChange[] {
  const { side, roots } = comparing;
  const [old, now] = [othersOf(before), othersOf(after)];
  if (typeof old === 'object' && typeof now === 'object') return below('{}', comparing.compare(old, now));
  const lost = when(typeof old === 'object', () =>
    changed(side, 'property-removed', { before: brief(old as JsonSchema, roots.before) }),
  );
  // Readers leave aside what they do not know, whether it was announced or not.
  if (side === 'output') return below('{}', lost);
  if (old === 'refused') return when(now !== 'refused', () => changed(side, 'became-tolerant'));
  if (now === 'refused') return [changed(side, 'became-strict')];
  const bound = when(typeof now === 'object', () =>
    changed(side, 'became-strict', { after: brief(now as JsonSchema, roots.after) }),
  );
  return below('{}', [...lost, ...bound]);
}

type Others = JsonSchema | 'refused' | 'ignored';

function othersOf(schema: JsonSchema): Others {
  return schema.additionalProperties === false ? 'refused' : (unnamedOf(schema) ?? 'ignored');
}

function compareKeys({ comparing, before, after }: Both): SchemaChange[] {
  const { roots } = comparing;
  const [old, now] = [keysOf(before, roots.before), keysOf(after, roots.after)];
  const changes = before.propertyNames || after.propertyNames ? comparing.compare(old, now) : [];
  return below('{key}', [...changes, ...compareNumbers(comparing, before['x-keys'], after['x-keys'])]);
}

/** Keys are texts, whatever else is said of them. */
function keysOf({ propertyNames = {} }: JsonSchema, root: JsonSchema): JsonSchema {
  const isAnything = Object.keys(dereference(propertyNames, root)).length === 0;
  return isAnything ? anyKey : propertyNames;
}

const anyKey: JsonSchema = { type: 'string' };

/** What numbers may be keys: as a text, a key says only that it is one. */
function compareNumbers({ side, within }: Comparing, before?: JsonSchema, after?: JsonSchema): SchemaChange[] {
  if (before && after) return within({ before, after })(before, after);
  const told = { before: before ? brief(before) : null, after: after ? brief(after) : null };
  return when(before ?? after, () => changed(side, 'schema-changed', told));
}

/** Compares what keys that look a certain way stand for. */
function comparePatterned({ comparing, before, after }: Both): SchemaChange[] {
  const [old, now] = [before.patternProperties ?? {}, after.patternProperties ?? {}];
  const [were, are] = [Object.keys(old), Object.keys(now)].map((keys) => keys.toSorted().join(' '));
  const told = { before: were || null, after: are || null };
  return [
    ...when(were !== are, () => changed(comparing.side, 'schema-changed', told)),
    ...Object.entries(old).flatMap(([pattern, schema]) =>
      Object.hasOwn(now, pattern) ? below(`{/${pattern}/}`, comparing.compare(schema, now[pattern] ?? {})) : [],
    ),
  ];
}
