import type { Tx } from '@hybrid/prisma';
import { audit } from '../admin/audit.ts';
import type { Context } from '../context.ts';
import { order, wakeWorkers } from './order.ts';

/** What is changed of when a job runs. */
interface Place {
  readonly runAt: Date;
  readonly attempts: number;
  readonly attemptsMax: number;
  readonly priority: number;
}

/** Of what is due the least runs first: no job is declared with as little. */
export const firstPriority = -1000;

/**
 * Has a job tried again now; one that has failed for good gets one more attempt. Its attempts go on counting, so that the
 * history keeps every one. One that runs or is done is left alone.
 *
 * @returns whether it is tried again.
 */
export async function retryJob(ctx: Context, id: string): Promise<boolean> {
  const moved = await place(ctx, { id, action: 'jobs.retried' }, (job, now) => ({ ...oneMore(job), runAt: now }));
  return moved !== null;
}

/** Puts a job before all others that are due, and has it due at once. One that runs or is done is left alone. */
export async function runJobNow(ctx: Context, id: string): Promise<boolean> {
  const moved = await place(ctx, { id, action: 'jobs.hastened' }, (job, now) => ({
    ...oneMore(job),
    runAt: job.runAt < now ? job.runAt : now,
    priority: Math.min(job.priority, firstPriority),
  }));
  return moved !== null;
}

/** When a job is due since it was rescheduled, and when it was before. */
export interface Rescheduled {
  readonly to: Date;
  /** Null where it had failed for good, and was due no more. */
  readonly from: Date | null;
}

/**
 * Has a job due at another time; one that has failed for good gets one more attempt then.
 *
 * @returns null where it was left alone, as it runs or is done.
 */
export async function rescheduleJob(ctx: Context, id: string, runAt: Date): Promise<Rescheduled | null> {
  const moved = await place(ctx, { id, action: 'jobs.rescheduled' }, (job) => ({ ...oneMore(job), runAt }));
  if (!moved) return null;
  const hadFailed = moved.attempts >= moved.attemptsMax;
  return { to: runAt, from: hadFailed ? null : moved.runAt };
}

/**
 * Has a job due again when it was before it was rescheduled.
 *
 * @returns whether it is: not where it has begun since, or somebody put it elsewhere.
 */
export async function takeBackReschedule(
  ctx: Context,
  id: string,
  { from, to }: { from: Date; to: Date },
): Promise<boolean> {
  const isStill = ({ runAt, attempts, attemptsMax }: Place) =>
    runAt.getTime() === to.getTime() && attempts < attemptsMax;
  const moved = await place(ctx, { id, action: 'jobs.rescheduled' }, (job) =>
    isStill(job) ? { ...job, runAt: from } : null,
  );
  return moved !== null;
}

function oneMore(job: Place): Place {
  return { ...job, attemptsMax: Math.max(job.attemptsMax, job.attempts + 1) };
}

/** @returns where it was before; null where it was left alone. */
async function place(
  ctx: Context,
  { id, action }: { id: string; action: string },
  move: (job: Place, now: Date) => Place | null,
): Promise<Place | null> {
  return order('operator', ctx, async (tx) => {
    // The clock is the database's, by which the queue decides what is due.
    const [found] = await tx.$queryRaw<(Place & { now: Date })[]>`
      SELECT run_at AS "runAt", attempts::int, max_attempts::int AS "attemptsMax", priority::int, now() AS now
      FROM graphile_worker._private_jobs WHERE id = ${id}::bigint FOR UPDATE`;
    if (!found) return null;
    const { now, ...before } = found;
    const after = move(before, now);
    if (!after || !(await moveTo(tx, id, after))) return null;
    await wakeWorkers(tx);
    await audit(tx, ctx, { action, target: `job:${id}`, before: written(before), after: written(after) });
    return before;
  });
}

/** One that runs is being tried already, and is left alone. */
async function moveTo(tx: Tx, id: string, { runAt, attemptsMax, priority }: Place): Promise<boolean> {
  const changed = await tx.$executeRaw`
    SELECT FROM graphile_worker.reschedule_jobs(ARRAY[${id}::bigint], run_at => ${runAt}::timestamptz,
      max_attempts => ${attemptsMax}::int, priority => ${priority}::int)`;
  return changed > 0;
}

function written({ runAt, ...rest }: Place) {
  return { ...rest, runAt: runAt.toISOString() };
}
