import { branchesOf, type JsonSchema } from './json-schema.ts';

type Examples = Readonly<Record<string, unknown>>;

/**
 * Makes a plausible value of a schema.
 *
 * @param examples values by the name of the field; one that does not fit the schema is left aside.
 * @param name what the field is called.
 */
export function exampleOf(schema: JsonSchema, examples: Examples, name = ''): unknown {
  const known = Object.hasOwn(examples, name) ? examples[name] : undefined;
  if (known !== undefined && fits(schema, known)) return known;
  const [closed] = closedValuesOf(schema);
  return closed === undefined ? ofBranches(schema, examples, name) : closed;
}

/** Of a constant or an enumeration. */
function closedValuesOf(schema: JsonSchema): readonly unknown[] {
  const { const: constant, enum: values } = schema;
  return Array.isArray(values) ? values : [constant];
}

function ofBranches(schema: JsonSchema, examples: Examples, name: string): unknown {
  const [branch, ...others] = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  // What may be null and has no known value is not there.
  if ([schema, ...others].some(({ type }) => [type].flat().includes('null'))) return null;
  return branch ? exampleOf(branch, examples, name) : ofType(schema, examples, name);
}

function fits(schema: JsonSchema, value: unknown): boolean {
  const branches = branchesOf(schema);
  const values = branches.flatMap((branch) => (Array.isArray(branch['enum']) ? branch['enum'] : []));
  if (values.length > 0) return values.includes(value);
  return branches.some(({ type }) => [type].flat().includes(typeOf(value)));
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value === 'number' && Number.isInteger(value) ? 'integer' : typeof value;
}

type Make = (schema: JsonSchema, examples: Examples, name: string) => unknown;

const ofTypes: Record<string, Make> = {
  object: (schema, examples) => ofObject(schema, examples),
  array: ({ items }, examples, name) =>
    typeof items === 'object' ? [exampleOf(items, examples, name.replace(/s$/, ''))] : [],
  integer: (schema) => ofNumber(schema),
  number: (schema) => ofNumber(schema),
  boolean: () => false,
  string: (schema) => ofText(schema),
};

function ofType(schema: JsonSchema, examples: Examples, name: string): unknown {
  const [type = ''] = [schema.type].flat();
  return ofTypes[type]?.(schema, examples, name) ?? null;
}

function ofObject({ properties, allOf }: JsonSchema, examples: Examples): unknown {
  const parts = (allOf ?? []).map((part) => exampleOf(part, examples));
  const own = Object.entries(properties ?? {}).map(([name, property]) => [name, exampleOf(property, examples, name)]);
  return Object.assign({}, ...parts, Object.fromEntries(own));
}

const formats: Record<string, string> = {
  'date-time': '2026-01-31T09:30:00.000Z',
  date: '2026-01-31',
  email: 'ada@example.com',
  uuid: '019a7c3e-5b1f-7d42-9e86-3f0a2c4d6b81',
  uri: 'https://example.com/',
};

function ofNumber(schema: JsonSchema): number {
  return Math.max(1, Number(schema['minimum'] ?? 1));
}

function ofText(schema: JsonSchema): string {
  const written = formats[String(schema['format'])] ?? 'text';
  return written.padEnd(Number(schema['minLength'] ?? 0), 't');
}
