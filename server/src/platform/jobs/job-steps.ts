import { idOf, Moment } from '../admin/fields.ts';
import { exact, question } from '../admin/phrases.ts';
import {
  type AdminPage,
  type AdminRequest,
  change,
  dangerousChange,
  type Redirect,
  type View,
  view,
} from '../admin/section.ts';
import type { StaffRole } from '../admin/section.ts';
import type { Context } from '../context.ts';
import { z } from 'zod';
import { cancelJob } from './cancel-job.ts';
import { deleteJob } from './delete-job.ts';
import { shownText } from './job-listing.ts';
import { JobId } from './job-page.ts';
import { runsOf } from './list-runs.ts';
import { findQueued, type QueueState } from './queue-state.ts';
import { firstPriority, rescheduleJob, retryJob, runJobNow, takeBackReschedule } from './reschedule-job.ts';

/** What staff may do to a job, each behind a page that says what will follow. */
interface Step {
  readonly name: 'cancel' | 'retry' | 'run' | 'delete';
  readonly access: StaffRole;
  readonly title: string;
  /** Whether it takes a proof of the last minutes, as what nobody can undo does. */
  readonly isDangerous?: boolean;
  /** Of which states of the queue; null is a job that has left it. */
  readonly of: readonly (QueueState | null)[];
  /** What is said once it was done. */
  readonly said: string;
  /** @returns whether it was done. */
  readonly act: (ctx: Context, id: string) => Promise<boolean>;
}

const steps: readonly Step[] = [
  {
    name: 'cancel',
    access: 'operator',
    title: 'Cancel this job?',
    of: ['waiting', 'scheduled', 'retrying', 'running', 'failed'],
    said: 'Cancelled. One that runs is told to stop.',
    act: cancelJob,
  },
  {
    name: 'retry',
    access: 'operator',
    title: 'Try it again now?',
    of: ['waiting', 'scheduled', 'retrying', 'failed'],
    said: 'It is tried again now.',
    act: retryJob,
  },
  {
    name: 'run',
    access: 'operator',
    title: 'Run it before all others?',
    of: ['waiting', 'scheduled', 'retrying', 'failed'],
    said: 'It is due now, before all others.',
    act: runJobNow,
  },
  {
    name: 'delete',
    access: 'admin',
    title: 'Delete this job?',
    isDangerous: true,
    of: ['waiting', 'scheduled', 'retrying', 'failed', null],
    said: 'The job is deleted, and its attempts with it.',
    act: deleteJob,
  },
];

/** The pages of what staff may do to one job. */
export function stepPages(): AdminPage[] {
  return [
    ...steps.flatMap((step) => [
      view(step.access, `/:id/${step.name}`, (request) => confirmStep(request, step)),
      (step.isDangerous ? dangerousChange : change)(step.access, `/:id/${step.name}`, (request) =>
        takeStep(request, step),
      ),
    ]),
    view('operator', '/:id/reschedule', (request) => askWhen(request, {})),
    change('operator', '/:id/reschedule', reschedule),
  ];
}

async function confirmStep({ ctx, params }: AdminRequest, { name, title, of }: Step): Promise<View | Redirect> {
  const id = idOf(JobId, params['id']);
  const job = await readForStep(ctx, id);
  // It is elsewhere by now: its page says where.
  if (!of.includes(job.state)) return { redirect: `/admin/jobs/${id}` };
  return { template: 'jobs/steer', title, data: { act: name, job, firstPriority } };
}

async function readForStep({ db, user: { role } }: Context, id: string) {
  const [queued, runs] = await Promise.all([findQueued(db, id), runsOf(db, id)]);
  if (!queued) return { id, name: runs[0]?.name ?? '', state: null, runAt: null, error: null, attempts: runs.length };
  const { name, state, runAt, error } = queued;
  return { id, name, state, runAt, error: shownText(error, role), attempts: runs.length };
}

async function takeStep({ ctx, params }: AdminRequest, { name, act, said }: Step): Promise<Redirect> {
  const id = idOf(JobId, params['id']);
  const isDone = await act(ctx, id);
  // What is deleted has no page any more.
  const redirect = name === 'delete' && isDone ? '/admin/jobs' : `/admin/jobs/${id}`;
  return { redirect, ...(isDone && { notice: said }) };
}

/** No job is put further away. */
const daysAheadMax = 366;
const dayMs = 86_400_000;

async function askWhen(
  { ctx, params }: AdminRequest,
  { problem, given }: { problem?: string; given?: string },
): Promise<View | Redirect> {
  const id = idOf(JobId, params['id']);
  const job = await readForStep(ctx, id);
  if (job.state === null || job.state === 'running') return { redirect: `/admin/jobs/${id}` };
  const at = given ?? (job.runAt && job.runAt > ctx.now() ? job.runAt : ctx.now()).toISOString().slice(0, 16);
  const data = { job, at, problem: problem ?? null };
  return { template: 'jobs/reschedule', title: 'Have it run at another time?', data, ...(problem && { status: 422 }) };
}

/** When a job was due, and when it is, as the notice of a change sends them to have it taken back. */
const TakenBack = z.object({ from: z.iso.datetime(), to: z.iso.datetime() });

async function reschedule(request: AdminRequest): Promise<View | Redirect> {
  const { ctx, form, params, query } = request;
  const { data: former } = TakenBack.safeParse(query);
  if (former) return takeBack(request, { from: new Date(former.from), to: new Date(former.to) });
  const { at: given } = z.object({ at: z.string().catch('') }).parse(form ?? {});
  const at = Moment.parse(given);
  if (!at) return askWhen(request, { problem: 'A day and a time are needed, such as 2026-12-24 18:30.', given });
  if (isTooFar(at, ctx)) {
    return askWhen(request, { problem: 'That is more than a year from now.', given });
  }
  const id = idOf(JobId, params['id']);
  const moved = await rescheduleJob(ctx, id, at);
  const redirect = `/admin/jobs/${id}`;
  if (!moved) return { redirect };
  const { from, to } = moved;
  const path = from && `${redirect}/reschedule${question({ from: from.toISOString(), to: to.toISOString() })}`;
  return { redirect, notice: { text: `It is due at ${exact(at)}.`, ...(path && { undo: { path } }) } };
}

async function takeBack({ ctx, params }: AdminRequest, former: { from: Date; to: Date }): Promise<Redirect> {
  const id = idOf(JobId, params['id']);
  const isDone = !isTooFar(former.from, ctx) && (await takeBackReschedule(ctx, id, former));
  const notice = isDone
    ? `It is due at ${exact(former.from)}, as it was.`
    : 'Not undone: it has begun since, or was put elsewhere.';
  return { redirect: `/admin/jobs/${id}`, notice };
}

function isTooFar(at: Date, { now }: Context): boolean {
  return at.getTime() > now().getTime() + daysAheadMax * dayMs;
}
