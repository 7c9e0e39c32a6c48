import { CannotMake, type Make, type Place } from './place.ts';
import { accepts, coreOf, definitionOf, type Node, type Shape } from './schema.ts';
import { isSelf, wrappedIn } from './shapes.ts';
import { thingOf } from './thing-of.ts';
import type { Fields, Thing } from './things.ts';

/** How often an object may stand within itself. */
const depth = 2;

/** What other fields are made from comes first. */
const early = ['slug', 'username', 'title', 'name', 'browser', 'state', 'status', 'description', 'body'];

/**
 * Makes an object, field by field.
 *
 * @remarks
 * Where a field names what it is, such as a slug, the others follow from that name alone: whoever answers with it, and however
 * much of it, says the same.
 */
export function makeObject(schema: Node, place: Place, make: Make): Fields {
  const { shape } = definitionOf(schema);
  if (place.open.filter((open) => open === schema).length >= depth)
    throw new CannotMake(place, 'it would hold itself for ever');
  const thing = thingOf(shape, place, make);
  const known = knownOf(shape, place, thing);
  const inside: Place = {
    ...place,
    chance: chanceOf(thing, place),
    siblings: Object.keys(shape),
    thing,
    // What stands within something new was there before.
    isNew: place.isNew && place.thing === null,
    open: [...place.open, schema],
  };
  const fields: Record<string, unknown> = {};
  for (const [name, schema] of inOrder(shape)) {
    const path = place.path === '' ? name : `${place.path}.${name}`;
    const field = { ...inside, name, path, around: { ...known, ...fields } };
    const value = makeField(schema, field, { make, wrapped: wrapped(shape, place) });
    if (value !== undefined) fields[name] = value;
  }
  return Object.fromEntries(
    Object.keys(shape).flatMap((name) => (Object.hasOwn(fields, name) ? [[name, fields[name]]] : [])),
  );
}

interface Making {
  readonly make: Make;
  readonly wrapped: string | null;
}

/** What is known, where the field takes it; else something made. */
function makeField(field: Node, place: Place, { make, wrapped }: Making): unknown {
  const { name, around, chance, given } = place;
  if (Object.hasOwn(around, name) && accepts(field, around[name])) return around[name];
  return make(field, { ...place, chance: chance.of(name), given: name === wrapped ? given : {} });
}

/** Of the outermost object alone, the field that it is wrapped around. */
function wrapped(shape: Shape, { open }: Place): string | null {
  return open.length === 0 ? wrappedIn(shape) : null;
}

function inOrder(shape: Shape): [name: string, field: Node][] {
  const place = ([name, field]: [string, Node]) => {
    const at = early.indexOf(name);
    return at === -1 || isNested(field) ? early.length : at;
  };
  return Object.entries(shape).toSorted((a, b) => place(a) - place(b));
}

function isNested(schema: Node): boolean {
  return ['object', 'array', 'record', 'union'].includes(definitionOf(coreOf(schema)).type);
}

/** What something is like follows from its name; what a call makes of another thing is as that one is. */
function chanceOf(thing: Thing | null, { world, chance, isNew, thing: around }: Place): Place['chance'] {
  if (!thing) return chance;
  const isMade = isNew && around === null;
  const source = (isMade ? world.named.find(({ key }) => key !== thing.key) : undefined) ?? thing;
  return world.seed.of('thing', source.key, source.value);
}

/** What is said from outside, then what is remembered of the thing, then what is known of whoever asks. */
function knownOf(shape: Shape, { world, given, row }: Place, thing: Thing | null): Fields {
  const self = isSelf(shape) && row === null ? world.caller : null;
  const named = thing ? { ...world.memory.of(thing), [thing.key]: thing.value } : {};
  return { ...self, ...named, ...given };
}
