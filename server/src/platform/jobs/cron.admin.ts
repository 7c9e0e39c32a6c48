import { z } from 'zod';
import { hasRole } from '../access.ts';
import { type AdminRequest, type AdminSection, change, type Redirect, type View, view } from '../admin/section.ts';
import { platformFailure } from '../failure.ts';
import { type AnyJob, scheduleOf } from './job.ts';
import { listSchedules } from './list-schedules.ts';
import { runScheduleNow, turnOffSchedule, turnOnSchedule } from './switch-schedule.ts';

/** Cron: what runs by itself, in words; when it does next and how it went last; on or off, and at once. */
export function cronAdmin(declared: readonly AnyJob[]): AdminSection {
  return {
    path: 'cron',
    title: 'Cron',
    group: 'Work',
    access: 'viewer',
    pages: [
      view('viewer', '/', (request) => showSchedules(request, declared)),
      view('operator', '/:id/switch', (request) => confirm(request, declared, 'switch')),
      change('operator', '/:id/switch', (request) => flip(request, declared)),
      view('operator', '/:id/run', (request) => confirm(request, declared, 'run')),
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

async function confirm(
  { ctx, params }: AdminRequest,
  declared: readonly AnyJob[],
  act: 'switch' | 'run',
): Promise<View> {
  const schedules = await listSchedules(ctx, [jobOf(declared, params['id'])]);
  const [schedule] = schedules;
  const title = act === 'run' ? 'Run it now?' : schedule?.off ? 'Turn this schedule on?' : 'Turn this schedule off?';
  return { template: `cron/${act}`, title, data: { schedule } };
}

const opposites = { on: 'off', off: 'on' } as const;
const Switch = z.object({ act: z.enum(['on', 'off']) });

/** Turns a schedule on or off, as the form says or, where it is taken back, the address. */
async function flip({ ctx, params, query, form }: AdminRequest, declared: readonly AnyJob[]): Promise<Redirect> {
  const { id } = scheduleOf(jobOf(declared, params['id'])) ?? {};
  const { data } = Switch.safeParse({ ...query, ...Object(form) });
  if (!data || id === undefined) return { redirect: '/admin/cron' };
  const { act } = data;
  const isDone = await (act === 'on' ? turnOnSchedule : turnOffSchedule)(ctx, id);
  const undo = { path: `/admin/cron/${encodeURIComponent(id)}/switch?act=${opposites[act]}` };
  // What was so before is none of theirs to take back.
  return { redirect: '/admin/cron', notice: { text: notices[act], ...(isDone && { undo }) } };
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
