import type { Services } from '../context.ts';
import type { Amount, Feature, Figure } from '../feature.ts';
import { allProcedures, readCallFigures } from '../figures/call-figures.ts';
import { drawCalls, drawOpenStreams } from '../figures/figure-charts.ts';
import { type Latency, mergeLatency, quantileOf } from '../figures/latency.ts';
import { readProcesses, readStreamFigures } from '../figures/stream-figures.ts';
import { drawEnded, stepsOf } from '../jobs/ended-chart.ts';
import { readFigures as readJobFigures } from '../jobs/figures.ts';
import { latestRuns } from '../jobs/list-runs.ts';
import { countQueue } from '../jobs/queue-state.ts';
import { type Chart, drawChart } from './chart.ts';
import { chartTimes } from './chart-axis.ts';
import { countedMax } from './count-about.ts';
import { type HealthSources, readHealth } from './health.ts';
import { type LiveSources, livePart } from './live-part.ts';
import { remember } from './remember.ts';
import { type AdminSection, view } from './section.ts';

type Sources = Pick<Services, 'db' | 'now'>;

const runsShown = 10;
const hour = { stepMs: 3_600_000, count: 24 };
const halfHour = { stepMs: 1_800_000, count: 48 };
/** The last one began up to five minutes ago: with the one before it, what is told is never of a moment alone. */
const lately = { stepMs: 300_000, count: 2 };
/** Charts of a day hardly move within so long, and are what costs most of the page. */
const chartsForMs = 20_000;

/** The first page: how the product is, its figures now and over a day, and its jobs, live. */
export function overviewAdmin(features: readonly Feature[], sources: LiveSources, health: HealthSources): AdminSection {
  const figures = features.flatMap((feature) => feature.figures ?? []);
  const { services } = sources;
  const charts = remember(chartsForMs, () => drawCharts(figures, services));
  const live = livePart(sources, {
    access: 'viewer',
    path: '/live',
    at: () => '/admin/live',
    parts: { health: 'overview/health', figures: 'overview/figures', charts: 'overview/charts', runs: 'overview/runs' },
    isPausable: true,
    read: async ({ ctx }) => ({
      health: await readHealth(ctx, health),
      ...(await readFigures(figures, ctx)),
      charts: await charts(),
      runs: await latestRuns(ctx.db, runsShown),
    }),
  });
  return {
    path: '',
    title: 'Home',
    access: 'viewer',
    pages: [
      view('viewer', '/', async (request) => {
        return { template: 'overview/page', title: 'Home', data: await live.data(request) };
      }),
      live.stream,
    ],
  };
}

/** One after the other, so that a page nobody waits for holds one connection and not as many as there are figures. */
async function readFigures(list: readonly Figure[], { db, now }: Sources) {
  const figures: { label: string; value: Amount }[] = [];
  for (const { label, read } of list) figures.push({ label, value: await read({ db, now }) });
  return { figures, countedMax, queue: await countQueue(db), lately: await readLately({ db, now }) };
}

/** What goes on: the calls of the last minutes, and what is open now. */
async function readLately({ db, now }: Sources) {
  const steps = await readCallFigures(db, allProcedures, chartTimes(now(), lately));
  const processes = await readProcesses(db, now());
  const latency: Latency = {};
  for (const step of steps) mergeLatency(latency, step.latency);
  return {
    calls: steps.reduce((sum, { calls }) => sum + calls, 0),
    errors: steps.reduce((sum, { errors }) => sum + errors, 0),
    p95: quantileOf(latency, 0.95),
    streams: processes.reduce((sum, { streams }) => sum + streams, 0),
    processes: processes.length,
  };
}

async function drawCharts(list: readonly Figure[], { db, now }: Sources): Promise<Chart[]> {
  const times = chartTimes(now(), halfHour);
  const [from = now()] = times;
  const happened: Chart[] = [];
  for (const [index, { happened: of }] of list.entries()) {
    if (!of) continue;
    const counted = await of.read({ db }, { from, stepMs: halfHour.stepMs });
    const countAt = new Map(counted.map(({ at, count }) => [at.getTime(), count]));
    happened.push(
      drawChart({
        id: `happened-${index}`,
        title: `${of.title} in each half hour`,
        shape: 'bars',
        times,
        series: [{ name: 'in all', look: 'first', values: times.map((at) => countAt.get(at.getTime()) ?? 0) }],
        empty: 'None in the last 24 hours.',
      }),
    );
  }
  const calls = drawCalls(await readCallFigures(db, allProcedures, times), { id: 'calls', step: 'in each half hour' });
  const streams = drawOpenStreams(await readStreamFigures(db, times));
  return [...calls, ...happened, await drawRuns({ db, now }), streams];
}

/** How many attempts at jobs ended in each of the last 24 hours, the current one included, and how. */
async function drawRuns({ db, now }: Sources): Promise<Chart> {
  const times = chartTimes(now(), hour);
  const [since = now()] = times;
  const counts = await readJobFigures(db, { span: 'hour', since, name: null });
  const about = { id: 'runs-chart', title: 'Attempts at jobs that ended in each hour', times };
  return drawEnded(stepsOf(counts, { times, ...hour }), { ...about, empty: 'Nothing ran in the last 24 hours.' });
}
