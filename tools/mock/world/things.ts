import { coreOf, definitionOf, type Node, type Shape } from './schema.ts';

/** The fields of an object, by name. */
export type Fields = Readonly<Record<string, unknown>>;

/** Something that has a name of its own: an article by its slug, a person by the username. */
export interface Thing {
  readonly key: string;
  readonly value: string | number;
}

/** The fields that name what an object is, the surest first. */
const keyNames = ['slug', 'username', 'handle', 'login', 'id', 'uuid', 'key', 'sku', 'isbn', 'tag', 'name'];

/** The field that names what an object of this shape is, or null. */
export function keyOf(shape: Shape): string | null {
  return keysOf(shape)[0] ?? null;
}

/** All fields that name what an object of this shape is, the surest first. */
export function keysOf(shape: Shape): string[] {
  return keyNames.filter((name) => shape[name] && isNaming(shape[name]));
}

function isNaming(schema: Node): boolean {
  return ['string', 'number', 'template_literal'].includes(definitionOf(coreOf(schema)).type);
}

/** The things that the fields of an object name, the surest first. */
export function thingsIn(fields: Fields): Thing[] {
  return keyNames.flatMap((key) => {
    const value = fields[key];
    return isName(value) ? [{ key, value }] : [];
  });
}

/** Tells whether a value can name a thing. */
export function isName(value: unknown): value is Thing['value'] {
  return typeof value === 'string' || typeof value === 'number';
}
