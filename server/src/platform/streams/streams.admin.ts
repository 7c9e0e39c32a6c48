import { chartTimes } from '../admin/chart-axis.ts';
import { type LiveSources, livePart } from '../admin/live-part.ts';
import { remember } from '../admin/remember.ts';
import { type AdminSection, view } from '../admin/section.ts';
import type { Services } from '../context.ts';
import { drawDeliveries, drawOpenStreams } from '../figures/figure-charts.ts';
import { mergeLatency, type Latency, quantileOf } from '../figures/latency.ts';
import { readProcesses, readStreamFigures, type StreamFigures } from '../figures/stream-figures.ts';

const halfHour = { stepMs: 1_800_000, count: 48 };
/** The last one began up to five minutes ago. */
const lately = { stepMs: 300_000, count: 2 };
const chartsForMs = 20_000;
const topicsShown = 20;

type Sources = Pick<Services, 'db' | 'now'>;

/** Streams: what is open, who hears what, what was delivered and how late; of each process and in sum, live. */
export function streamsAdmin(sources: LiveSources): AdminSection {
  const { services } = sources;
  const charts = remember(chartsForMs, async () => {
    const figures = await readStreamFigures(services.db, chartTimes(services.now(), halfHour));
    return [drawOpenStreams(figures), ...drawDeliveries(figures)];
  });
  const live = livePart(sources, {
    access: 'viewer',
    path: '/live',
    at: () => '/admin/streams/live',
    parts: { now: 'streams/now', charts: 'streams/charts' },
    isPausable: true,
    read: async ({ ctx }) => ({ ...(await readNow(ctx)), charts: await charts() }),
  });
  return {
    path: 'streams',
    title: 'Streams',
    group: 'System',
    access: 'viewer',
    pages: [
      view('viewer', '/', async (request) => {
        return { template: 'streams/page', title: 'Streams', data: await live.data(request) };
      }),
      live.stream,
    ],
  };
}

async function readNow({ db, now }: Sources) {
  const processes = await readProcesses(db, now());
  const figures = await readStreamFigures(db, chartTimes(now(), lately));
  const sum = (of: 'streams' | 'topics' | 'listeners') => processes.reduce((total, process) => total + process[of], 0);
  return {
    processes,
    sums: { streams: sum('streams'), topics: sum('topics'), listeners: sum('listeners') },
    lately: latelyOf(figures),
    topics: topicsOf(processes),
  };
}

function latelyOf(figures: readonly StreamFigures[]) {
  const lag: Latency = {};
  for (const figure of figures) mergeLatency(lag, figure.lag);
  const sum = (of: 'deliveries' | 'resets' | 'published') => figures.reduce((total, figure) => total + figure[of], 0);
  return {
    deliveries: sum('deliveries'),
    resets: sum('resets'),
    published: sum('published'),
    lag: quantileOf(lag, 0.95),
  };
}

/** The topics that most hear, as each process names those of its own. */
function topicsOf(processes: readonly { readonly audiences: readonly { topic: string; count: number }[] }[]) {
  const counts = new Map<string, number>();
  for (const { topic, count } of processes.flatMap(({ audiences }) => audiences))
    counts.set(topic, (counts.get(topic) ?? 0) + count);
  return [...counts]
    .map(([topic, count]) => ({ topic, count }))
    .toSorted((one, other) => other.count - one.count || (one.topic < other.topic ? -1 : 1))
    .slice(0, topicsShown);
}
