import { z } from 'zod';

/** The fields of an object. */
export type Shape = Readonly<Record<string, Node>>;

/** Any schema of zod, seen from the side that libraries are meant to see. */
export type Node = z.core.$ZodType;

/**
 * What a schema is made of; which of it there is depends on `type`.
 *
 * @remarks
 * zod types each kind by itself. One loose type keeps the walk over them short, and whatever is read wrongly shows at
 * once: what is made is checked by the schema.
 */
export interface Definition {
  readonly type: string;
  readonly checks?: readonly Node[];
  readonly shape: Shape;
  readonly element: Node;
  readonly items: readonly Node[];
  readonly rest: Node | null;
  readonly options: readonly Node[];
  readonly left: Node;
  readonly right: Node;
  readonly innerType: Node;
  readonly in: Node;
  readonly out: Node;
  readonly keyType: Node;
  readonly valueType: Node;
  readonly values: readonly unknown[];
  readonly pattern?: RegExp;
  readonly format?: string;
  readonly prefix?: string;
  readonly includes?: string;
  readonly suffix?: string;
}

/** What a schema is made of. */
export function definitionOf(schema: Node): Definition {
  return schema._zod.def as unknown as Definition;
}

/** Tells whether a schema takes a value. */
export function accepts(schema: Node, value: unknown): boolean {
  return z.safeParse(schema, value).success;
}

/** The kinds that stand around another schema and let it through. */
const wrappers = new Set(['optional', 'nullable', 'default', 'prefault', 'nonoptional', 'readonly', 'catch']);

/** The schema within what may be left out, null, read only, or made of something else: the one that says what is sent. */
export function coreOf(schema: Node): Node {
  const definition = definitionOf(schema);
  if (wrappers.has(definition.type)) return coreOf(definition.innerType);
  if (definition.type === 'lazy') return coreOf(lazyIn(schema));
  if (definition.type !== 'pipe') return schema;
  return coreOf(definitionOf(definition.out).type === 'transform' ? definition.in : definition.out);
}

/** The schema that a lazy one stands for: kept, as its function may make another each time. */
export function lazyIn(schema: Node): Node {
  return (schema._zod as unknown as { readonly innerType: Node }).innerType;
}

/** The fields of what is an object whatever stands around it, or null. */
export function shapeOf(schema: Node): Shape | null {
  const definition = definitionOf(coreOf(schema));
  return definition.type === 'object' ? definition.shape : null;
}

/** What of a text or a number can be said in JSON Schema. */
export interface Bounds {
  readonly type?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly format?: string;
  readonly contentEncoding?: string;
  readonly examples?: readonly unknown[];
}

const described = new WeakMap<Node, Bounds>();

/** The bounds that a schema states for itself; what lies below it is left aside. */
export function boundsOf(schema: Node): Bounds {
  const known = described.get(schema);
  if (known) return known;
  // Only these keywords are read, each of which has the type that JSON Schema gives it.
  const bounds = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', cycles: 'ref' }) as Bounds;
  described.set(schema, bounds);
  return bounds;
}

/** The regular expressions that a text has to match. */
export function patternsOf(schema: Node): RegExp[] {
  const stated = checksOf(schema).flatMap(({ pattern }) => pattern ?? []);
  const { pattern } = schema._zod as { pattern?: RegExp };
  // What zod puts together itself, of the parts of a template, is kept elsewhere.
  return definitionOf(schema).type === 'template_literal' && pattern ? [pattern] : stated;
}

/** What is asked of a value by the schema itself and by each check of it. */
export function checksOf(schema: Node): Definition[] {
  return [schema, ...(definitionOf(schema).checks ?? [])].map(definitionOf);
}

/** Whether a schema asks for more than its parts do. */
export function hasChecks(schema: Node): boolean {
  return (definitionOf(schema).checks?.length ?? 0) > 0;
}
