import { dereference, describeSchema, type JsonSchema, schemaOrNull } from '@hybrid/contracts/gate';
import type { AnyProcedure } from '@hybrid/contracts/kernel';

const inputs = new WeakMap<AnyProcedure, JsonSchema>();
const depthMax = 6;

/**
 * Names the optional fields that an input brings, by the places that the gate gives them: `tags`, `address.zip`, `lines[].note`.
 */
export function sentFields(procedure: AnyProcedure, input: unknown): string[] {
  if (!procedure.input) return [];
  const known = inputs.get(procedure) ?? describeSchema(procedure.input, 'input', { place: '', problems: [] });
  inputs.set(procedure, known);
  return [...new Set(collect({ schema: known, root: known, value: input, place: '', depth: 0 }))];
}

interface Looking {
  readonly schema: JsonSchema;
  readonly root: JsonSchema;
  readonly value: unknown;
  readonly place: string;
  readonly depth: number;
}

function collect(looking: Looking): string[] {
  const { root, value, depth } = looking;
  if (depth > depthMax || typeof value !== 'object' || value === null) return [];
  const schema = dereference(looking.schema, root);
  const branches = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  const inBranches = branches.flatMap((branch) => collect({ ...looking, schema: branch, depth: depth + 1 }));
  const own = Array.isArray(value) ? ofItems(looking, schema, value) : ofProperties(looking, schema, value);
  return [...inBranches, ...own];
}

function ofItems({ root, place, depth }: Looking, { items }: JsonSchema, values: readonly unknown[]): string[] {
  const schema = schemaOrNull(items);
  // The first few are like the others.
  return schema
    ? values.slice(0, 3).flatMap((value) => collect({ schema, root, value, place: `${place}[]`, depth: depth + 1 }))
    : [];
}

function ofProperties({ root, place, depth }: Looking, { properties = {}, required = [] }: JsonSchema, value: object) {
  return Object.entries(properties).flatMap(([name, schema]): string[] => {
    const sent: unknown = Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
    if (sent === undefined) return [];
    const at = place === '' ? name : `${place}.${name}`;
    const below = collect({ schema, root, value: sent, place: at, depth: depth + 1 });
    return required.includes(name) ? below : [at, ...below];
  });
}
