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
  return place(ctx, { id, action: 'jobs.retried' }, (job, now) => ({ ...oneMore(job), runAt: now }));
}

/** Puts a job before all others that are due, and has it due at once. One that runs or is done is left alone. */
export async function runJobNow(ctx: Context, id: string): Promise<boolean> {
  return place(ctx, { id, action: 'jobs.hastened' }, (job, now) => ({
    ...oneMore(job),
    runAt: job.runAt < now ? job.runAt : now,
    priority: Math.min(job.priority, firstPriority),
  }));
}

/** Has a job due at another time; one that has failed for good gets one more attempt then. */
export async function rescheduleJob(ctx: Context, id: string, runAt: Date): Promise<boolean> {
  return place(ctx, { id, action: 'jobs.rescheduled' }, (job) => ({ ...oneMore(job), runAt }));
}

function oneMore(job: Place): Place {
  return { ...job, attemptsMax: Math.max(job.attemptsMax, job.attempts + 1) };
}

async function place(
  ctx: Context,
  { id, action }: { id: string; action: string },
  move: (job: Place, now: Date) => Place,
): Promise<boolean> {
  return order('operator', ctx, async (tx) => {
    // The clock is the database's, by which the queue decides what is due.
    const [found] = await tx.$queryRaw<(Place & { now: Date })[]>`
      SELECT run_at AS "runAt", attempts::int, max_attempts::int AS "attemptsMax", priority::int, now() AS now
      FROM graphile_worker._private_jobs WHERE id = ${id}::bigint FOR UPDATE`;
    if (!found) return false;
    const { now, ...before } = found;
    const after = move(before, now);
    if (!(await moveTo(tx, id, after))) return false;
    await wakeWorkers(tx);
    await audit(tx, ctx, { action, target: `job:${id}`, before: written(before), after: written(after) });
    return true;
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
