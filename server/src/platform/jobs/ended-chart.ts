import { type Chart, drawChart } from '../admin/chart.ts';
import type { RunCount } from './count-runs.ts';
import { sumUp } from './figures.ts';

/** What the attempts of all names together came to in each step; undefined where none ended. */
export function stepsOf(
  counts: readonly RunCount[],
  { times, stepMs }: { times: readonly Date[]; stepMs: number },
): (RunCount | undefined)[] {
  const all = sumUp(
    counts.map((count) => ({ ...count, name: '' })),
    (at) => Math.floor(at / stepMs) * stepMs,
  );
  const byStep = new Map(all.map((count) => [count.at, count]));
  return times.map((at) => byStep.get(at.getTime()));
}

/** Draws how many attempts ended in each step, and how. */
export function drawEnded(
  steps: readonly (RunCount | undefined)[],
  about: { id: string; title: string; times: readonly Date[]; empty: string },
): Chart {
  return drawChart({
    ...about,
    shape: 'bars',
    series: [
      { name: 'succeeded', look: 'ok', values: steps.map((count) => count?.succeeded ?? 0) },
      { name: 'failed', look: 'bad', values: steps.map(failuresOf) },
    ],
  });
}

/** The attempts that came to nothing: those that failed, and those whose worker was lost. */
export function failuresOf(count: RunCount | undefined): number {
  return count ? count.failed + count.lost : 0;
}
