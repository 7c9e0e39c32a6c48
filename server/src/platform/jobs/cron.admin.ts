import { z } from 'zod';
import { hasRole } from '../access.ts';
import { question } from '../admin/phrases.ts';
import {
  type AdminRequest,
  type AdminSection,
  change,
  type Notice,
  type Redirect,
  type View,
  view,
} from '../admin/section.ts';
import type { Context } from '../context.ts';
import { platformFailure } from '../failure.ts';
import { type AnyJob, scheduleOf } from './job.ts';
import { listSchedules } from './list-schedules.ts';
import { runScheduleNow, switchOf, takeBackSwitch, turnOffSchedule, turnOnSchedule } from './switch-schedule.ts';
import { whyNot, whyNotAsked } from '../admin/take-back.ts';

/** Cron: what runs by itself, in words; when it does next and how it went last; on or off, and at once. */
export function cronAdmin(declared: readonly AnyJob[]): AdminSection {
  return {
    path: 'cron',
    title: 'Cron',
    group: 'Work',
    access: 'viewer',
    pages: [
      view('viewer', '/', (request) => showSchedules(request, declared)),
      view('operator', '/:id/switch', (request) => confirmSwitch(request, declared)),
      change('operator', '/:id/switch', (request) => flip(request, declared)),
      view('operator', '/:id/run', (request) => confirmRun(request, declared)),
      change('operator', '/:id/run', (request) => run(request, declared)),
    ],
  };
}

const notices = {
  on: 'Turned on. Its next tick is enqueued again.',
  off: 'Turned off. No worker enqueues its ticks until it is turned on.',
};

async function showSchedules({ ctx }: AdminRequest, declared: readonly AnyJob[]): Promise<View> {
  const schedules = await listSchedules(ctx, declared);
  const data = { schedules, canSteer: hasRole(ctx.user.role, 'operator') };
  return { template: 'cron/list', title: 'Cron', data };
}

async function confirmRun({ ctx, params }: AdminRequest, declared: readonly AnyJob[]): Promise<View> {
  const [schedule] = await listSchedules(ctx, [jobOf(declared, params['id'])]);
  return { template: 'cron/run', title: 'Run it now?', data: { schedule } };
}

const titles = { on: 'Turn this schedule off?', off: 'Turn this schedule on?' };

/** The line of the audit log that is taken back. */
const Line = z.uuid();

const Question = z.object({ undo: Line.nullable().catch(null) });

/** Asks before a schedule is turned off or on, or that is taken back, and says what will follow. */
async function confirmSwitch(
  { ctx, params, query }: AdminRequest,
  declared: readonly AnyJob[],
): Promise<View | Redirect> {
  const [schedule] = await listSchedules(ctx, [jobOf(declared, params['id'])]);
  const state = schedule?.off ? 'off' : 'on';
  const { undo } = Question.parse(query);
  const notice = schedule && undo && (await whyNotAsked(ctx, switchOf(schedule.id), { line: undo, state }));
  if (notice) return { redirect: '/admin/cron', notice };
  return { template: 'cron/switch', title: titles[state], data: { schedule, undo } };
}

const Order = z.union([z.object({ undo: Line }), z.object({ act: z.enum(['on', 'off']) })]);

/** Turns a schedule on or off, as the form says, or takes back what the address says. */
async function flip({ ctx, params, query, form }: AdminRequest, declared: readonly AnyJob[]): Promise<Redirect> {
  const { id } = scheduleOf(jobOf(declared, params['id'])) ?? {};
  const { data } = Order.safeParse({ ...query, ...Object(form) });
  if (!data || id === undefined) return { redirect: '/admin/cron' };
  return { redirect: '/admin/cron', notice: await carryOut(ctx, id, data) };
}

async function carryOut(ctx: Context, id: string, order: z.infer<typeof Order>): Promise<Notice> {
  if ('act' in order) {
    return noticeOf(id, order.act, await (order.act === 'on' ? turnOnSchedule : turnOffSchedule)(ctx, id));
  }
  const taken = await takeBackSwitch(ctx, id, order.undo);
  if (taken.isDone) return noticeOf(id, taken.act, taken.line);
  return { text: await whyNot(ctx, switchOf(id), { last: taken.last, line: order.undo }) };
}

/** What was so before is none of theirs to take back, and has no line. */
function noticeOf(id: string, act: keyof typeof notices, line: string | null): Notice {
  const undo = line && { path: `/admin/cron/${encodeURIComponent(id)}/switch${question({ undo: line })}` };
  return { text: notices[act], ...(undo && { undo }) };
}

async function run({ ctx, params }: AdminRequest, declared: readonly AnyJob[]): Promise<Redirect> {
  const jobId = await runScheduleNow(ctx, jobOf(declared, params['id']));
  return { redirect: `/admin/jobs/${jobId}`, notice: 'Enqueued, and due now.' };
}

/** Finds the job of a schedule by the id of this. */
function jobOf(declared: readonly AnyJob[], id: unknown): AnyJob {
  const job = declared.find((one) => scheduleOf(one)?.id === id);
  if (!job) throw platformFailure('NOT_FOUND');
  return job;
}
