/**
 * A JSON Schema (draft 2020-12), as zod writes it, with what JSON Schema has no word for.
 *
 * @remarks
 * Whatever begins with `x-`, and `extensible` of a schema's `meta`, is ours.
 */
export interface JsonSchema {
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: JsonSchema | boolean;
  propertyNames?: JsonSchema;
  patternProperties?: Record<string, JsonSchema>;
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
  /**
   * What is done to a value beside what stands here, from the inside out: `refine`, `transform`, `coerce`, …; `rev 2` where the
   * schema's `meta` counts the changes of what no schema says.
   */
  'x-checks'?: string[];
  /** What the value, once read by this schema, is read by next, one after the other; each is a document of its own. */
  'x-piped'?: JsonSchema[];
  /** What the keys of a record of numbers are, before they become texts: a document of its own. */
  'x-keys'?: JsonSchema;
  /** The options of a format. */
  'x-format'?: Record<string, unknown>;
  /** The flags of a pattern. */
  'x-flags'?: string;
  [keyword: string]: unknown;
}

/** Follows references within a document; what leads nowhere accepts anything. What stands beside a reference is added. */
export function dereference(schema: JsonSchema, root: JsonSchema): JsonSchema {
  return follow(schema, root, new Set());
}

function follow(schema: JsonSchema, root: JsonSchema, seen: ReadonlySet<JsonSchema>): JsonSchema {
  const target = targetOf(schema, root);
  const { $ref, ...beside } = target;
  if ($ref === undefined) return target;
  return seen.has(target) ? {} : joined(follow(resolve($ref, root), root, new Set([...seen, target])), beside);
}

/**
 * Follows references beside which nothing stands.
 *
 * @returns a part of the document, the same object each time, so that a circle is known as one.
 */
export function targetOf(schema: JsonSchema, root: JsonSchema): JsonSchema {
  const seen = new Set<JsonSchema>();
  let found = schema;
  while (found.$ref !== undefined && Object.keys(found).length === 1 && !seen.has(found)) {
    seen.add(found);
    found = resolve(found.$ref, root);
  }
  return found;
}

function joined(found: JsonSchema, beside: JsonSchema): JsonSchema {
  const lists = (['x-checks', 'x-piped'] as const).flatMap((key) => {
    const both = [...(found[key] ?? []), ...(beside[key] ?? [])];
    return both.length > 0 ? [[key, both]] : [];
  });
  return { ...found, ...beside, ...Object.fromEntries(lists) };
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
