import { dereference, type JsonSchema, schemaOrNull } from '@hybrid/contracts/gate';
import type { Arbitrary } from 'fast-check';
import * as fc from 'fast-check';
import { known } from './known-values.ts';
import { textArbitrary } from './text-arbitrary.ts';

interface Way {
  readonly root: JsonSchema;
  readonly depth: number;
  /** The property that is made, by whose name something may be known. */
  readonly name: string;
}

const depthMax = 6;

/**
 * Makes inputs that a JSON Schema allows, most of which zod will take: what no schema says, such as a refinement, it refuses.
 *
 * @remarks
 * Half of the texts and numbers are what the server told of under the same name before, so that calls find what is there.
 */
export function inputArbitrary(schema: JsonSchema): Arbitrary<unknown> {
  return make(schema, { root: schema, depth: 0, name: '' });
}

function make(schema: JsonSchema, way: Way): Arbitrary<unknown> {
  const found = dereference(schema, way.root);
  const [piped] = found['x-piped'] ?? [];
  // A text that is read twice has to look like what it is read by last.
  if (piped?.format !== undefined && piped.type === found.type) return make({ ...found, ...piped, 'x-piped': [] }, way);
  if (way.depth > depthMax) return fc.constant(null);
  return ofParts(found, { ...way, depth: way.depth + 1 });
}

function ofParts(schema: JsonSchema, way: Way): Arbitrary<unknown> {
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return fc.oneof(...options.map((option) => make(option, way)));
  if (Object.hasOwn(schema, 'const')) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const halves = schema.allOf?.filter(({ type }) => type !== undefined) ?? [];
  // Each half asks for its own: what has two is most often an object.
  return halves.length > 0 ? fc.tuple(...halves.map((half) => make(half, way))).map(together) : ofTypes(schema, way);
}

function together(parts: readonly unknown[]): unknown {
  return parts.every((part) => typeof part === 'object' && part !== null) ? Object.assign({}, ...parts) : parts[0];
}

function ofTypes(schema: JsonSchema, way: Way): Arbitrary<unknown> {
  const made = [schema.type ?? []].flat().map((type) => makers[type]?.(schema, way) ?? fc.jsonValue());
  return made.length === 0 ? fc.jsonValue({ maxDepth: 2 }) : fc.oneof(...made);
}

const makers: Record<string, (schema: JsonSchema, way: Way) => Arbitrary<unknown>> = {
  null: () => fc.constant(null),
  boolean: () => fc.boolean(),
  string: (schema, way) => orKnown(textArbitrary(schema), way),
  integer: (schema, way) => orKnown(integers(schema), way),
  number: (schema) => fc.double({ ...rangeOf(schema, 1e9), noNaN: true, noDefaultInfinity: true }),
  array: makeList,
  object: makeObject,
};

function orKnown(arbitrary: Arbitrary<unknown>, { name }: Way): Arbitrary<unknown> {
  if (name === '') return arbitrary;
  const told = fc.tuple(arbitrary, fc.nat(100)).map(([otherwise, at]) => known(name, at, otherwise));
  return fc.oneof({ withCrossShrink: true }, arbitrary, told);
}

function integers(schema: JsonSchema): Arbitrary<unknown> {
  const { min, max } = rangeOf(schema, Number.MAX_SAFE_INTEGER);
  const [least, most] = [Math.ceil(min), Math.floor(max)];
  return fc.oneof(fc.integer({ min: least, max: Math.min(most, least + 100) }), fc.constantFrom(least, most));
}

function rangeOf(schema: JsonSchema, furthest: number): { min: number; max: number } {
  return {
    min: numberOf(schema, 'minimum') ?? numberOf(schema, 'exclusiveMinimum') ?? -furthest,
    max: numberOf(schema, 'maximum') ?? numberOf(schema, 'exclusiveMaximum') ?? furthest,
  };
}

function numberOf(schema: JsonSchema, keyword: string): number | undefined {
  const value = schema[keyword];
  return typeof value === 'number' ? value : undefined;
}

function makeList(schema: JsonSchema, way: Way): Arbitrary<unknown> {
  const places = schema.prefixItems?.map((item) => make(item, way));
  if (places) return fc.tuple(...places);
  const least = numberOf(schema, 'minItems') ?? 0;
  const most = Math.min(numberOf(schema, 'maxItems') ?? Infinity, least + 5);
  return fc.array(make(schemaOrNull(schema.items) ?? {}, way), { minLength: least, maxLength: most });
}

function makeObject(schema: JsonSchema, way: Way): Arbitrary<unknown> {
  const { properties = {}, required = [] } = schema;
  const fields = Object.entries(properties).map(([name, property]): [string, Arbitrary<unknown>] => [
    name,
    make(property, { ...way, name }),
  ]);
  const requiredKeys = required.filter((name) => Object.hasOwn(properties, name));
  const named = fc.record(Object.fromEntries(fields), { requiredKeys, noNullPrototype: true });
  const others = schemaOrNull(schema.additionalProperties);
  if (!others || !schema.propertyNames) return named;
  const keys = make(schema.propertyNames, { ...way, name: '' }).map(String);
  const more = fc.dictionary(keys, make(others, { ...way, name: '' }), { maxKeys: 4, noNullPrototype: true });
  return fc.tuple(named, more).map(together);
}
