import { momentAt } from './moments.ts';
import { CannotMake, type Place } from './place.ts';
import { accepts, type Bounds, boundsOf, type Node } from './schema.ts';
import { stageIn } from './stages.ts';

/** Makes a number: in the range that people know such numbers in, as far as the schema lets it. */
export function makeNumber(schema: Node, place: Place): number {
  for (const candidate of candidates(boundsOf(schema), place)) if (accepts(schema, candidate)) return candidate;
  throw new CannotMake(place, 'no number was found that its bounds and its checks take');
}

function candidates(bounds: Bounds, place: Place): number[] {
  return [...certain(place), ...stepped(bounds, place)];
}

/** What is not left to chance. */
function certain(place: Place): number[] {
  const { name, around, thing, world } = place;
  if (/[a-z]At$|timestamp/i.test(name)) return [momentAt(place).getTime()];
  if (place.isNew) return ofNew(name);
  const count = thing && world.tally(name, thing);
  if (count !== null) return [count];
  return /progress|percent/i.test(name) ? { ahead: [0], done: [100], under: [] }[stageIn(around) ?? 'under'] : [];
}

/** Nobody has seen, liked or changed yet what was just made. */
function ofNew(name: string): number[] {
  if (isCount(name) || /progress|percent/i.test(name)) return [0];
  return /^(?:revision|version)$/i.test(name) ? [1] : [];
}

function stepped(bounds: Bounds, place: Place): number[] {
  const { name, chance } = place;
  const isInteger = bounds.type === 'integer';
  const step = bounds.multipleOf ?? (isInteger ? 1 : 0.01);
  const [low, high] = rangeOf(name);
  const { least, most } = narrowed([isCount(name) && isDone(place) ? Math.max(low, 1) : low, high], bounds, step);
  const share = chance.next();
  // Of what is counted there is mostly little.
  const at = least + (isCount(name) ? share * share : share) * (most - least);
  const nearest = Math.round(at / step) * step;
  const near = [nearest, nearest - step, nearest + step].map((value) => Number(value.toFixed(6)));
  const middle = (least + most) / 2;
  return [...near, at, middle, Math.ceil(least / step) * step, Math.floor(most / step) * step, least, most];
}

function isCount(name: string): boolean {
  return /count$|likes|views|followers|following|favorites/i.test(name);
}

/** Whether whoever asks is one of those who are counted: of the favorites, where it is marked as one. */
function isDone({ name, around }: Place): boolean {
  const stem = name.slice(0, 5);
  return Object.entries(around).some(([field, value]) => value === true && field.startsWith(stem));
}

function rangeOf(name: string): readonly [least: number, most: number] {
  return ranges.find(([names]) => names.test(name))?.[1] ?? [1, 24];
}

/** By the name of the field, the more special first. */
const ranges: [names: RegExp, range: readonly [number, number]][] = [
  [/^id$|Id$/, [1000, 99_999]],
  [/bytes|fileSize/i, [40_000, 2_400_000]],
  [/pixels/i, [400_000, 12_000_000]],
  [/minutes/i, [2, 11]],
  [/seconds/i, [2, 59]],
  [/hours/i, [1, 23]],
  [/days/i, [1, 30]],
  [/^width|Width$/, [1200, 1200]],
  [/^height|Height$/, [800, 800]],
  [/year/i, [1990, 2026]],
  [/^age$/i, [18, 80]],
  [/price|amount|cost|total_?price|sum/i, [3, 190]],
  [/progress|percent|ratio/i, [5, 95]],
  [/rating|stars|score/i, [1, 5]],
  [/revision|version/i, [1, 9]],
  [/^lat/i, [-55, 65]],
  [/^(?:lon|lng)/i, [-170, 170]],
  [/unread|pending|open|left|remaining/i, [0, 5]],
  [/limit|pageSize|perPage/i, [20, 20]],
  [/offset|skip/i, [0, 0]],
  [/^page$/i, [1, 1]],
  [/followers|following/i, [3, 60]],
  [/^(?:articles|posts|comments|replies|orders)_?count$/i, [1, 12]],
  [/count$|likes|views|favorites/i, [0, 140]],
  [/total/i, [20, 140]],
  [/quantity|qty/i, [1, 9]],
];

/** The range that is plausible, within the one that is possible; where the two do not meet, some of what is possible. */
function narrowed([least, most]: readonly [number, number], bounds: Bounds, step: number) {
  const lowest = highest([bounds.minimum, plus(bounds.exclusiveMinimum, step)]) ?? -Infinity;
  const top = lowestOf([bounds.maximum, plus(bounds.exclusiveMaximum, -step)]) ?? Infinity;
  // Between bounds that leave no room for a step, the middle is tried.
  if (top < lowest) return { least: bounds.exclusiveMinimum ?? lowest, most: bounds.exclusiveMaximum ?? top };
  if (most < lowest) return { least: lowest, most: Math.min(top, lowest + (most - least)) };
  if (least > top) return { least: Math.max(lowest, top - (most - least)), most: top };
  return { least: Math.max(least, lowest), most: Math.min(most, top) };
}

function plus(value: number | undefined, step: number): number | undefined {
  return value === undefined ? undefined : value + step;
}

function highest(values: readonly (number | undefined)[]): number | undefined {
  const stated = values.filter((value) => value !== undefined);
  return stated.length > 0 ? Math.max(...stated) : undefined;
}

function lowestOf(values: readonly (number | undefined)[]): number | undefined {
  const stated = values.filter((value) => value !== undefined);
  return stated.length > 0 ? Math.min(...stated) : undefined;
}
