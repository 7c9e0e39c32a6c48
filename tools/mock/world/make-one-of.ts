import { emptinessOf } from './emptiness.ts';
import { attempt, CannotMake, type Make, type Place } from './place.ts';
import { definitionOf, type Node, type Shape, shapeOf } from './schema.ts';
import { isSelf } from './shapes.ts';
import { keyOf } from './things.ts';

/** One of several schemas; another where the first cannot be made. */
export function makeOneOf(options: readonly Node[], place: Place, make: Make): unknown {
  // A date is written otherwise in each time zone: where a text will do, it is one.
  const isDate = (option: Node) => definitionOf(option).type === 'date';
  const shuffled = place.chance.of('which').shuffle(options);
  for (const option of shuffled.toSorted((a, b) => Number(isDate(a)) - Number(isDate(b)))) {
    const made = attempt(() => make(option, place));
    if (made) return made.value;
  }
  throw new CannotMake(place, 'none of its variants could be made');
}

/** What may be left out is, now and then, and where it cannot be made. */
export function makeOptional(schema: Node, place: Place, make: Make): unknown {
  if (place.chance.of('left out').happens(0.2)) return undefined;
  return attempt(() => make(definitionOf(schema).innerType, place))?.value;
}

/** Something or null: as what is known of it says, else as likely as its name says. */
export function makeNullable(schema: Node, place: Place, make: Make): unknown {
  const { innerType } = definitionOf(schema);
  const shape = shapeOf(innerType);
  const isThere = (shape && isKnownToBe(shape, place)) ?? !place.chance.of('null').happens(emptinessOf(place));
  // A recursion ends here, too.
  return isThere ? (attempt(() => make(innerType, place))?.value ?? null) : null;
}

/** Whether something is there, or not, for another reason than chance; null where there is none. */
function isKnownToBe(shape: Shape, { row, world, given, thing, isNew }: Place): boolean | null {
  // Who asks is somebody where somebody is signed in, and nobody where nobody is.
  if (isSelf(shape) && row === null) return world.caller !== null || 'email' in given;
  if (thing === null) return null;
  // Of things that belong to it, what the call names is there, and what is new has no other yet.
  const key = keyOf(shape);
  if (key !== thing.key && world.named.some((named) => named.key === key)) return true;
  return isNew ? false : null;
}
