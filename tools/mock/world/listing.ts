import { coreOf, definitionOf, type Node, type Shape, shapeOf } from './schema.ts';
import { wrappedIn } from './shapes.ts';
import { keyOf } from './things.ts';

/** An answer that is a list of things, or holds one. */
export interface Listing {
  /** Which field of the answer holds the list; null where the answer is the list. */
  readonly field: string | null;
  readonly list: Node;
  readonly element: Node;
  /** The shape of the things: of the elements, or of what each of them is wrapped around. */
  readonly shape: Shape;
  /** Which field of an element the thing is; null where it is the element. */
  readonly wrapped: string | null;
}

/** Finds the list in an answer, or null where it is none. */
export function listingOf(output: Node): Listing | null {
  const core = coreOf(output);
  if (definitionOf(core).type === 'array') return asListing(null, core);
  const shape = shapeOf(core);
  // What has a name of its own is a thing, whatever lists it holds.
  if (!shape || keyOf(shape) !== null) return null;
  const lists = Object.entries(shape).flatMap(([name, schema]) => {
    const inner = coreOf(schema);
    return definitionOf(inner).type === 'array' ? (asListing(name, inner) ?? []) : [];
  });
  return lists.length === 1 ? (lists[0] ?? null) : null;
}

function asListing(field: string | null, list: Node): Listing | null {
  const { element } = definitionOf(list);
  const [form] = formsOf(element);
  if (!form) return null;
  const wrapped = keyOf(form) === null ? wrappedIn(form) : null;
  const inner = wrapped === null ? null : shapeOf(form[wrapped] ?? element);
  return inner && keyOf(inner) !== null
    ? { field, list, element, shape: inner, wrapped }
    : { field, list, element, shape: form, wrapped: null };
}

/** The shapes of an object, or of all objects that it may be. */
function formsOf(element: Node): Shape[] {
  const core = coreOf(element);
  const { type, options } = definitionOf(core);
  if (type === 'union') return options.flatMap(formsOf);
  const shape = shapeOf(core);
  return shape ? [shape] : [];
}
