import { dereference, type JsonSchema } from './json-schema.ts';

/** What a value is, as JSON knows it; `any` accepts whatever there is. */
export type Kind = 'null' | 'boolean' | 'string' | 'integer' | 'number' | 'array' | 'object' | 'any';

/** One of the things that a schema accepts: what is left once unions are taken apart. */
export interface Branch {
  readonly kind: Kind;
  readonly schema: JsonSchema;
  /** The only values it may have, or null. */
  readonly values: readonly unknown[] | null;
}

/** What marks a schema beside what it accepts. */
const marks = ['x-checks', 'x-piped', 'rev', 'default', 'description', 'title', 'examples', 'deprecated', '$defs'];

/** Tells a schema that is put together of several from one that is not. */
export function isUnion({ anyOf, oneOf, type, enum: values }: JsonSchema): boolean {
  return Boolean(anyOf ?? oneOf) || Array.isArray(type) || (values !== undefined && kindsOf(values).length > 1);
}

/** Takes unions apart, however deep they lie; none is left of what accepts nothing. */
export function branchesOf(schema: JsonSchema, root: JsonSchema): Branch[] {
  return collect(schema, root, new Set());
}

function collect(schema: JsonSchema, root: JsonSchema, seen: ReadonlySet<JsonSchema>): Branch[] {
  const found = dereference(schema, root);
  // A union that holds itself adds nothing to what it accepts.
  if (seen.has(found)) return [];
  const options = found.anyOf ?? found.oneOf;
  if (options) return options.flatMap((option) => collect(option, root, new Set([...seen, found])));
  if (isNever(found)) return [];
  return isUnion(found) ? split(found) : [toBranch(found)];
}

function isNever({ not, enum: values }: JsonSchema): boolean {
  return (not !== undefined && Object.keys(not).length === 0) || values?.length === 0;
}

/** Of `{ type: ['string', 'null'] }` and `{ enum: ['a', 1] }`, one branch for each kind. */
function split(schema: JsonSchema): Branch[] {
  const rest = Object.fromEntries(Object.entries(schema).filter(([key]) => !marks.includes(key))) as JsonSchema;
  const { type, enum: values } = rest;
  if (Array.isArray(type)) return type.map((one) => toBranch({ ...rest, type: one }));
  // Without `Map.groupBy`, which Node 20 lacks: the contract as a package runs there.
  const groups = new Map<Kind, unknown[]>();
  for (const value of values ?? []) groups.set(kindOf(value), [...(groups.get(kindOf(value)) ?? []), value]);
  return [...groups].map(([kind, members]) => ({ kind, schema: { ...rest, enum: members }, values: members }));
}

function toBranch(schema: JsonSchema): Branch {
  const values = Object.hasOwn(schema, 'const') ? [schema.const] : (schema.enum ?? null);
  const [kind = 'any'] = values ? kindsOf(values) : [];
  if (kind === 'null') return { kind, schema, values: null };
  return { kind: values ? kind : ((schema.type as Kind | undefined) ?? 'any'), schema, values };
}

function kindsOf(values: readonly unknown[]): Kind[] {
  const kinds = [...new Set(values.map(kindOf))];
  // A fraction among whole numbers makes numbers of all of them.
  return kinds.includes('number') ? kinds.filter((kind) => kind !== 'integer') : kinds;
}

function kindOf(value: unknown): Kind {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value as 'string' | 'boolean' | 'object';
}

/** The properties of an object that have one value alone, by which variants are told apart. */
export function tagsOf({ schema }: Branch, root: JsonSchema): Map<string, string> {
  const tags = new Map<string, string>();
  for (const name of schema.required ?? []) {
    const property = dereference(schema.properties?.[name] ?? {}, root);
    if (Object.hasOwn(property, 'const')) tags.set(name, JSON.stringify(property.const));
  }
  return tags;
}

/** The property by which every one of several objects is told from the others, or null. */
export function discriminatorOf(branches: readonly Branch[], root: JsonSchema): string | null {
  const objects = branches.filter(({ kind }) => kind === 'object').map((branch) => tagsOf(branch, root));
  const [first] = objects;
  if (!first) return null;
  const keys = [...first.keys()];
  return keys.find((key) => new Set(objects.map((tags) => tags.get(key))).size === objects.length) ?? null;
}
