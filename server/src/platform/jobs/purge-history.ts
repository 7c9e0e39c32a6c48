import { z } from 'zod';
import { inBatches } from './in-batches.ts';
import { job } from './job.ts';

const dayMs = 86_400_000;

/**
 * Removes the records of attempts that ended long ago, as every delivered event leaves one, and the marks of what was done
 * once, where the queue has the job no more.
 */
export function purgeHistory(daysKept: number) {
  return job({
    name: 'jobs.purgeHistory',
    payload: z.object({}),
    cron: '45 3 * * *',
    timeoutMs: 600_000,
    async run({ db, now, log, signal }) {
      const before = new Date(now().getTime() - daysKept * dayMs);
      const runs = await inBatches(
        signal,
        (rowsMax) => db.$executeRaw`
          DELETE FROM job_run WHERE id IN (
            SELECT id FROM job_run WHERE started_at < ${before} AND outcome <> 'running' LIMIT ${rowsMax})`,
      );
      const effects = await inBatches(
        signal,
        (rowsMax) => db.$executeRaw`
          DELETE FROM job_effect WHERE key IN (
            SELECT key FROM job_effect WHERE at < ${before} AND NOT EXISTS (
              SELECT FROM graphile_worker._private_jobs AS jobs WHERE jobs.id = job_effect.job_id::bigint)
            LIMIT ${rowsMax})`,
      );
      log.info({ runs, effects }, 'Purged the records of old jobs.');
    },
  });
}
