import type { Chance } from './chance.ts';
import type { Make, Place } from './place.ts';
import { slugOf } from './prose.ts';
import { accepts, type Node, type Shape } from './schema.ts';
import { isSelf } from './shapes.ts';
import { isName, keyOf, keysOf, type Thing } from './things.ts';

/** Persons that something which was just made belongs to. */
const owners = /^(?:author|owner|creator|createdBy|user|sender|actor|by|from)$/i;

/** Persons whose doing is told to whoever asks. */
const actors = /^(?:actor|sender|from|reporter|inviter|invitedBy)$/i;

/** How many people write and act; the others read. */
const actorsMax = 18;

interface Finding {
  readonly shape: Shape;
  readonly place: Place;
  readonly key: string;
  readonly schema: Node;
  readonly make: Make;
  /** All things that there are of the kind. */
  readonly values: readonly Thing['value'][];
  /** Makes a name. */
  readonly naming: (chance: Chance) => unknown;
}

/** What an object is: as it is named from outside, else something new, else one of those there are; null where it has no name. */
export function thingOf(shape: Shape, place: Place, make: Make): Thing | null {
  const key = keyOf(shape);
  const schema = shape[key ?? ''];
  if (key === null || schema === undefined) return null;
  const named = namedFromOutside(shape, place, key);
  if (isName(named) && accepts(schema, named)) return { key, value: named };
  const naming = (chance: Chance) => make(schema, { ...place, chance, name: key, thing: null, given: {} });
  const values = place.world.pools.valuesOf({ key, schema, group: place.world.group, make: naming });
  const finding: Finding = { shape, place, key, schema, make, values, naming };
  return { key, value: byOtherKey(finding) ?? (isOutermost(place) ? newName(finding) : oneOf(finding)) };
}

/** Whether a call makes it. */
function isOutermost({ isNew, thing }: Place): boolean {
  return isNew && thing === null;
}

/** How the object is named: by the call, as whoever asks, or as whom something new belongs to. */
function namedFromOutside(shape: Shape, place: Place, key: string): unknown {
  const { world, given, thing } = place;
  const called = thing !== null && thing.key !== key ? world.named.find((one) => one.key === key)?.value : undefined;
  const self = isAsking(shape, place) ? world.caller : null;
  return { [key]: called, ...self, ...given }[key];
}

function isAsking(shape: Shape, { row, isNew, thing, name }: Place): boolean {
  if (isNew && thing !== null && owners.test(name)) return true;
  return isSelf(shape) && row === null;
}

/** A thing that is named by its second name: the one of all that has this name, else one of its own. */
function byOtherKey(finding: Finding): Thing['value'] | null {
  const { shape, place, key } = finding;
  for (const other of keysOf(shape)) {
    const schema = shape[other];
    const named = place.given[other];
    if (other === key || schema === undefined || !isName(named) || !accepts(schema, named)) continue;
    const found = finding.values.find((value) => otherNameOf(finding, { key, value }, other) === named);
    return found ?? newName({ ...finding, place: { ...place, chance: place.world.seed.of('named', other, named) } });
  }
  return null;
}

/** The second name of a thing, as it is made wherever the thing is shown. */
function otherNameOf({ shape, place, make }: Finding, thing: Thing, other: string): unknown {
  const schema = shape[other];
  const remembered = place.world.memory.of(thing)[other];
  if (remembered !== undefined || schema === undefined) return remembered;
  const chance = place.world.seed.of('thing', thing.key, thing.value).of(other);
  return make(schema, { ...place, chance, name: other, thing, given: {}, around: { [thing.key]: thing.value } });
}

function newName({ key, schema, place, naming }: Finding): Thing['value'] {
  const { title } = place.given;
  const slug = key === 'slug' && typeof title === 'string' ? slugOf(title) : '';
  if (slug !== '' && accepts(schema, slug)) return slug;
  return place.world.pools.newValue({ key, schema, make: naming }, place.chance.of('new'));
}

/** A few write and act far more than all the others; and news of what somebody did is news of somebody else. */
function oneOf({ key, values, place }: Finding): Thing['value'] {
  const { world, name, chance } = place;
  const few = key === 'username' ? values.slice(0, actorsMax) : values;
  const others = actors.test(name) ? few.filter((value) => value !== world.caller?.[key]) : few;
  return chance.of('which').pick(others.length > 0 ? others : few);
}
