import type { Tx } from '@hybrid/prisma';
import { audit } from '../admin/audit.ts';
import type { Context } from '../context.ts';
import { addedJob } from './enqueue.ts';
import { type AnyJob, scheduleOf } from './job.ts';
import { order } from './order.ts';

/** Has a schedule have no ticks, on any worker and after any restart, until it is turned on. */
export async function turnOffSchedule(ctx: Context, id: string): Promise<boolean> {
  return order('operator', ctx, async (tx) => {
    const data = [{ id, by: ctx.user.id, at: ctx.now() }];
    const { count } = await tx.jobScheduleOff.createMany({ data, skipDuplicates: true });
    if (count > 0) await auditSwitch(tx, ctx, { id, isOn: false });
    return count > 0;
  });
}

/** Lets a schedule have its ticks again. Those it did not have meanwhile are not made up for. */
export async function turnOnSchedule(ctx: Context, id: string): Promise<boolean> {
  return order('operator', ctx, async (tx) => {
    const { count } = await tx.jobScheduleOff.deleteMany({ where: { id } });
    if (count === 0) return false;
    // A worker that starts in the next minutes would else take them for missed.
    await tx.$executeRaw`
      UPDATE graphile_worker._private_known_crontabs SET last_execution = greatest(last_execution, date_trunc('minute', now()))
      WHERE identifier = ${id}`;
    await auditSwitch(tx, ctx, { id, isOn: true });
    return true;
  });
}

/**
 * Enqueues what a schedule is for, once and at this moment; its ticks are as they were.
 *
 * @returns the queue's id of the job.
 */
export async function runScheduleNow(ctx: Context, job: AnyJob): Promise<string> {
  const schedule = scheduleOf(job);
  if (!schedule) throw new Error(`The job ${job.name} has no schedule, and so no page that could ask for this.`);
  return order('operator', ctx, async (tx) => {
    const [row] = await tx.$queryRaw<{ id: string }[]>`SELECT id::text FROM ${addedJob(job, {})} AS job`;
    if (!row) throw new Error(`The queue gave no id for a job ${job.name}.`);
    const after = { jobId: row.id };
    await audit(tx, ctx, { action: 'schedules.ran', target: `schedule:${schedule.id}`, before: {}, after });
    return row.id;
  });
}

async function auditSwitch(tx: Tx, ctx: Context, { id, isOn }: { id: string; isOn: boolean }): Promise<void> {
  const action = isOn ? 'schedules.turnedOn' : 'schedules.turnedOff';
  await audit(tx, ctx, { action, target: `schedule:${id}`, before: { isOn: !isOn }, after: { isOn } });
}
