import { brief } from './brief.ts';
import { below, changed, type Comparing, propertyPlace, type SchemaChange, when } from './change.ts';
import { dereference, type JsonSchema, schemaOrNull } from './json-schema.ts';

/** Compares the properties of two objects, and what they say of properties that they do not name. */
export function compareObjects(comparing: Comparing, before: JsonSchema, after: JsonSchema): SchemaChange[] {
  const both: Both = { comparing, before, after };
  const names = new Set([before, after].flatMap(namesOf));
  return [
    ...[...names].flatMap((name) => below(propertyPlace(name), compareProperty(both, name))),
    ...compareOthers(both),
    ...compareKeys(both),
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
function propertyOf({ properties = {}, additionalProperties }: JsonSchema, name: string): JsonSchema | null {
  if (Object.hasOwn(properties, name)) return properties[name] ?? null;
  const others = schemaOrNull(additionalProperties);
  // That anything may stand beside what is named says nothing of what it is.
  return others && Object.keys(others).length > 0 ? others : null;
}

function isRequired({ required = [] }: JsonSchema, name: string): boolean {
  return required.includes(name);
}

function removed({ comparing, before, after }: Both, name: string, old: JsonSchema): SchemaChange[] {
  const told = { before: brief(old, comparing.roots.before) };
  // Of a record, what went is said once, for all its keys.
  if (!Object.hasOwn(before.properties ?? {}, name)) return [];
  if (comparing.side === 'input') {
    return [changed('input', after.additionalProperties === false ? 'property-refused' : 'property-removed', told)];
  }
  return [changed('output', isRequired(before, name) ? 'required-property-removed' : 'property-removed', told)];
}

function added({ comparing, before, after }: Both, name: string, now: JsonSchema): SchemaChange[] {
  const told = { after: brief(now, comparing.roots.after) };
  if (isRequired(after, name)) return [changed(comparing.side, 'required-property-added', told)];
  const isNew = Object.hasOwn(after.properties ?? {}, name) && !isRequired(before, name);
  return isNew ? [changed(comparing.side, 'optional-property-added', told)] : [];
}

/** Compares what is said of properties without a name: refused, left aside, or of one kind as in a record. */
function compareOthers({ comparing, before, after }: Both): SchemaChange[] {
  const { side } = comparing;
  const [old, now] = [othersOf(before), othersOf(after)];
  if (typeof old === 'object' && typeof now === 'object') return below('{}', comparing.compare(old, now));
  const lost = when(typeof old === 'object', () =>
    changed(side, 'property-removed', { before: brief(old as JsonSchema) }),
  );
  // Readers leave aside what they do not know, whether it was announced or not.
  if (side === 'output') return below('{}', lost);
  if (old === 'refused') return when(now !== 'refused', () => changed(side, 'became-tolerant'));
  if (now === 'refused') return [changed(side, 'became-strict')];
  const bound = when(typeof now === 'object', () =>
    changed(side, 'became-strict', { after: brief(now as JsonSchema) }),
  );
  return below('{}', [...lost, ...bound]);
}

type Others = JsonSchema | 'refused' | 'ignored';

function othersOf({ additionalProperties }: JsonSchema): Others {
  if (additionalProperties === false) return 'refused';
  const schema = schemaOrNull(additionalProperties);
  return schema && Object.keys(schema).length > 0 ? schema : 'ignored';
}

function compareKeys({ comparing, before, after }: Both): SchemaChange[] {
  const { propertyNames: old } = before;
  const { propertyNames: now } = after;
  if (!old && !now) return [];
  const { roots } = comparing;
  return below('{key}', comparing.compare(keysOf(old, roots.before), keysOf(now, roots.after)));
}

/** Keys are texts, whatever else is said of them. */
function keysOf(names: JsonSchema | undefined, root: JsonSchema): JsonSchema {
  const found = dereference(names ?? {}, root);
  return Object.keys(found).length === 0 ? anyKey : found;
}

const anyKey: JsonSchema = { type: 'string' };
