import { dereference, type JsonSchema, schemaOrNull, targetOf } from './json-schema.ts';

/** What a value is, as JSON knows it; `any` accepts whatever there is, and `several` what fits several schemas at once. */
export type Kind = 'null' | 'boolean' | 'string' | 'integer' | 'number' | 'array' | 'object' | 'any' | 'several';

/** What is done to a value beside what its schema says, from the inside out. */
export interface Marks {
  readonly checks: readonly string[];
  /** What it is read by next, once it was read; each is a document of its own. */
  readonly piped: readonly JsonSchema[];
}

/** One of the things that a schema accepts: what is left once unions are taken apart. */
export interface Branch extends Marks {
  readonly kind: Kind;
  readonly schema: JsonSchema;
  /** The only values it may have, or null. */
  readonly values: readonly unknown[] | null;
}

/** What says nothing of the kinds that a union is taken apart into. */
const ofTheWhole = ['x-checks', 'x-piped', 'default', 'description', 'title', 'examples', 'deprecated', '$defs'];

/** Takes unions apart, however deep they lie; none is left of what accepts nothing. */
export function branchesOf(schema: JsonSchema, root: JsonSchema): Branch[] {
  return collect(schema, { root, seen: new Set(), outer: { checks: [], piped: [] } });
}

interface Way {
  readonly root: JsonSchema;
  /** The unions that were gone through. */
  readonly seen: ReadonlySet<JsonSchema>;
  /** What those do to whatever they hold. */
  readonly outer: Marks;
}

function collect(schema: JsonSchema, { root, seen, outer }: Way): Branch[] {
  const target = targetOf(schema, root);
  // A union that holds itself adds nothing to what it accepts.
  if (seen.has(target)) return [];
  const found = dereference(target, root);
  const marks = around(found, outer);
  const options = found.anyOf ?? found.oneOf;
  if (options) {
    const way = { root, seen: new Set([...seen, target]), outer: marks };
    return options.flatMap((option) => collect(option, way));
  }
  return isNever(found) ? [] : kindsWithin(found).map((part) => ({ ...part, ...marks }));
}

function around({ 'x-checks': checks = [], 'x-piped': piped = [] }: JsonSchema, outer: Marks): Marks {
  return { checks: [...checks, ...outer.checks], piped: [...piped, ...outer.piped] };
}

function isNever({ not, enum: values }: JsonSchema): boolean {
  return (not !== undefined && Object.keys(not).length === 0) || values?.length === 0;
}

type Part = Omit<Branch, keyof Marks>;

/** Of `{ type: ['string', 'null'] }` and `{ enum: ['a', 1] }`, one part for each kind. */
function kindsWithin(schema: JsonSchema): Part[] {
  const { type } = schema;
  if (Array.isArray(type)) return type.map((one) => toPart({ ...restOf(schema), type: one }));
  const values = valuesOf(schema);
  // Without `Map.groupBy`, which Node 20 lacks: the contract as a package runs there.
  const groups = new Map<Kind, unknown[]>();
  for (const value of values ?? []) {
    const kind = isNumeric(kindOf(value)) ? 'number' : kindOf(value);
    groups.set(kind, [...(groups.get(kind) ?? []), value]);
  }
  if (groups.size < 2) return [toPart(schema)];
  return [...groups.values()].map((members) => toPart({ ...restOf(schema), enum: members }));
}

function restOf(schema: JsonSchema): JsonSchema {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => !ofTheWhole.includes(key)));
}

function valuesOf(schema: JsonSchema): readonly unknown[] | null {
  return Object.hasOwn(schema, 'const') ? [schema.const] : (schema.enum ?? null);
}

function toPart(schema: JsonSchema): Part {
  const values = valuesOf(schema);
  if (!values) return { kind: kindAsWritten(schema), schema, values };
  const kinds = new Set(values.map(kindOf));
  // A fraction among whole numbers makes numbers of all of them.
  const kind = kinds.has('number') ? 'number' : ([...kinds][0] ?? 'any');
  return { kind, schema, values: kind === 'null' ? null : values };
}

function kindAsWritten({ type, allOf = [] }: JsonSchema): Kind {
  // As it was split before, there is one type.
  if (type !== undefined) return type as Kind;
  return allOf.some((part) => !isAside(part)) ? 'several' : 'any';
}

/** Whether a part of a conjunction says no more than a pattern, format or multiple: it stands there for want of a second place. */
export function isAside(part: JsonSchema): boolean {
  return Object.keys(part).every((key) => ['pattern', 'x-flags', 'multipleOf', 'format', 'x-format'].includes(key));
}

function kindOf(value: unknown): Kind {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  // Beyond what a double counts exactly, zod takes no number for a whole one.
  if (typeof value === 'number') return Number.isSafeInteger(value) ? 'integer' : 'number';
  return typeof value as 'string' | 'boolean' | 'object';
}

/** Whether a kind is one of the two that numbers have. */
export function isNumeric(kind: Kind): boolean {
  return kind === 'integer' || kind === 'number';
}

/** Whether two branches hold things that may be the same. */
export function isOfOneKind({ kind }: Branch, { kind: other }: Branch): boolean {
  return kind === other || (isNumeric(kind) && isNumeric(other));
}

/** What a property has to be that an object does not name; null where nothing is said of it. */
export function unnamedOf({ additionalProperties, propertyNames }: JsonSchema): JsonSchema | null {
  const others = schemaOrNull(additionalProperties);
  // A record is made of what it does not name; beside what an object names, `{}` says only that there may be more.
  const says = others !== null && (propertyNames !== undefined || Object.keys(others).length > 0);
  return says ? others : null;
}
