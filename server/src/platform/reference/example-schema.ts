import { dereference, type JsonSchema, schemaOrNull } from '@hybrid/contracts/gate';

interface Walk {
  readonly root: JsonSchema;
  readonly isRequiredOnly: boolean;
  readonly above: readonly JsonSchema[];
}

/**
 * Writes a schema without references, so that an example can be made of it.
 *
 * @remarks
 * What holds itself ends where it would begin again: a list of such is empty, a choice takes another way, a field is left out.
 *
 * @param isRequiredOnly leaves out what may be left out, as what is to be sent should.
 */
export function exampleSchema(root: JsonSchema, { isRequiredOnly }: { isRequiredOnly: boolean }): JsonSchema {
  return unroll(root, { root, isRequiredOnly, above: [] }) ?? {};
}

function unroll(schema: JsonSchema, walk: Walk): JsonSchema | null {
  const found = dereference(schema, walk.root);
  if (walk.above.includes(found)) return null;
  const below = { ...walk, above: [...walk.above, found] };
  const { $ref: _, $defs: __, items, ...rest } = found;
  return {
    ...rest,
    ...branchesOf(found, below),
    ...(found.properties && { properties: propertiesOf(found, below) }),
    ...(items !== undefined && { items: unrolledItems(items, below) }),
  };
}

function branchesOf(schema: JsonSchema, walk: Walk) {
  const kinds = (['anyOf', 'oneOf', 'allOf'] as const).flatMap((kind) => {
    const branches = schema[kind];
    return branches ? [[kind, branches.flatMap((branch) => unroll(branch, walk) ?? [])]] : [];
  });
  return Object.fromEntries(kinds) as Pick<JsonSchema, 'anyOf' | 'oneOf' | 'allOf'>;
}

function propertiesOf({ properties = {}, required = [] }: JsonSchema, walk: Walk): Record<string, JsonSchema> {
  const kept = Object.entries(properties).filter(([name]) => !walk.isRequiredOnly || required.includes(name));
  const unrolled = kept.flatMap(([name, property]): [string, JsonSchema][] => {
    const one = unroll(property, walk);
    return one ? [[name, one]] : [];
  });
  return Object.fromEntries(unrolled);
}

function unrolledItems(items: JsonSchema | boolean, walk: Walk): JsonSchema | boolean {
  const schema = schemaOrNull(items);
  return (schema && unroll(schema, walk)) ?? false;
}
