import type { JsonSchema } from './json-schema.ts';

/** How zod names what holds itself, in the order in which it comes upon it. */
const counted = /^#\/\$defs\/(__schema\d+)$/;

/**
 * Names what a schema refers to in the order of its names, and not in that of its declaration: so that a contract whose
 * properties change places stays the same.
 */
export function nameDefinitions(schema: JsonSchema): JsonSchema {
  const names = new Map<string, string>();
  const { $defs = {}, ...whole } = schema;
  meet(whole, $defs, names);
  if (names.size === 0) return schema;
  const named = renamed(schema, names) as JsonSchema;
  const definitions = Object.entries(named.$defs ?? {}).map(([name, value]) => [names.get(name) ?? name, value]);
  return { ...named, $defs: Object.fromEntries(definitions) };
}

/** What holds documents of its own, which were named before. */
const documents = new Set(['x-piped', 'x-keys']);

/** Walks in the order of the names, and on into what is referred to where it is first. */
function meet(value: unknown, definitions: Record<string, JsonSchema>, names: Map<string, string>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    if (documents.has(key)) continue;
    const name = key === '$ref' ? nameOf(inner) : undefined;
    if (name === undefined || names.has(name)) meet(inner, definitions, names);
    else {
      names.set(name, `__schema${names.size}`);
      meet(definitions[name], definitions, names);
    }
  }
}

function nameOf(ref: unknown): string | undefined {
  return typeof ref === 'string' ? counted.exec(ref)?.[1] : undefined;
}

function renamed(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((inner) => renamed(inner, names));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (documents.has(key)) return [key, inner];
      const name = key === '$ref' ? nameOf(inner) : undefined;
      return [key, name === undefined ? renamed(inner, names) : `#/$defs/${names.get(name) ?? name}`];
    }),
  );
}
