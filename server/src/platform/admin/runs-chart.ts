import type { Db } from '@hybrid/prisma';
import { type Chart, drawChart } from './chart.ts';
import { chartTimes } from './chart-axis.ts';

const hourMs = 3_600_000;

/** Draws how many attempts at jobs ended in each of the last 24 hours, the current one included, and how. */
export async function drawRuns(db: Db, now: Date): Promise<Chart> {
  const times = chartTimes(now, { stepMs: hourMs, count: 24 });
  const found = await db.$queryRaw<{ hour: number; outcome: string; count: number }[]>`
    SELECT floor(extract(epoch FROM started_at) / 3600)::int AS hour, outcome::text, count(*)::int
    FROM job_run WHERE started_at >= ${times[0]} AND outcome <> 'running' GROUP BY 1, 2`;
  const countOf = (at: Date, outcomes: readonly string[]) =>
    found
      .filter(({ hour, outcome }) => hour * hourMs === at.getTime() && outcomes.includes(outcome))
      .reduce((sum, { count }) => sum + count, 0);
  return drawChart({
    id: 'runs-chart',
    title: 'Runs of jobs in each hour',
    shape: 'bars',
    times,
    series: [
      { name: 'succeeded', look: 'ok', values: times.map((at) => countOf(at, ['succeeded'])) },
      { name: 'failed', look: 'bad', values: times.map((at) => countOf(at, ['failed', 'lost'])) },
    ],
    empty: 'Nothing ran in the last 24 hours.',
  });
}
