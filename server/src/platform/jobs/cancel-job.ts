import type { Tx } from '@hybrid/prisma';
import { audit } from '../admin/audit.ts';
import type { Context } from '../context.ts';
import { defaultQueue } from './job.ts';
import { order } from './order.ts';

/**
 * Takes a job out of the queue; one that runs is told to stop through its signal, on whichever worker it is. One that is done is left alone.
 *
 * @returns whether there was something to cancel.
 */
export async function cancelJob(ctx: Context, id: string): Promise<boolean> {
  return order('operator', ctx, async (tx) => {
    const [job] = await tx.$queryRaw<{ name: string; isRunning: boolean }[]>`
      SELECT identifier AS name, locked_at IS NOT NULL AS "isRunning"
      FROM graphile_worker._private_jobs AS jobs JOIN graphile_worker._private_tasks AS tasks ON tasks.id = task_id
      WHERE jobs.id = ${id}::bigint FOR UPDATE OF jobs`;
    if (!job) return false;
    if (job.isRunning) await tx.jobCancel.createMany({ data: [{ jobId: id, at: ctx.now() }], skipDuplicates: true });
    else await takeOut(tx, ctx, id);
    const before = { name: job.name, isRunning: job.isRunning };
    await audit(tx, ctx, { action: 'jobs.cancelled', target: `job:${id}`, before, after: { isWanted: false } });
    return true;
  });
}

/**
 * The history tells of it as of an attempt that never began, behind all that it knows of: one that was interrupted did not count, and
 * the next has its number. The queue of a job the database does not know; it is that of the last one of its name.
 */
async function takeOut(tx: Tx, { now }: Context, id: string): Promise<void> {
  const at = now();
  await tx.$executeRaw`
    WITH removed AS (SELECT * FROM graphile_worker.complete_jobs(ARRAY[${id}::bigint]))
    INSERT INTO job_run (id, job_id, name, attempt, outcome, queue, request_id, trace, user_id, actor_id, key, queued_at, started_at,
      finished_at)
    SELECT gen_random_uuid(), removed.id, identifier,
      greatest(attempts, (SELECT max(attempt) FROM job_run WHERE job_id = removed.id::text)) + 1, 'cancelled',
      coalesce((SELECT queue FROM job_run WHERE name = identifier ORDER BY started_at DESC, id DESC LIMIT 1), ${defaultQueue}),
      payload->>'requestId', payload->>'trace', payload->>'userId', payload->>'actorId', key, created_at, ${at}, ${at}
    FROM removed JOIN graphile_worker._private_tasks AS tasks ON tasks.id = removed.task_id
    ON CONFLICT (job_id, attempt) DO UPDATE SET outcome = 'cancelled', finished_at = excluded.finished_at, error = NULL`;
}
