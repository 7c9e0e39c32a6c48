import type { AnyProcedure } from '@hybrid/contracts/kernel';
import { answerList } from './answer-list.ts';
import type { Chance } from './chance.ts';
import { deedOf, doneBy } from './deeds.ts';
import { examplesFor, lentBy, thingsShownBy } from './examples.ts';
import { type Listing, listingOf } from './listing.ts';
import { make } from './make.ts';
import { isOfKind } from './matching.ts';
import type { Memory } from './memory.ts';
import { placeIn, type World } from './place.ts';
import { type Shape, shapeOf } from './schema.ts';
import { type Setting, worldOf } from './setting.ts';
import { leftUndone } from './undone.ts';
import { fieldsOf, inputShapeOf, isSelf, thingShapeOf, verbOf } from './shapes.ts';
import { type Fields, keyOf, keysOf, type Thing, thingsIn } from './things.ts';

/** A call, as the pipeline hands it on: let in, and its input read. */
export interface Asked {
  readonly name: string;
  readonly contract: AnyProcedure;
  readonly input: unknown;
  readonly caller: Fields | null;
  readonly memory: Memory;
}

/** An answer, and what of it is worth remembering. */
export interface Answer {
  readonly value: unknown;
  /** Whether it shows something that was made by this call. */
  readonly isNew: boolean;
  /** The names of fields that are as they are because of this call. */
  readonly changed: readonly string[];
}

/** Answers a query or a mutation: by an example of the contract where there is one for it, else by the schema. */
export function answer(setting: Setting, asked: Asked): Answer {
  const { contract, name } = asked;
  const unchanged = { isNew: false, changed: [] };
  const world = worldOf(setting, asked);
  const [example] = examplesFor(contract, asked.input);
  const listing = listingOf(contract.output);
  if (example && !isOutdated(example.output, { world, listing, memory: asked.memory }))
    return { value: example.output, ...unchanged };
  const input = fieldsOf(asked.input);
  if (!listing) return contract.kind === 'mutation' ? answerWrite(world, asked, setting) : answerRead(world, asked);
  const place = placeIn(world, setting.seed.of('list', name), { given: input });
  const list = { output: contract.output, input, inputShape: inputShapeOf(contract), place };
  return { value: answerList(listing, list), ...unchanged };
}

interface Since {
  readonly world: World;
  readonly listing: Listing | null;
  readonly memory: Memory;
}

/** A thing that the visitor changed is not any more as an example shows it, nor is a list to which they added something. */
function isOutdated(output: unknown, { world, listing, memory }: Since): boolean {
  const shown = listing ? thingsShownBy(output) : [];
  const isLonger = listing !== null && memory.made.some(({ fields }) => isOfKind(fields, listing.shape));
  return isLonger || [...world.named, ...shown].some((thing) => memory.hasChanged(thing));
}

/** The chance of an answer that no name decides. */
export function chanceOf({ seed }: World, { name, input }: Pick<Asked, 'name' | 'input'>): Chance {
  return seed.of('answer', name, JSON.stringify(fieldsOf(input)));
}

/** What the call names comes back. */
function answerRead(world: World, asked: Asked): Answer {
  const { output } = asked.contract;
  const given = { ...lentTo(asked), ...fieldsOf(asked.input) };
  return { value: make(output, placeIn(world, chanceOf(world, asked), { given })), isNew: false, changed: [] };
}

/** What was sent comes back, and what the name of the mutation says has been done. */
function answerWrite(world: World, asked: Asked, { procedures }: Setting): Answer {
  const { name, contract, input } = asked;
  const shape = { ...shapeOf(contract.output), ...thingShapeOf(contract.output) };
  const verb = verbOf(name);
  const becomesAnother = becomes(verb, shape, world.named);
  const fields = becomesAnother ? besideItsName(fieldsOf(input)) : fieldsOf(input);
  const isNew = becomesAnother || isNewBy(verb, shape, world.named);
  const done = { ...marked(fields, shape, world.now), ...doneBy(verb, shape, { now: world.now, input: fields }) };
  const taken = Object.assign({}, ...world.named.map((thing) => besideItsName(world.memory.of(thing))));
  const left = leftUndone(shape, world, procedures);
  const given = { ...lentTo(asked), ...taken, ...left, ...fields, ...done };
  const value = make(contract.output, placeIn(world, chanceOf(world, asked), { isNew, given }));
  return { value, isNew, changed: Object.keys({ ...taken, ...fields, ...done }) };
}

/** What has a name of its own is not what another example shows. */
function lentTo({ contract }: Asked): Fields {
  return keyOf(thingShapeOf(contract.output)) === null ? lentBy(contract) : {};
}

/** What a thing that becomes another takes along: all but its name. */
function besideItsName(fields: Fields): Fields {
  const names = new Set(thingsIn(fields).map(({ key }) => key));
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.has(name)));
}

/** What any change leaves behind: another revision, and the moment of it. */
function marked(fields: Fields, shape: Shape, now: Date): Fields {
  const revision = Object.entries(fields).find(([name]) => /^(?:revision|version)$/.test(name));
  const moments = Object.keys(shape).filter((name) => /^(?:updated|modified|changed)(?:At|On)$/.test(name));
  return {
    ...Object.fromEntries(moments.map((name) => [name, now.toISOString()])),
    ...(typeof revision?.[1] === 'number' && { [revision[0]]: revision[1] + 1 }),
  };
}

/** Whether what was named is gone, and the answer shows what came of it: an article of a draft. Both may have an id. */
function becomes(verb: string, shape: Shape, named: readonly Thing[]): boolean {
  const key = keyOf(shape);
  return deedOf(verb).removes && key !== null && named.length > 0 && !named.some((thing) => thing.key === key);
}

/** Something is new where its name was not said, or where the verb says that it is made. */
function isNewBy(verb: string, shape: Shape, named: readonly Thing[]): boolean {
  const isNamed = named.some((thing) => keysOf(shape).includes(thing.key));
  return keysOf(shape).length > 0 && !isSelf(shape) && (deedOf(verb).makes || !isNamed);
}
