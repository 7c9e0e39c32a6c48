import type { AnyProcedure } from '@hybrid/contracts/kernel';
import { answerList, thingOfRow } from './answer-list.ts';
import { type Listing, listingOf } from './listing.ts';
import { singular } from './make-list.ts';
import { pagingOf } from './paging.ts';
import { placeIn, type World } from './place.ts';
import { inputShapeOf } from './shapes.ts';
import { type Fields, isName, type Thing, thingsIn } from './things.ts';

/**
 * Counts what belongs to a thing, so that `articlesCount` of a person says how many articles of theirs are in the list of articles.
 *
 * @param worldOf makes the world that nobody in particular sees.
 * @returns null where no list has things of that name, or none of them names a thing of that kind.
 */
export function createTally(
  procedures: ReadonlyMap<string, AnyProcedure>,
  worldOf: (procedure: string) => World,
): World['tally'] {
  const counts = new Map<string, ReadonlyMap<string, number> | null>();
  const countsOf = (list: string): ReadonlyMap<string, number> | null => {
    const known = counts.get(list);
    if (known !== undefined) return known;
    // While it is counted, what is counted may itself ask for a count.
    counts.set(list, null);
    const counted = count(list, procedures, worldOf);
    counts.set(list, counted);
    return counted;
  };
  return (name, thing) => {
    const found = countsOf(name.replace(/_?count$/i, ''));
    if (!found || ![...found.keys()].some((key) => key.startsWith(`${thing.key} `))) return null;
    return found.get(nameOf(thing)) ?? 0;
  };
}

function nameOf({ key, value }: Thing): string {
  return `${key} ${value}`;
}

function count(
  list: string,
  procedures: ReadonlyMap<string, AnyProcedure>,
  worldOf: (procedure: string) => World,
): ReadonlyMap<string, number> | null {
  for (const [name, contract] of procedures) {
    const listing = listingOf(contract.output);
    const { limit, shape } = pagingOf(inputShapeOf(contract));
    if (contract.kind !== 'query' || listing?.field !== list || limit === undefined) continue;
    const world = worldOf(name);
    const place = placeIn(world, world.seed.of('list', name));
    const call = { output: contract.output, input: { [limit]: Number.MAX_SAFE_INTEGER }, inputShape: shape, place };
    return sum(listing, answerList(listing, call));
  }
  return null;
}

function sum(listing: Listing, answer: unknown): ReadonlyMap<string, number> {
  const list = (answer as Fields)[listing.field ?? ''];
  const named = (Array.isArray(list) ? list : []).flatMap((row: unknown) => namedIn(thingOfRow(row, listing)));
  const sums = new Map<string, number>();
  for (const name of named.map(nameOf)) sums.set(name, (sums.get(name) ?? 0) + 1);
  return sums;
}

/** The things that a thing names: its author, its tags. */
function namedIn(fields: Fields): Thing[] {
  return Object.entries(fields).flatMap(([name, value]): Thing[] => {
    if (Array.isArray(value)) return value.filter(isName).map((one) => ({ key: singular(name), value: one }));
    return typeof value === 'object' && value !== null ? thingsIn(value as Fields).slice(0, 1) : [];
  });
}
