/** What a literal or an enumeration may hold. */
export type Scalar = string | number | boolean | null;

/** A property of an object or a place in a tuple, and whether it may be left out. */
export interface Field {
  readonly name: string;
  readonly presence: 'required' | 'optional' | 'exactOptional' | 'default' | 'prefault' | 'catch';
  readonly shape: Shape;
  /** Chooses what stands for it where it is left out. */
  readonly seed: number;
}

/** One of the things that are told apart by one property. */
export interface Variant {
  readonly tags: readonly string[];
  readonly body: ShapeOf<'object'>;
}

export type Keys =
  | { readonly of: 'any' }
  | { readonly of: 'number'; readonly check: string }
  | { readonly of: 'pattern'; readonly check: string; readonly isLoose: boolean }
  | { readonly of: 'names'; readonly names: readonly string[]; readonly isPartial: boolean; readonly extensible: Mark };

/** Whether an enumeration says that it may grow, that it may not, or neither. */
export type Mark = true | false | null;

/** What there is to say of each kind of schema. */
interface Kinds {
  text: { readonly base: string; readonly checks: readonly string[] };
  number: { readonly base: string; readonly checks: readonly string[] };
  other: { readonly base: string };
  members: { readonly form: 'enum' | 'literal'; readonly values: readonly Scalar[]; readonly extensible: Mark };
  object: {
    readonly mode: 'strip' | 'strict' | 'loose';
    readonly catchall: Shape | null;
    readonly fields: readonly Field[];
  };
  list: { readonly item: Shape; readonly checks: readonly string[] };
  tuple: { readonly items: readonly Field[]; readonly rest: Shape | null };
  record: { readonly keys: Keys; readonly value: Shape };
  union: { readonly form: 'union' | 'xor'; readonly options: readonly Shape[] };
  variants: { readonly key: 'kind' | 'type'; readonly variants: readonly Variant[]; readonly isFallback: boolean };
  both: { readonly left: Shape; readonly right: Shape };
  recursive: { readonly form: 'getter' | 'lazy'; readonly body: Shape };
  /** The recursive one that it stands in. */
  self: object;
  wrapped: { readonly by: 'nullable' | 'optional' | 'readonly' | 'nonoptional'; readonly inner: Shape };
  /** Under an id of its own, to which others refer. */
  registered: { readonly inner: Shape };
  preprocessed: { readonly by: number; readonly inner: Shape };
  refined: { readonly by: number; readonly inner: Shape };
  /** Made into another value, read again, or both. */
  piped: { readonly by: number | null; readonly first: Shape; readonly second: Shape | null };
}

/** A shape of one kind. */
export type ShapeOf<K extends keyof Kinds> = { readonly of: K } & Kinds[K];

/** A schema as plain data: what zod can express in a contract, to be generated, changed, shrunk and written as source. */
export type Shape = { [K in keyof Kinds]: ShapeOf<K> }[keyof Kinds];

/** What is done with a shape of each kind. */
export type PerKind<Given, Result> = { readonly [K in keyof Kinds]: (shape: ShapeOf<K>, given: Given) => Result };

/** Does with a shape what is done with those of its kind. */
export function byKind<Given, Result>(handlers: PerKind<Given, Result>, shape: Shape, given: Given): Result {
  // That a handler takes the shapes of its own kind, the compiler has seen; that this is one, it has not.
  const handle = handlers[shape.of] as (shape: Shape, given: Given) => Result;
  return handle(shape, given);
}

/** The shapes that a shape is made of, in order. */
export function partsOf(shape: Shape): Shape[] {
  const parts: Shape[] = [];
  withParts(shape, (part) => {
    parts.push(part);
    return part;
  });
  return parts;
}

type Change = (part: Shape) => Shape;

/** The same shape, made of others. */
export function withParts(shape: Shape, change: Change): Shape {
  return byKind(rebuilders, shape, change);
}

const asItIs = (shape: Shape): Shape => shape;
const maybe = (part: Shape | null, change: Change) => part && change(part);
const inField = (change: Change) => (field: Field) => ({ ...field, shape: change(field.shape) });

/** A variant is an object, whatever it was to become. */
const inVariant =
  (change: Change) =>
  (variant: Variant): Variant => {
    const body = change(variant.body);
    return body.of === 'object' ? { ...variant, body } : variant;
  };

const rebuilders: PerKind<Change, Shape> = {
  text: asItIs,
  number: asItIs,
  other: asItIs,
  members: asItIs,
  self: asItIs,
  object: (shape, change) => ({
    ...shape,
    fields: shape.fields.map(inField(change)),
    catchall: maybe(shape.catchall, change),
  }),
  list: (shape, change) => ({ ...shape, item: change(shape.item) }),
  tuple: (shape, change) => ({ ...shape, items: shape.items.map(inField(change)), rest: maybe(shape.rest, change) }),
  record: (shape, change) => ({ ...shape, value: change(shape.value) }),
  union: (shape, change) => ({ ...shape, options: shape.options.map(change) }),
  variants: (shape, change) => ({ ...shape, variants: shape.variants.map(inVariant(change)) }),
  both: (shape, change) => ({ ...shape, left: change(shape.left), right: change(shape.right) }),
  recursive: (shape, change) => ({ ...shape, body: change(shape.body) }),
  wrapped: (shape, change) => ({ ...shape, inner: change(shape.inner) }),
  registered: (shape, change) => ({ ...shape, inner: change(shape.inner) }),
  preprocessed: (shape, change) => ({ ...shape, inner: change(shape.inner) }),
  refined: (shape, change) => ({ ...shape, inner: change(shape.inner) }),
  piped: (shape, change) => ({ ...shape, first: change(shape.first), second: maybe(shape.second, change) }),
};

/** The variants whose tags no earlier one has: others cannot be told apart. */
export function tellable(variants: readonly Variant[]): Variant[] {
  const taken = new Set<string>();
  return variants.filter(({ tags }) => {
    const isTellable = tags.length > 0 && tags.every((tag) => !taken.has(tag));
    for (const tag of tags) taken.add(tag);
    return isTellable;
  });
}

/** Whether a recursive shape holds itself inside something, and not as itself: that could never be read to its end. */
export function isRecursion({ body }: ShapeOf<'recursive'>): boolean {
  return !isBare(body);
}

const transparent = new Set<Shape['of']>([
  'union',
  'both',
  'wrapped',
  'registered',
  'preprocessed',
  'refined',
  'piped',
]);

function isBare(shape: Shape): boolean {
  return shape.of === 'self' || (transparent.has(shape.of) && partsOf(shape).some(isBare));
}
