/**
 * A JSON Schema (draft 2020-12), as zod writes it, with what JSON Schema has no word for.
 *
 * @remarks
 * Whatever begins with `x-`, and `extensible` and `rev` of a schema's `meta`, is ours.
 */
export interface JsonSchema {
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: JsonSchema | boolean;
  propertyNames?: JsonSchema;
  items?: JsonSchema | boolean;
  prefixItems?: JsonSchema[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  not?: JsonSchema;
  $ref?: string;
  $defs?: Record<string, JsonSchema>;
  format?: string;
  pattern?: string;
  default?: unknown;
  /** Of an enumeration: `true` has readers expect members they do not know, `false` says that there are never more. */
  extensible?: boolean;
  /** Counts the changes of what JSON Schema cannot say: to be raised with each change of a refinement or a transform. */
  rev?: number;
  /** What is done to a value beside what stands here: `refine`, `transform`, `coerce`, … */
  'x-checks'?: string[];
  /** What the value, once read by this schema, is read by next. */
  'x-piped'?: JsonSchema;
  /** The options of a format. */
  'x-format'?: Record<string, unknown>;
  /** The flags of a pattern. */
  'x-flags'?: string;
  [keyword: string]: unknown;
}

/** Follows references within a document; what leads nowhere accepts anything. */
export function dereference(schema: JsonSchema, root: JsonSchema): JsonSchema {
  const seen = new Set<JsonSchema>();
  let found = schema;
  while (found.$ref !== undefined && !seen.has(found)) {
    seen.add(found);
    found = resolve(found.$ref, root);
  }
  return found;
}

function resolve(ref: string, root: JsonSchema): JsonSchema {
  let found: unknown = root;
  for (const part of ref.split('/').slice(1)) {
    const name = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
    found = typeof found === 'object' && found !== null && Object.hasOwn(found, name) ? Reflect.get(found, name) : {};
  }
  return found as JsonSchema;
}

/** Of a schema that stands where `true` and `false` may stand as well. */
export function schemaOrNull(schema: JsonSchema | boolean | undefined): JsonSchema | null {
  if (schema === true) return {};
  return typeof schema === 'object' ? schema : null;
}
