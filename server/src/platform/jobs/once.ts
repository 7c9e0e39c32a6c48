import type { Tx } from '@hybrid/prisma';
import type { JobContext } from './job.ts';

/**
 * Does what a job is for once, however often the job is tried: the first attempt that commits is the only one that did it.
 *
 * @remarks
 * The mark that it was done is written in the transaction that does it, under the id of the job. Of two attempts at the same
 * time, as when a worker was given up that still lives, the second waits for the first and then finds its mark. What lies
 * outside of the database, such as a mail server, has no part in it.
 *
 * @param effect names it, where a job has several.
 * @returns what `work` returned; null where an attempt before this one did it.
 *
 * @example
 * await once(ctx, 'notify', (tx) => announce(tx, events.inviteDelivered, { teamId, inviteId }));
 */
export async function once<T>(
  { db, jobId, jobName }: Pick<JobContext, 'db' | 'jobId' | 'jobName'>,
  effect: string,
  work: (tx: Tx) => Promise<T>,
): Promise<T | null> {
  const key = `${jobName}:${jobId}:${effect}`;
  return db.$transaction(async (tx) => {
    const count = await tx.$executeRaw`
      INSERT INTO job_effect (key, job_id) VALUES (${key}, ${jobId}) ON CONFLICT DO NOTHING`;
    return count === 0 ? null : work(tx);
  });
}
