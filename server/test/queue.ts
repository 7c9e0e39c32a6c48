import type { Host } from './host.ts';

/** What waits in the queue, in the order in which it was put there. */
export async function queued({ db }: Host): Promise<{ identifier: string; payload: unknown }[]> {
  return db.$queryRaw`
    SELECT task.identifier, job.payload
    FROM graphile_worker._private_jobs job JOIN graphile_worker._private_tasks task ON task.id = job.task_id
    ORDER BY job.id`;
}
