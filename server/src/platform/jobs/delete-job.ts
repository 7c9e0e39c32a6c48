import { audit } from '../admin/audit.ts';
import type { Context } from '../context.ts';
import { order } from './order.ts';

/**
 * Removes a job that does not run, and all that the history tells of it. What it did once stays marked, so that nothing does it again.
 *
 * @returns whether there was something to remove.
 */
export async function deleteJob(ctx: Context, id: string): Promise<boolean> {
  return order('admin', ctx, async (tx) => {
    const [job] = await tx.$queryRaw<{ name: string; isRunning: boolean }[]>`
      SELECT identifier AS name, locked_at IS NOT NULL AS "isRunning"
      FROM graphile_worker._private_jobs AS jobs JOIN graphile_worker._private_tasks AS tasks ON tasks.id = task_id
      WHERE jobs.id = ${id}::bigint FOR UPDATE OF jobs`;
    if (job?.isRunning) return false;
    if (job) await tx.$executeRaw`SELECT FROM graphile_worker.complete_jobs(ARRAY[${id}::bigint])`;
    const run = await tx.jobRun.findFirst({ where: { jobId: id }, select: { name: true } });
    const { count: attempts } = await tx.jobRun.deleteMany({ where: { jobId: id } });
    const name = job?.name ?? run?.name;
    if (name === undefined) return false;
    const before = { name, attempts, isQueued: job !== undefined };
    await audit(tx, ctx, { action: 'jobs.deleted', target: `job:${id}`, before, after: { isDeleted: true } });
    return true;
  });
}
