import type { Chance } from './chance.ts';
import type { Memory } from './memory.ts';
import type { Pools } from './pools.ts';
import type { Node } from './schema.ts';
import type { Fields, Thing } from './things.ts';

/** What an answer is made in: the seed, the time, who asks and what for, and what was written here before. */
export interface World {
  readonly seed: Chance;
  readonly now: Date;
  readonly pools: Pools;
  readonly memory: Memory;
  /** The signed-in person as they see themselves, or null. */
  readonly caller: Fields | null;
  /** The feature that is called: the first part of the procedure's name. */
  readonly group: string;
  /** The things that the call names. */
  readonly named: readonly Thing[];
  /** The words that the call looks for. */
  readonly sought: readonly string[];
  /** What the call is about, for texts that have nothing else to be about. */
  readonly about: string;
  /** How many things of a name belong to a thing; null where nobody knows. */
  readonly tally: (name: string, thing: Thing) => number | null;
  /** Where pictures lie whose address has to be a whole one. */
  readonly origin: string;
}

/** Where in an answer a value stands. */
export interface Place {
  readonly world: World;
  readonly chance: Chance;
  /** Where it is, for whoever has to be told that it cannot be made. */
  readonly path: string;
  /** Of the field, in the singular for what stands in a list; empty where there is none. */
  readonly name: string;
  /** What is decided already of the object that the value stands in. */
  readonly around: Fields;
  /** The names of all fields of that object. */
  readonly siblings: readonly string[];
  /** What that object is, where it has a name of its own. */
  readonly thing: Thing | null;
  /** Of an object that is made here: what is decided from outside. */
  readonly given: Fields;
  /** Whether a call just made it: it is the caller's, and of this moment. */
  readonly isNew: boolean;
  /** The number of its row, where it stands in a list. */
  readonly row: number | null;
  /** The objects that are being made around it, by which a recursion shows. */
  readonly open: readonly Node[];
}

/** Makes a value that a schema takes. */
export type Make = (schema: Node, place: Place) => unknown;

/** Nothing that this program can think of satisfies a schema. */
export class CannotMake extends Error {
  override readonly name = 'CannotMake';

  constructor({ path }: Place, reason: string) {
    super(path === '' ? reason : `${path}: ${reason}`);
  }
}

/** The outermost place of an answer. */
export function placeIn(world: World, chance: Chance, about: Partial<Place> = {}): Place {
  return {
    world,
    chance,
    path: '',
    name: '',
    around: {},
    siblings: [],
    thing: null,
    given: {},
    isNew: false,
    row: null,
    open: [],
    ...about,
  };
}

/** Makes something, or gives null where it cannot be made. */
export function attempt<T>(work: () => T): { readonly value: T } | null {
  try {
    return { value: work() };
  } catch (error) {
    if (error instanceof CannotMake) return null;
    throw error;
  }
}
