import type { Services } from '../context.ts';
import type { Feature } from '../feature.ts';
import { latestRuns, type Run } from '../jobs/list-runs.ts';
import { countQueue, type QueueState } from '../jobs/queue-state.ts';
import { type LiveSources, livePart } from './live-part.ts';
import { drawRuns } from './runs-chart.ts';
import { type AdminSection, view } from './section.ts';

/** What the first page shows and keeps current. */
interface Figures {
  readonly figures: readonly { readonly label: string; readonly value: number }[];
  readonly queue: Record<QueueState, number>;
  readonly runs: readonly Run[];
}

const runsShown = 10;

/** The first page: the features' figures and the jobs, live. */
export function overviewAdmin(features: readonly Feature[], sources: LiveSources): AdminSection {
  const live = livePart(sources, {
    access: 'viewer',
    path: '/live',
    at: () => '/admin/live',
    parts: { figures: 'overview/figures', runs: 'overview/runs' },
    isPausable: true,
    read: ({ ctx }) => readFigures(features, ctx),
  });
  return {
    path: '',
    title: 'Overview',
    access: 'viewer',
    pages: [
      view('viewer', '/', async (request) => {
        const { db, now } = request.ctx;
        const [data, chart] = await Promise.all([live.data(request), drawRuns(db, now())]);
        return { template: 'overview/page', title: 'Overview', data: { ...data, chart } };
      }),
      live.stream,
    ],
  };
}

/** One after the other, so that a page nobody waits for holds one connection and not as many as there are figures. */
async function readFigures(features: readonly Feature[], { db, now }: Pick<Services, 'db' | 'now'>): Promise<Figures> {
  const figures: { label: string; value: number }[] = [];
  for (const { label, read } of features.flatMap((feature) => feature.figures ?? [])) {
    figures.push({ label, value: await read({ db, now }) });
  }
  return { figures, queue: await countQueue(db), runs: await latestRuns(db, runsShown) };
}
