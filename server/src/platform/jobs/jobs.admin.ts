import type { Db } from '@hybrid/prisma';
import { z } from 'zod';
import { choice, idOf, SearchText } from '../admin/fields.ts';
import { downloads } from '../admin/downloads.ts';
import { type Listing, readListing } from '../admin/listing.ts';
import { type LivePart, livePart } from '../admin/live-part.ts';
import { redact, type Redactions, shortAddressesIn } from '../admin/redaction.ts';
import {
  type AdminPage,
  type AdminRequest,
  type AdminSection,
  change,
  type Redirect,
  type View,
  view,
} from '../admin/section.ts';
import type { Views } from '../admin/views.ts';
import type { Context, Services } from '../context.ts';
import { hasRole } from '../access.ts';
import { platformFailure } from '../failure.ts';
import { jobTopic } from './job-topic.ts';
import { countRuns, listRuns, type Run, type RunFilter, runsCountMax, runsOf } from './list-runs.ts';
import { cancelJob, pauseJobs, type PauseTarget, resumeJobs, retryJob } from './steer-jobs.ts';
import { countQueue, findQueued, listQueue, queuedJobsMax, type QueueState, queueStates } from './queue-state.ts';

/** Jobs: what the queue holds, what ran, and why it failed; how far one is, live. */
export function jobsAdmin(services: Services, views: Views): AdminSection {
  return {
    path: 'jobs',
    title: 'Jobs',
    group: 'Work',
    access: 'viewer',
    target: 'job',
    pages: pagesOf(services, views),
  };
}

function pagesOf(services: Services, views: Views): AdminPage[] {
  const live = livePart(
    { services, views },
    {
      access: 'viewer',
      path: '/:id/live',
      at: ({ params }) => `/admin/jobs/${idOf(JobId, params['id'])}/live`,
      parts: { job: 'jobs/live' },
      read: ({ ctx, params }) => readJob(ctx, idOf(JobId, params['id'])),
      topicOf: ({ params }) => jobTopic(idOf(JobId, params['id'])),
    },
  );
  return [
    view('viewer', '/', showJobs),
    ...downloads('viewer', runsListing),
    view('operator', '/pauses', confirmPause),
    change('operator', '/pauses', pauseOrResume),
    view('viewer', '/:id', (request) => showJob(request, live)),
    live.stream,
    view('operator', '/:id/cancel', (request) => confirmSteer(request, 'cancel')),
    change('operator', '/:id/cancel', (request) => steer(request, cancelJob)),
    view('operator', '/:id/retry', (request) => confirmSteer(request, 'retry')),
    change('operator', '/:id/retry', (request) => steer(request, retryJob)),
  ];
}

/** The queue's ids are of the type bigint. */
const JobId = z.string().regex(/^[1-9]\d{0,17}$/);

const Filter = z.object({ state: choice([...queueStates, 'finished']), name: SearchText });

/** Why a job failed may name whom it was about. */
const errorRedactions: Redactions<{ error: string | null }> = { error: { from: 'viewers', as: shortAddressesIn } };

/** Those of attempts that ended: what is in the queue is shown from its beginning and never in whole. */
const runsListing: Listing<RunFilter, Run> = {
  name: 'jobs',
  filterOf: ({ query }) => ({ name: Filter.parse(query).name }),
  read: listRuns,
  count: countRuns,
  countMax: runsCountMax,
  redactions: errorRedactions,
  columns: {
    jobId: ({ jobId }) => jobId,
    name: ({ name }) => name,
    queue: ({ queue }) => queue,
    attempt: ({ attempt }) => attempt,
    outcome: ({ outcome }) => outcome,
    queuedAt: ({ queuedAt }) => queuedAt,
    startedAt: ({ startedAt }) => startedAt,
    finishedAt: ({ finishedAt }) => finishedAt,
    error: ({ error }) => error,
    worker: ({ worker }) => worker,
    requestId: ({ requestId }) => requestId,
    trace: ({ trace }) => trace,
  },
};

