import { z } from 'zod';
import { question } from '../admin/phrases.ts';
import type { AdminRequest, Redirect, View } from '../admin/section.ts';
import { pauseJobs, resumeJobs } from './pause-jobs.ts';
import { readPauses } from './read-pauses.ts';

const notices = {
  pause: 'Paused. None of these jobs begins until they are resumed.',
  resume: 'Resumed. What waited begins at once.',
};

const opposites = { pause: 'resume', resume: 'pause' } as const;

const Pause = z.object({ kind: z.enum(['queue', 'job']), name: z.string().min(1).max(200) });

/** Asks before a queue or a name is paused or resumed, and says what will follow. */
export async function confirmPause({ ctx: { db }, query }: AdminRequest): Promise<View | Redirect> {
  const { data: target } = Pause.safeParse(query);
  if (!target) return { redirect: '/admin/jobs' };
  const pauses = await readPauses(db);
  const pause = pauses.find(({ kind, name }) => kind === target.kind && name === target.name) ?? null;
  const title = pause ? 'Resume these jobs?' : 'Pause these jobs?';
  return { template: 'jobs/pause', title, data: { ...target, pause } };
}

const Order = Pause.extend({ act: z.enum(['pause', 'resume']) });

/** Pauses or resumes, as the form says or, where it is taken back, the address; and goes on to what waits. */
export async function pauseOrResume({ ctx, form, query }: AdminRequest): Promise<Redirect> {
  const { data } = Order.safeParse({ ...query, ...Object(form) });
  if (!data) return { redirect: '/admin/jobs' };
  const { act, ...target } = data;
  const isDone = await (act === 'pause' ? pauseJobs : resumeJobs)(ctx, target);
  const undo = { path: `/admin/jobs/pauses${question({ ...target, act: opposites[act] })}` };
  // What was so before is none of theirs to take back.
  return { redirect: '/admin/jobs?state=waiting', notice: { text: notices[act], ...(isDone && { undo }) } };
}
