/** A source of chance that says the same each time it begins with the same seed. */
export interface Chance {
  /** A whole number from 0 to below `count`. */
  below(count: number): number;
  /** Whether something that happens once in so many times happens now. */
  once(inTimes: number): boolean;
  pick<T>(from: readonly T[]): T;
}

/** Begins a row of numbers (mulberry32: small, quick, and even enough to choose by). */
export function chanceOf(seed: number): Chance {
  let state = seed | 0;
  const next = () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (count: number) => Math.floor(next() * count);
  return {
    below,
    once: (inTimes) => below(inTimes) === 0,
    pick(from) {
      const [found] = from.slice(below(from.length));
      if (found === undefined) throw new Error('There is nothing to pick from.');
      return found;
    },
  };
}
