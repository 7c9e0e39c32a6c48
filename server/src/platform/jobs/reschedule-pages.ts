import { z } from 'zod';
import { idOf, Moment } from '../admin/fields.ts';
import { byWhom } from '../admin/last-change.ts';
import { exact, question } from '../admin/phrases.ts';
import { type AdminPage, type AdminRequest, change, type Redirect, type View, view } from '../admin/section.ts';
import type { Context } from '../context.ts';
import { JobId } from './job-page.ts';
import { readForStep } from './job-steps.ts';
import { nothingDone } from './nothing-done.ts';
import { rescheduleJob } from './reschedule-job.ts';
import { type Standing, standingOf, takeBackReschedule } from './take-back-reschedule.ts';

/** The pages on which a job is put to another time, and that is taken back. */
export const reschedulePages: AdminPage[] = [
  view('operator', '/:id/reschedule', ask),
  change('operator', '/:id/reschedule', reschedule),
];

/** The line of the audit log that is taken back, as the notice of a change sends it. */
const Undo = z.object({ undo: z.uuid() });

async function ask(request: AdminRequest): Promise<View | Redirect> {
  const { data } = Undo.safeParse(request.query);
  return data ? askBack(request, data.undo) : askWhen(request, {});
}

async function askWhen(
  { ctx, params }: AdminRequest,
  { problem, given }: { problem?: string; given?: string },
): Promise<View | Redirect> {
  const id = idOf(JobId, params['id']);
  const job = await readForStep(ctx, id);
  if (job.state === null || job.state === 'running') return nothingDone(ctx, id);
  const at = given ?? (job.runAt && job.runAt > ctx.now() ? job.runAt : ctx.now()).toISOString().slice(0, 16);
  const data = { job, at, problem: problem ?? null };
  return { template: 'jobs/reschedule', title: 'Have it run at another time?', data, ...(problem && { status: 422 }) };
}

async function reschedule(request: AdminRequest): Promise<View | Redirect> {
  const { ctx, form, params, query } = request;
  const { data } = Undo.safeParse(query);
  if (data) return takeBack(request, data.undo);
  const { at: given } = z.object({ at: z.string().catch('') }).parse(form ?? {});
  const at = Moment.parse(given);
  if (!at) return askWhen(request, { problem: 'A day and a time are needed, such as 2026-12-24 18:30.', given });
  if (isTooFar(at, ctx)) return askWhen(request, { problem: 'That is more than a year from now.', given });
  return moveTo(ctx, idOf(JobId, params['id']), at);
}

async function moveTo(ctx: Context, id: string, at: Date): Promise<Redirect> {
  const moved = await rescheduleJob(ctx, id, at);
  if (!moved) return nothingDone(ctx, id);
  const { from, line } = moved;
  // No button offers what would be refused.
  const undo = from && !isTooFar(from, ctx) && { path: `${pathOf(id)}/reschedule${question({ undo: line })}` };
  return { redirect: pathOf(id), notice: { text: `It is due at ${exact(at)}.`, ...(undo && { undo }) } };
}

/** Asks before a job is due again when it was. */
async function askBack({ ctx, params }: AdminRequest, line: string): Promise<View | Redirect> {
  const id = idOf(JobId, params['id']);
  const standing = await standingOf(ctx.db, id, line);
  if (standing.how !== 'still' || isTooFar(standing.from, ctx)) return refuse(ctx, id, standing);
  const data = { job: await readForStep(ctx, id), ...standing, undo: line };
  return { template: 'jobs/put-back', title: 'Have it due again when it was?', data };
}

async function takeBack({ ctx, params }: AdminRequest, line: string): Promise<Redirect> {
  const id = idOf(JobId, params['id']);
  const standing = await standingOf(ctx.db, id, line);
  if (standing.how !== 'still' || isTooFar(standing.from, ctx)) return refuse(ctx, id, standing);
  if (!(await takeBackReschedule(ctx, id, line))) return refuse(ctx, id, await standingOf(ctx.db, id, line));
  return { redirect: pathOf(id), notice: `It is due at ${exact(standing.from)}, as it was.` };
}

/** Leads to the page of the job, or to all where it has none any more, and says why nothing was taken back. */
async function refuse(ctx: Context, id: string, standing: Standing): Promise<Redirect> {
  const { state, attempts } = await readForStep(ctx, id);
  const redirect = state === null && attempts === 0 ? '/admin/jobs' : pathOf(id);
  return { redirect, notice: `Not undone: ${await reasonOf(ctx, standing)}.` };
}

async function reasonOf(ctx: Context, standing: Standing): Promise<string> {
  if (standing.how === 'still' && isTooFar(standing.from, ctx)) return 'it was due more than a year from now';
  const last = 'last' in standing ? standing.last : null;
  return last ? `${verbs[last.action] ?? 'it was changed'} since ${await byWhom(ctx, last)}` : reasons[standing.how];
}

const verbs: Readonly<Record<string, string>> = {
  'jobs.rescheduled': 'it was put elsewhere',
  'jobs.retried': 'it was tried again',
  'jobs.hastened': 'it was put before all others',
  'jobs.cancelled': 'it was cancelled',
  'jobs.deleted': 'it was deleted',
};

/** Where nobody did anything. */
const reasons: Readonly<Record<Standing['how'], string>> = {
  // It stands there for a moment more while a worker takes it.
  still: 'it has begun since',
  begun: 'it has begun since',
  elsewhere: 'it is due at another time since',
  gone: 'it has begun since, and is done',
  unknown: 'nothing of this job can be taken back by that',
};

/** No job is put further away. */
const daysAheadMax = 366;
const dayMs = 86_400_000;

function isTooFar(at: Date, { now }: Context): boolean {
  return at.getTime() > now().getTime() + daysAheadMax * dayMs;
}

function pathOf(id: string): string {
  return `/admin/jobs/${id}`;
}
