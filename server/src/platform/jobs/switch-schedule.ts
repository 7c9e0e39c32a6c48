import type { Tx } from '@hybrid/prisma';
import { audit } from '../admin/audit.ts';
import type { Context } from '../context.ts';
import { enqueue } from './enqueue.ts';
import { type AnyJob, scheduleOf } from './job.ts';
import { order, orderInTurn } from './order.ts';
import { type Switch, takeBack, type TakenBack } from '../admin/take-back.ts';

/** How the audit log tells of schedules that are turned off and on. */
export function switchOf(id: string): Switch {
  return { target: `schedule:${id}`, states: { 'schedules.turnedOn': 'on', 'schedules.turnedOff': 'off' } };
}

/**
 * Has a schedule have no ticks, on any worker and after any restart, until it is turned on.
 *
 * @returns the line of the audit log by which this is taken back; null where it was off already.
 */
export async function turnOffSchedule(ctx: Context, id: string): Promise<string | null> {
  return orderInTurn(ctx, switchOf(id).target, (tx, at) => turnOff(tx, at, id));
}

/**
 * Lets a schedule have its ticks again. Those it did not have meanwhile are not made up for.
 *
 * @returns the line of the audit log by which this is taken back; null where it was on already.
 */
export async function turnOnSchedule(ctx: Context, id: string): Promise<string | null> {
  return orderInTurn(ctx, switchOf(id).target, (tx, at) => turnOn(tx, at, { id }));
}

/**
 * Takes back that a schedule was turned off or on, as long as nobody has turned it since.
 *
 * @param line of the audit log: what is taken back.
 */
export async function takeBackSwitch(ctx: Context, id: string, line: string): Promise<TakenBack<'on' | 'off'>> {
  const what = switchOf(id);
  return orderInTurn(ctx, what.target, (tx, now) =>
    takeBack(tx, { what, line }, async ({ action, at }) =>
      action === 'schedules.turnedOff'
        ? { act: 'on', line: await turnOn(tx, now, { id, at }) }
        : { act: 'off', line: await turnOff(tx, now, id) },
    ),
  );
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
    const jobId = await enqueue(tx, job, {});
    await audit(tx, ctx, { action: 'schedules.ran', target: `schedule:${schedule.id}`, before: {}, after: { jobId } });
    return jobId;
  });
}

async function turnOff(tx: Tx, ctx: Context, id: string): Promise<string | null> {
  const data = [{ id, by: ctx.user.id, at: ctx.now() }];
  const { count } = await tx.jobScheduleOff.createMany({ data, skipDuplicates: true });
  return count === 0 ? null : auditSwitch(tx, ctx, { id, isOn: false });
}

/** Turns a schedule on; where it is told when it was turned off, only if it still is since then. */
async function turnOn(tx: Tx, ctx: Context, { id, at }: { id: string; at?: Date }): Promise<string | null> {
  const { count } = await tx.jobScheduleOff.deleteMany({ where: { id, ...(at && { at }) } });
  if (count === 0) return null;
  // A worker that starts in the next minutes would else take them for missed.
  await tx.$executeRaw`
    UPDATE graphile_worker._private_known_crontabs SET last_execution = greatest(last_execution, date_trunc('minute', now()))
    WHERE identifier = ${id}`;
  return auditSwitch(tx, ctx, { id, isOn: true });
}

async function auditSwitch(tx: Tx, ctx: Context, { id, isOn }: { id: string; isOn: boolean }): Promise<string> {
  const action = isOn ? 'schedules.turnedOn' : 'schedules.turnedOff';
  return audit(tx, ctx, { action, target: switchOf(id).target, before: { isOn: !isOn }, after: { isOn } });
}
