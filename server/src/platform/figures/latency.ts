import { z } from 'zod';

/** How many took how long, by the number of their step: a quarter of a doubling each, so that a figure is off by a tenth at the most. */
export type Latency = Record<number, number>;

/** A histogram as it is stored. */
export const StoredLatency = z.record(z.string(), z.number());

const stepsOfDoubling = 4;
/** The step of one millisecond. */
const stepOfOne = 16;
const stepMax = 96;

/** Counts one more that took so many milliseconds. */
export function addLatency(latency: Latency, ms: number): void {
  const step = Math.min(stepMax, Math.max(0, Math.round(stepsOfDoubling * Math.log2(ms)) + stepOfOne));
  latency[step] = (latency[step] ?? 0) + 1;
}

/** Adds one histogram to another. */
export function mergeLatency(into: Latency, more: Readonly<Latency>): void {
  for (const [step, count] of Object.entries(more)) into[Number(step)] = (into[Number(step)] ?? 0) + count;
}

/**
 * The time within which a share of all were done, in milliseconds; null where there were none.
 *
 * @param share from 0 to 1.
 */
export function quantileOf(latency: Readonly<Latency>, share: number): number | null {
  // The keys of an object that are whole numbers stand in their order.
  const entries = Object.entries(latency);
  const total = entries.reduce((sum, [, count]) => sum + count, 0);
  let seen = 0;
  for (const [step, count] of entries) {
    seen += count;
    if (seen >= total * share) return rounded(2 ** ((Number(step) - stepOfOne) / stepsOfDoubling));
  }
  return null;
}

/** To as many digits as it is worth. */
function rounded(ms: number): number {
  return ms < 10 ? Math.round(ms * 10) / 10 : Number(ms.toPrecision(2));
}
