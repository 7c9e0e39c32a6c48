import { z } from 'zod';
import { choice, idOf, SearchText } from '../admin/fields.ts';
import { readPage } from '../admin/keyset.ts';
import { type AdminRequest, type AdminSection, type View, view } from '../admin/section.ts';
import { platformFailure } from '../failure.ts';
import { listRuns, runsCountMax } from './list-runs.ts';
import { countQueue, findQueued, listQueue, queuedJobsMax, type QueueState, queueStates } from './queue-state.ts';

/** Jobs: what the queue holds, what ran, and why it failed. */
export const jobsAdmin: AdminSection = {
  path: 'jobs',
  title: 'Jobs',
  access: 'viewer',
  pages: [view('viewer', '/', showJobs), view('viewer', '/:id', showJob)],
};

/** The queue's ids are of the type bigint. */
const JobId = z.string().regex(/^[1-9]\d{0,17}$/);

const Filter = z.object({ state: choice([...queueStates, 'finished']), name: SearchText });

async function showJobs({ ctx, query }: AdminRequest): Promise<View> {
  const { state, name } = Filter.parse(query);
  const counts = await countQueue(ctx.db);
  const wanted = state ?? firstOfInterest(counts);
  const common = { filter: { state: wanted, name }, counts, states: queueStates };
  if (wanted === 'finished') {
    const runs = await listRuns(ctx, { name, page: readPage(query) });
    return { template: 'jobs/runs', title: 'Jobs', data: { ...common, ...runs, countMax: runsCountMax } };
  }
  const listed = await listQueue(ctx.db, { state: wanted, name });
  return { template: 'jobs/queue', title: 'Jobs', data: { ...common, ...listed, shownMax: queuedJobsMax } };
}

/** Whoever comes without a question is shown what has gone wrong, else what is going on, else what was. */
function firstOfInterest(counts: Record<QueueState, number>): QueueState | 'finished' {
  const order = ['failed', 'retrying', 'running', 'waiting'] as const;
  return order.find((state) => counts[state] > 0) ?? 'finished';
}

async function showJob({ ctx: { db }, params }: AdminRequest): Promise<View> {
  const id = idOf(JobId, params['id']);
  const [queued, runs] = await Promise.all([
    findQueued(db, id),
    db.jobRun.findMany({ where: { jobId: id }, orderBy: { attempt: 'desc' } }),
  ]);
  const name = queued?.name ?? runs[0]?.name;
  if (name === undefined) throw platformFailure('NOT_FOUND');
  return { template: 'jobs/detail', title: `Job ${id}`, data: { id, name, queued, runs } };
}
