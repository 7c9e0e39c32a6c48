import type { Tx } from '@hybrid/prisma';
import { audit } from '../admin/audit.ts';
import type { Context } from '../context.ts';
import { order, wakeWorkers } from './order.ts';

/** What is changed of when a job runs. */
export interface Place {
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
  const moved = await placeJob(ctx, { id, action: 'jobs.retried' }, (job, { now }) => ({
    ...oneMore(job),
    runAt: now,
  }));
  return moved !== null;
}

/** Puts a job before all others that are due, and has it due at once. One that runs or is done is left alone. */
export async function runJobNow(ctx: Context, id: string): Promise<boolean> {
  const moved = await placeJob(ctx, { id, action: 'jobs.hastened' }, (job, { now }) => ({
    ...oneMore(job),
    runAt: job.runAt < now ? job.runAt : now,
    priority: Math.min(job.priority, firstPriority),
  }));
  return moved !== null;
}

/** When a job was due before it was rescheduled. */
export interface Rescheduled {
  /** Null where it had failed for good, and was due no more. */
  readonly from: Date | null;
  /** The line of the audit log, by which it is taken back. */
  readonly line: string;
}

/**
 * Has a job due at another time; one that has failed for good gets one more attempt then.
 *
 * @returns null where it was left alone, as it runs or is done.
 */
export async function rescheduleJob(ctx: Context, id: string, runAt: Date): Promise<Rescheduled | null> {
  const moved = await placeJob(ctx, { id, action: 'jobs.rescheduled' }, (job) => ({ ...oneMore(job), runAt }));
  return moved && { from: isOver(moved.before) ? null : moved.before.runAt, line: moved.line };
}

/** Whether a job has failed for good. */
export function isOver({ attempts, attemptsMax }: Pick<Place, 'attempts' | 'attemptsMax'>): boolean {
  return attempts >= attemptsMax;
}

function oneMore(job: Place): Place {
  return { ...job, attemptsMax: Math.max(job.attemptsMax, job.attempts + 1) };
}

/** Where a job was before it was put elsewhere, and what the audit log says of it. */
interface Moved {
  readonly before: Place;
  readonly line: string;
}

/**
 * Puts a job elsewhere while nobody else does.
 *
 * @param move says where; null leaves it alone.
 * @returns null where it was left alone.
 */
export async function placeJob(
  ctx: Context,
  { id, action }: { id: string; action: string },
  move: (job: Place, along: { readonly now: Date; readonly tx: Tx }) => Place | null | Promise<Place | null>,
): Promise<Moved | null> {
  return order('operator', ctx, async (tx) => {
    // The clock is the database's, by which the queue decides what is due.
    const [found] = await tx.$queryRaw<(Place & { now: Date })[]>`
      SELECT run_at AS "runAt", attempts::int, max_attempts::int AS "attemptsMax", priority::int, now() AS now
      FROM graphile_worker._private_jobs WHERE id = ${id}::bigint FOR UPDATE`;
    if (!found) return null;
    const { now, ...before } = found;
    const after = await move(before, { now, tx });
    if (!after || !(await moveTo(tx, id, after))) return null;
    // It was to stop while it ran, and ended before it did: whoever puts it elsewhere wants it again.
    await tx.jobCancel.deleteMany({ where: { jobId: id } });
    await wakeWorkers(tx);
    const change = { before: written(before), after: written(after) };
    return { before, line: await audit(tx, ctx, { action, target: `job:${id}`, ...change }) };
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
