import type { Db } from '@hybrid/prisma';

/** How many attempts at jobs ended in one hour, and how. */
export interface RunHour {
  readonly at: Date;
  readonly succeeded: number;
  readonly failed: number;
}

/** A drawing of them: everything in units of its view box. */
export interface RunsChart {
  readonly width: number;
  readonly height: number;
  readonly baseline: number;
  readonly barWidth: number;
  /** The height of the tallest bar, in attempts. */
  readonly most: number;
  readonly top: number;
  readonly bars: readonly {
    readonly x: number;
    readonly succeeded: Bar;
    readonly failed: Bar;
    readonly label: string | null;
  }[];
  readonly hours: readonly RunHour[];
  readonly totals: { readonly succeeded: number; readonly failed: number };
}

interface Bar {
  readonly y: number;
  readonly height: number;
}

const hourMs = 3_600_000;
const hoursShown = 24;
const step = 14;
const gap = 3;
const top = 14;
const plotHeight = 56;
const labelHeight = 15;
/** A single failure among thousands of runs must still be seen. */
const leastHeight = 2;

/** Reads the last 24 hours, the current one included; an hour in which nothing ran counts nothing. */
export async function readRunHours(db: Db, now: Date): Promise<RunHour[]> {
  const first = Math.floor(now.getTime() / hourMs) - hoursShown + 1;
  const found = await db.$queryRaw<{ hour: number; outcome: string; count: number }[]>`
    SELECT floor(extract(epoch FROM started_at) / 3600)::int AS hour, outcome::text, count(*)::int
    FROM job_run WHERE started_at >= ${new Date(first * hourMs)} AND outcome <> 'running' GROUP BY 1, 2`;
  return Array.from({ length: hoursShown }, (_, index) => {
    const own = found.filter(({ hour }) => hour === first + index);
    const countOf = (outcome: string) => own.find((row) => row.outcome === outcome)?.count ?? 0;
    return {
      at: new Date((first + index) * hourMs),
      succeeded: countOf('succeeded'),
      failed: countOf('failed') + countOf('lost'),
    };
  });
}

/** Draws bars on one baseline, what failed on top of what succeeded. */
export function drawRuns(hours: readonly RunHour[]): RunsChart {
  const most = Math.max(...hours.map(({ succeeded, failed }) => succeeded + failed));
  const baseline = top + plotHeight;
  const heightOf = (count: number) =>
    count === 0 ? 0 : Math.max(leastHeight, Math.round((count / most) * plotHeight));
  const bars = hours.map(({ at, succeeded, failed }, index) => {
    const below = heightOf(succeeded);
    const above = heightOf(failed);
    return {
      x: index * step,
      succeeded: { y: baseline - below, height: below },
      failed: { y: baseline - below - above, height: above },
      label: at.getUTCHours() % 3 === 0 ? at.toISOString().slice(11, 16) : null,
    };
  });
  const sum = (pick: (hour: RunHour) => number) => hours.reduce((total, hour) => total + pick(hour), 0);
  return {
    width: hours.length * step - gap,
    height: baseline + labelHeight,
    baseline,
    barWidth: step - gap,
    most,
    top,
    bars,
    hours,
    totals: { succeeded: sum(({ succeeded }) => succeeded), failed: sum(({ failed }) => failed) },
  };
}
