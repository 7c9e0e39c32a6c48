import type { WireShape } from '@hybrid/contracts/kernel';
import type { JsonSchema } from './json-schema.ts';
import type { Operation } from './operation.ts';

/** Describes an answer as its operation writes it: the same steps as `toWire`, taken by the schema. */
export function toWireSchema(shape: WireShape, answer: JsonSchema): JsonSchema {
  const chosen = shape.only === undefined ? answer : pluck(answer, shape.only);
  const renamed = shape.answered ? rename(chosen, shape.answered) : chosen;
  const wrapped = shape.answerIn === undefined ? renamed : wrap(renamed, shape.answerIn);
  return shape.tokenIn === undefined ? wrapped : withToken(wrapped, shape.tokenIn);
}

/** Describes the body of an operation: the input without what stands in the path, under the names of the wire. */
export function bodySchemaOf({ input, inPath, shape }: Operation): JsonSchema {
  const rest = without(input ?? {}, new Set(inPath.map(({ field }) => field)));
  const renamed = shape.sent ? renameProperties(rest, shape.sent) : rest;
  return shape.bodyIn === undefined ? renamed : wrap(renamed, shape.bodyIn);
}

function wrap(schema: JsonSchema, key: string): JsonSchema {
  return { type: 'object', properties: { [key]: schema }, required: [key] };
}

function pluck(schema: JsonSchema, field: string): JsonSchema {
  const { items } = schema;
  return typeof items === 'object' ? { ...schema, items: items.properties?.[field] ?? items } : schema;
}

function withToken(schema: JsonSchema, key: string): JsonSchema {
  const { token: _, ...properties } = schema.properties ?? {};
  const inner = properties[key] ?? {};
  const token = { type: 'string', description: 'Empty where a cookie carries it, out of reach of scripts.' };
  return {
    ...schema,
    properties: {
      ...properties,
      [key]: { ...inner, properties: { ...inner.properties, token }, required: [...(inner.required ?? []), 'token'] },
    },
    required: schema.required?.filter((name) => name !== 'token'),
  };
}

/** Renames properties at any depth. */
function rename(schema: JsonSchema, names: Readonly<Record<string, string>>): JsonSchema {
  return everywhere(schema, (one) => renameProperties(one, names));
}

function everywhere(schema: JsonSchema, change: (schema: JsonSchema) => JsonSchema): JsonSchema {
  const { properties, items } = schema;
  const inner = inBranches(schema, (branch) => everywhere(branch, change));
  return change({
    ...inner,
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, property]) => [name, everywhere(property, change)]),
      ),
    }),
    ...(typeof items === 'object' && { items: everywhere(items, change) }),
  });
}

/** Changes the schemas that a schema is put together of. */
function inBranches(schema: JsonSchema, change: (schema: JsonSchema) => JsonSchema): JsonSchema {
  const kinds = (['anyOf', 'oneOf', 'allOf'] as const).flatMap((kind) => {
    const branches = schema[kind];
    return branches ? [[kind, branches.map(change)]] : [];
  });
  return { ...schema, ...Object.fromEntries(kinds) };
}

function renameProperties(schema: JsonSchema, names: Readonly<Record<string, string>>): JsonSchema {
  const nameOf = (name: string) => (Object.hasOwn(names, name) ? (names[name] ?? name) : name);
  const { properties, required } = schema;
  return {
    ...schema,
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, property]) => [nameOf(name), property])),
    }),
    ...(required && { required: required.map(nameOf) }),
  };
}

function without(schema: JsonSchema, names: ReadonlySet<string>): JsonSchema {
  const { properties, required, ...rest } = inBranches(schema, (branch) => without(branch, names));
  const kept = required?.filter((name) => !names.has(name)) ?? [];
  return {
    ...rest,
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).filter(([name]) => !names.has(name))),
    }),
    ...(kept.length > 0 && { required: kept }),
  };
}
