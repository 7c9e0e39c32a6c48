import type { AnyProcedure } from '@hybrid/contracts/kernel';
import type { Findable } from './pools.ts';
import { type Node, type Shape, shapeOf } from './schema.ts';
import { type Fields, keyOf, keysOf } from './things.ts';

/** The last part of a procedure's name. */
export function verbOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** Whether an object shows somebody as only they themselves see it: with their address of mail. */
export function isSelf(shape: Shape | null): boolean {
  if (shape === null || !('email' in shape)) return false;
  return ['username', 'name', 'handle', 'displayName'].some((name) => name in shape);
}

/** The one field of a wrapper that holds an object, or null: what is said of the wrapper is said of that. */
export function wrappedIn(shape: Shape): string | null {
  // What has a name of its own is no wrapper.
  if (keyOf(shape) !== null) return null;
  const objects = Object.entries(shape).filter(([, schema]) => shapeOf(schema) !== null);
  return objects.length === 1 ? (objects[0]?.[0] ?? null) : null;
}

/** The shape of the thing that an answer is, or is wrapped around; empty where it is none. */
export function thingShapeOf(output: Node): Shape {
  const shape = shapeOf(output) ?? {};
  const inner = shape[wrappedIn(shape) ?? ''];
  return (inner && shapeOf(inner)) ?? shape;
}

/** The thing that an answer is, or is wrapped around. */
export function thingIn(output: Node, value: unknown): Fields {
  const wrapped = wrappedIn(shapeOf(output) ?? {});
  return fieldsOf(wrapped === null ? value : fieldsOf(value)[wrapped]);
}

/** The kinds of things that procedures find by one field, and by nothing else. */
export function findableIn(procedures: readonly AnyProcedure[]): Findable[] {
  return procedures.flatMap((procedure) => {
    const asked = Object.keys(inputShapeOf(procedure));
    const shape = thingShapeOf(procedure.output);
    const [key] = asked;
    const isAlone =
      procedure.kind === 'query' && asked.length === 1 && key !== undefined && keysOf(shape).includes(key);
    return isAlone ? [{ key, names: Object.keys(shape) }] : [];
  });
}

/** The fields that a procedure may be sent. */
export function inputShapeOf({ input }: AnyProcedure): Shape {
  return (input && shapeOf(input)) ?? {};
}

/** The fields of an object that are there; none of anything else. */
export function fieldsOf(value: unknown): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined));
}
