import type { Services } from '../context.ts';
import type { Feature } from '../feature.ts';
import { latestRuns, type Run } from '../jobs/list-runs.ts';
import { countQueue, type QueueState } from '../jobs/queue-state.ts';
import { keepLive } from './live.ts';
import { drawRuns, readRunHours } from './runs-chart.ts';
import { type AdminSection, stream, view } from './section.ts';
import { serveLive } from './serve-live.ts';
import type { Views } from './views.ts';

type Sources = Pick<Services, 'db' | 'now' | 'log'>;

/** What the first page shows and keeps current. */
interface Figures {
  readonly figures: readonly { readonly label: string; readonly value: number }[];
  readonly queue: Record<QueueState, number>;
  readonly runs: readonly Run[];
}

const runsShown = 10;

/** The first page: the features' figures and the jobs, live. */
export function overviewAdmin(features: readonly Feature[], services: Sources, views: Views): AdminSection {
  const live = keepLive(
    async () => views.part('overview/live', await readFigures(features, services), services.now()),
    { log: services.log },
  );
  return {
    path: '',
    title: 'Overview',
    access: 'viewer',
    pages: [
      view('viewer', '/', async ({ ctx }) => {
        const [figures, hours] = await Promise.all([readFigures(features, ctx), readRunHours(ctx.db, ctx.now())]);
        return { template: 'overview/page', title: 'Overview', data: { ...figures, chart: drawRuns(hours) } };
      }),
      stream('viewer', '/live', (request) => serveLive(live, request)),
    ],
  };
}

/** One after the other, so that a page nobody waits for holds one connection and not as many as there are figures. */
async function readFigures(features: readonly Feature[], { db, now }: Omit<Sources, 'log'>): Promise<Figures> {
  const figures: { label: string; value: number }[] = [];
  for (const { label, read } of features.flatMap((feature) => feature.figures ?? [])) {
    figures.push({ label, value: await read({ db, now }) });
  }
  return { figures, queue: await countQueue(db), runs: await latestRuns(db, runsShown) };
}
