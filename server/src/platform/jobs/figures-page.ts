import { z } from 'zod';
import { type Chart, drawChart } from '../admin/chart.ts';
import { chartTimes } from '../admin/chart-axis.ts';
import { choice } from '../admin/fields.ts';
import { type AdminPage, type AdminRequest, type View, view } from '../admin/section.ts';
import type { RunCount } from './count-runs.ts';
import { type Durations, durationAt } from './durations.ts';
import { drawEnded, failuresOf, stepsOf } from './ended-chart.ts';
import { type FigureSpan, readFigures, sumUp } from './figures.ts';
import { type DeclaredJob, readNames } from './job-filter.ts';
import { countAges } from './queue-ages.ts';
import { queueCountMax } from './queue-state.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

interface Period {
  readonly words: string;
  readonly span: FigureSpan;
  readonly stepMs: number;
  readonly count: number;
  readonly step: string;
}

const periods: Readonly<Record<'1h' | '24h' | '7d', Period>> = {
  '1h': { words: 'the last hour', span: 'minute', stepMs: minuteMs, count: 60, step: 'minute' },
  '24h': { words: 'the last 24 hours', span: 'hour', stepMs: hourMs, count: 24, step: 'hour' },
  '7d': { words: 'the last 7 days', span: 'hour', stepMs: 3 * hourMs, count: 56, step: '3 hours' },
};

const Asked = z.object({ over: choice(['1h', '24h', '7d']), name: z.string().nullable().catch(null) });

/** How jobs run: how many, how long they wait and take, for each name; and what waits by its age. */
export function figuresPage(declared: readonly DeclaredJob[]): AdminPage {
  return view('viewer', '/figures', (request) => showFigures(request, declared));
}

async function showFigures({ ctx: { db, now }, query }: AdminRequest, declared: readonly DeclaredJob[]): Promise<View> {
  const asked = Asked.parse(query);
  const over = asked.over ?? '24h';
  const period = periods[over];
  const times = chartTimes(now(), period);
  const [first = now()] = times;
  const names = [...new Set([...declared.map((job) => job.name), ...(await readNames(db))])].toSorted();
  const name = names.find((one) => one === asked.name) ?? null;
  const counts = await readFigures(db, { span: period.span, since: first, name });
  const data = {
    over,
    periods,
    period,
    since: first,
    from: first.toISOString().slice(0, 16),
    names,
    name,
    charts: chartsOf(counts, { times, period }),
    rows: rowsOf(counts),
    ages: await countAges(db, name),
    queueCountMax,
  };
  return { template: 'jobs/figures', title: 'How jobs run', data };
}

function chartsOf(counts: readonly RunCount[], { times, period }: { times: readonly Date[]; period: Period }): Chart[] {
  const steps = stepsOf(counts, { times, stepMs: period.stepMs });
  const empty = `Nothing ended in ${period.words}.`;
  const lines = (pick: (count: RunCount) => Durations) =>
    [['p50', 'first', 0.5] as const, ['p95', 'second', 0.95] as const].map(([name, look, share]) => ({
      name,
      look,
      values: steps.map((count) => (count ? roundedOrNull(durationAt(pick(count), share)) : null)),
    }));
  return [
    drawEnded(steps, { id: 'ended', title: `Attempts that ended, each ${period.step}, UTC`, times, empty }),
    ...[
      { id: 'waits', title: 'How long they waited since due', series: lines(({ waits }) => waits) },
      { id: 'runs', title: 'How long they ran', series: lines(({ runs }) => runs) },
    ].map((of) => drawChart({ ...of, shape: 'lines', unit: 'ms', times, empty })),
  ];
}

/** A name with what its attempts came to, those with the most first. */
function rowsOf(counts: readonly RunCount[]) {
  return sumUp(counts, () => 0)
    .map((count) => ({
      name: count.name,
      ended: count.succeeded + failuresOf(count),
      failed: count.failed,
      lost: count.lost,
      wait: [durationAt(count.waits, 0.5), durationAt(count.waits, 0.95)].map(roundedOrNull),
      run: [durationAt(count.runs, 0.5), durationAt(count.runs, 0.95)].map(roundedOrNull),
    }))
    .toSorted((one, other) => other.ended - one.ended);
}

function roundedOrNull(ms: number | null): number | null {
  return ms === null ? null : rounded(ms);
}

/** To two places that count: the classes are no finer. */
function rounded(ms: number): number {
  return Number(ms.toPrecision(2));
}
