import { z } from 'zod';
import { question } from '../admin/phrases.ts';
import type { AdminRequest, Notice, Redirect, View } from '../admin/section.ts';
import type { Context } from '../context.ts';
import { pauseJobs, type PauseTarget, resumeJobs, switchOf, takeBackPause } from './pause-jobs.ts';
import { readPauses } from './read-pauses.ts';
import { whyNot, whyNotAsked } from '../admin/take-back.ts';

const notices = {
  pause: 'Paused. None of these jobs begins until they are resumed.',
  resume: 'Resumed. What waited begins at once.',
};

const Target = z.object({ kind: z.enum(['queue', 'job']), name: z.string().min(1).max(200) });

/** The line of the audit log that is taken back. */
const Line = z.uuid();

const Question = Target.extend({ undo: Line.optional() });

/** Asks before a queue or a name is paused or resumed, or that is taken back, and says what will follow. */
export async function confirmPause({ ctx, query }: AdminRequest): Promise<View | Redirect> {
  const { data } = Question.safeParse(query);
  if (!data) return { redirect: '/admin/jobs' };
  const { undo, ...target } = data;
  const pauses = await readPauses(ctx.db);
  const pause = pauses.find(({ kind, name }) => kind === target.kind && name === target.name) ?? null;
  if (undo !== undefined) {
    const state = pause ? 'paused' : 'not paused';
    const notice = await whyNotAsked(ctx, switchOf(target), { line: undo, state });
    if (notice !== null) return { redirect: '/admin/jobs', notice };
  }
  const title = pause ? 'Resume these jobs?' : 'Pause these jobs?';
  return { template: 'jobs/pause', title, data: { ...target, undo: undo ?? null, pause } };
}

const Order = z.union([Target.extend({ undo: Line }), Target.extend({ act: z.enum(['pause', 'resume']) })]);

/** Pauses or resumes, as the form says, or takes back what the address says; and goes on to what waits. */
export async function pauseOrResume({ ctx, form, query }: AdminRequest): Promise<Redirect> {
  const { data } = Order.safeParse({ ...query, ...Object(form) });
  if (!data) return { redirect: '/admin/jobs' };
  return { redirect: '/admin/jobs?state=waiting', notice: await carryOut(ctx, data) };
}

async function carryOut(ctx: Context, { kind, name, ...order }: z.infer<typeof Order>): Promise<Notice> {
  const target = { kind, name };
  if ('act' in order) {
    const line = await (order.act === 'pause' ? pauseJobs : resumeJobs)(ctx, target);
    return noticeOf(target, order.act, line);
  }
  const taken = await takeBackPause(ctx, target, order.undo);
  if (taken.isDone) return noticeOf(target, taken.act, taken.line);
  return { text: await whyNot(ctx, switchOf(target), { last: taken.last, line: order.undo }) };
}

/** What was so before is none of theirs to take back, and has no line. */
function noticeOf(target: PauseTarget, act: keyof typeof notices, line: string | null): Notice {
  const undo = line && { path: `/admin/jobs/pauses${question({ ...target, undo: line })}` };
  return { text: notices[act], ...(undo && { undo }) };
}
