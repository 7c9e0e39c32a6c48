import type { Branch } from './branches.ts';
import { dereference, type JsonSchema } from './json-schema.ts';

/** The properties of an object that have listed values alone, by which variants may be told apart; the values as JSON. */
export function tagsOf({ schema }: Branch, root: JsonSchema): Map<string, readonly string[]> {
  const tags = new Map<string, readonly string[]>();
  for (const name of schema.required ?? []) {
    const { properties = {} } = schema;
    const property = Object.hasOwn(properties, name) ? dereference(properties[name] ?? {}, root) : {};
    const values = Object.hasOwn(property, 'const') ? [property.const] : property.enum;
    if (values)
      tags.set(
        name,
        values.map((value) => JSON.stringify(value)),
      );
  }
  return tags;
}

/** Whether no value is in both. */
export function areDisjoint(one: readonly string[], other: readonly string[]): boolean {
  return !one.some((value) => other.includes(value));
}

/** The properties by each of which every one of several objects is told from the others. */
export function discriminatorsOf(branches: readonly Branch[], root: JsonSchema): string[] {
  const objects = branches.filter(({ kind }) => kind === 'object').map((branch) => tagsOf(branch, root));
  const [first] = objects;
  return [...(first?.keys() ?? [])].filter((key) => {
    const values = objects.map((tags) => tags.get(key) ?? []);
    const all = values.flat();
    return values.every(({ length }) => length > 0) && new Set(all).size === all.length;
  });
}