async function showJobs(request: AdminRequest): Promise<View> {
  const { ctx, query } = request;
  const { state, name } = Filter.parse(query);
  const counts = await countQueue(ctx.db);
  const wanted = state ?? firstOfInterest(counts);
  const pauses = await ctx.db.jobPause.findMany({ orderBy: [{ kind: 'asc' }, { name: 'asc' }] });
  const common = { filter: { state: wanted, name }, counts, pauses, states: queueStates };
  if (wanted === 'finished') {
    const runs = await readListing(runsListing, request);
    return { template: 'jobs/runs', title: 'Jobs', data: { ...runs, ...common } };
  }
  const { jobs, total } = await listQueue(ctx.db, { state: wanted, name });
  const shown = jobs.map((job) => redact(job, errorRedactions, ctx.user.role));
  return { template: 'jobs/queue', title: 'Jobs', data: { ...common, jobs: shown, total, shownMax: queuedJobsMax } };
}

/** Whoever comes without a question is shown what has gone wrong, else what is going on, else what was. */
function firstOfInterest(counts: Record<QueueState, number>): QueueState | 'finished' {
  const order = ['failed', 'retrying', 'running', 'waiting'] as const;
  return order.find((state) => counts[state] > 0) ?? 'finished';
}

async function showJob(request: AdminRequest, live: LivePart<Awaited<ReturnType<typeof readJob>>>): Promise<View> {
  const job = await live.data(request);
  if (job.name === undefined) throw platformFailure('NOT_FOUND');
  const { id } = job;
  const data = { ...job, canSteer: hasRole(request.ctx.user.role, 'operator') };
  return { template: 'jobs/detail', title: `Job ${id}`, data };
}

async function readJob({ db, user: { role } }: Pick<Context, 'db' | 'user'>, id: string) {
  const [queued, runs] = await Promise.all([findQueued(db, id), runsOf(db, id)]);
  const name = queued?.name ?? runs[0]?.name;
  // The queue itself does not say which of ours a job belongs to: its last attempt does.
  const queue = runs[0]?.queue ?? null;
  return {
    id,
    name,
    queue,
    queued: queued && redact(queued, errorRedactions, role),
    runs: runs.map((run) => redact(run, errorRedactions, role)),
    paused: await readPauses(db, name, queue),
  };
}

async function readPauses(db: Db, job: string | undefined, queue: string | null) {
  const pauses = await db.jobPause.findMany({
    where: {
      OR: [
        { kind: 'job', name: job ?? '' },
        { kind: 'queue', name: queue ?? '' },
      ],
    },
  });
  const isPaused = (wanted: PauseTarget['kind']) => pauses.some(({ kind }) => kind === wanted);
  return { job: isPaused('job'), queue: isPaused('queue') };
}

async function confirmSteer({ ctx: { db }, params }: AdminRequest, act: 'cancel' | 'retry'): Promise<View | Redirect> {
  const id = idOf(JobId, params['id']);
  const queued = await findQueued(db, id);
  // Done meanwhile: its page says so.
  if (!queued) return { redirect: `/admin/jobs/${id}` };
  const title = act === 'cancel' ? 'Cancel this job?' : 'Try it again now?';
  return { template: 'jobs/steer', title, data: { act, job: queued } };
}

async function steer({ ctx, params }: AdminRequest, act: typeof cancelJob): Promise<Redirect> {
  const id = idOf(JobId, params['id']);
  await act(ctx, id);
  return { redirect: `/admin/jobs/${id}` };
}

const Pause = z.object({ kind: z.enum(['queue', 'job']), name: z.string().min(1).max(200) });

async function confirmPause({ ctx: { db }, query }: AdminRequest): Promise<View | Redirect> {
  const { data: target } = Pause.safeParse(query);
  if (!target) return { redirect: '/admin/jobs' };
  const paused = await db.jobPause.count({ where: target });
  const title = paused > 0 ? 'Resume these jobs?' : 'Pause these jobs?';
  return { template: 'jobs/pause', title, data: { ...target, isPaused: paused > 0 } };
}

async function pauseOrResume({ ctx, form }: AdminRequest): Promise<Redirect> {
  const { data } = Pause.extend({ act: z.enum(['pause', 'resume']) }).safeParse(form);
  if (!data) return { redirect: '/admin/jobs' };
  const { act, ...target } = data;
  await (act === 'pause' ? pauseJobs : resumeJobs)(ctx, target);
  return { redirect: '/admin/jobs?state=waiting' };
}
