import type { AnyProcedure } from '@hybrid/contracts/kernel';
import { answerList } from './answer-list.ts';
import { listingOf } from './listing.ts';
import { placeIn, type World } from './place.ts';
import { accepts, coreOf, definitionOf, type Shape, shapeOf } from './schema.ts';
import { fieldsOf, inputShapeOf } from './shapes.ts';
import type { Fields } from './things.ts';

/** What `unread` counts what is not yet. */
const undone = /^un([a-z]+)$/;

/** The fields of what was marked, by a mutation such as `markRead`; null by any other. */
export function marksOf(verb: string, now: Date): Fields | null {
  const mark = /^mark(?:As|All)?([A-Z]\w*)$/.exec(verb)?.[1];
  if (mark === undefined) return null;
  const deed = mark.toLowerCase();
  return { [deed]: true, [`is${mark}`]: true, [`${deed}At`]: now.toISOString() };
}

/**
 * What is left undone after something was marked, as the list of the same feature counts it: one less, or none where no one thing
 * was named.
 */
export function leftUndone(shape: Shape, world: World, procedures: ReadonlyMap<string, AnyProcedure>): Fields {
  const counts = Object.entries(shape).flatMap(([name, schema]) => {
    if (!undone.test(name) || definitionOf(coreOf(schema)).type !== 'number') return [];
    if (world.named.length === 0) return [[name, 0]];
    const before = countIn(name, world, procedures);
    return before === null ? [] : [[name, Math.max(0, before - 1)]];
  });
  return Object.fromEntries(counts);
}

/** The count of that name in a list of the feature, as whoever asks for all of it reads it. */
function countIn(name: string, world: World, procedures: ReadonlyMap<string, AnyProcedure>): number | null {
  const found = [...procedures].find(
    ([procedure, contract]) => procedure.startsWith(`${world.group}.`) && counts(contract, name),
  );
  const listing = found && listingOf(found[1].output);
  if (!found || !listing) return null;
  const [procedure, contract] = found;
  const place = placeIn({ ...world, named: [] }, world.seed.of('list', procedure));
  const input = fieldsOf(contract.input?.parse({}));
  const answer = answerList(listing, { output: contract.output, input, inputShape: inputShapeOf(contract), place });
  return Number(fieldsOf(answer)[name]);
}

/** Whether a procedure lists something without being asked for any of it, and says so many of what. */
function counts({ kind, output, input }: AnyProcedure, name: string): boolean {
  return kind === 'query' && name in (shapeOf(output) ?? {}) && (input === undefined || accepts(input, {}));
}
