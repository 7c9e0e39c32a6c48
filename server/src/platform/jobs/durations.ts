/** How many of some durations fall into each class; what is missing is none. */
export type Durations = Readonly<Record<string, number>>;

/** The last class holds whatever is longer: the one before it ends after two days. */
const lastClass = 110;
const classesOfDoubling = 4;

/**
 * The class of a duration: 0 below a millisecond, and from there on four to each doubling, so that what is read back is at most a
 * tenth from what it was. The migration that counted the history before there were classes knows them as well.
 */
export function durationClass(ms: number): number {
  if (!(ms >= 1)) return 0;
  return Math.min(Math.floor(Math.log2(ms) * classesOfDoubling) + 1, lastClass);
}

/** Adds up how many fall into each class. */
export function addDurations(sum: Record<string, number>, more: Durations): void {
  for (const [name, count] of Object.entries(more)) sum[name] = (sum[name] ?? 0) + count;
}

/**
 * The duration, in ms, that a share of them does not exceed; null where there are none.
 *
 * @param share of all, e.g. 0.95.
 */
export function durationAt(durations: Durations, share: number): number | null {
  const counts = Object.entries(durations).toSorted(([one], [other]) => Number(one) - Number(other));
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  if (total === 0) return null;
  let seen = 0;
  for (const [name, count] of counts) {
    seen += count;
    if (seen >= share * total) return middleOf(Number(name));
  }
  throw new Error('A share of 1 is reached at the last class.');
}

/** What stands for a class: the middle of it, in the scale that it is a part of. */
function middleOf(index: number): number {
  return index === 0 ? 0.5 : 2 ** ((index - 0.5) / classesOfDoubling);
}
