import { z } from 'zod';

/** A JSON Schema as zod writes it, and as an OpenAPI 3.1 document holds it. */
export interface JsonSchema {
  type?: string | string[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema | boolean;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  allOf?: JsonSchema[];
  $defs?: Record<string, JsonSchema>;
  [keyword: string]: unknown;
}

/**
 * Describes what may be sent (`input`) or what is sent (`output`) by a JSON Schema.
 *
 * @remarks
 * Left out is what tells a reader nothing: zod's regular expressions beside a format, the bounds of an integer that a
 * double can hold, and that an answer has no other fields, which would make each new one a break.
 */
export function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...described } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      if (jsonSchema.format !== undefined) delete jsonSchema.pattern;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (io === 'output') delete jsonSchema.additionalProperties;
    },
  });
  // zod's own type of the same thing is wider only where it allows a schema that is `true` or `false`.
  return described as JsonSchema;
}

/** The schemas that a schema is put together of, itself first. */
export function branchesOf(schema: JsonSchema): JsonSchema[] {
  const branches = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  return [schema, ...branches.flatMap(branchesOf)];
}

/** The properties of an object, or of all the objects that it may be. */
export function propertiesOf(schema: JsonSchema): [name: string, property: JsonSchema][] {
  return branchesOf(schema).flatMap(({ properties }) => Object.entries(properties ?? {}));
}

/** The names of the properties that are required of an object whichever it is. */
export function requiredOf(schema: JsonSchema): Set<string> {
  return new Set([...(schema.required ?? []), ...(schema.allOf ?? []).flatMap(({ required }) => required ?? [])]);
}
