import { brief } from './brief.ts';
import { below, changed, type Comparing, type SchemaChange } from './change.ts';
import { type JsonSchema, schemaOrNull } from './json-schema.ts';
import type { Side } from './rule.ts';

/** Compares lists by what is in them, and tuples place by place. */
export function compareArrays(comparing: Comparing, before: JsonSchema, after: JsonSchema): SchemaChange[] {
  const { side, roots } = comparing;
  const [old, now] = [before.prefixItems, after.prefixItems];
  if (!old && !now) return below('[]', comparing.compare(itemsOf(before), itemsOf(after)));
  const told = { before: brief(before, roots.before), after: brief(after, roots.after) };
  if (!old || !now) return [changed(side, 'type-changed', told)];
  const isOpen = [before, after].map(({ items }) => items !== undefined && items !== false);
  if (old.length !== now.length || isOpen[0] !== isOpen[1]) return [changed(side, 'tuple-length-changed', told)];
  return [
    ...comparePlaces(side, before, after),
    ...old.flatMap((item, index) => below(`[${index}]`, comparing.compare(item, now[index] ?? {}))),
    ...(isOpen[0] ? below('[…]', comparing.compare(itemsOf(before), itemsOf(after))) : []),
  ];
}

/** The last places of a tuple may be left out. */
function comparePlaces(side: Side, before: JsonSchema, after: JsonSchema): SchemaChange[] {
  const [old, now] = [requiredOf(before), requiredOf(after)];
  const rule = now > old ? 'became-required' : 'became-optional';
  const places = Array.from({ length: Math.abs(now - old) }, (_, index) => Math.min(old, now) + index);
  return places.flatMap((place) => below(`[${place}]`, [changed(side, rule)]));
}

function requiredOf({ minItems }: JsonSchema): number {
  return typeof minItems === 'number' ? minItems : 0;
}

const anything: JsonSchema = {};

function itemsOf({ items }: JsonSchema): JsonSchema {
  return schemaOrNull(items) ?? anything;
}
