import { z } from 'zod';
import { job } from './job.ts';

const daysKept = 14;
const dayMs = 86_400_000;
/** So few at a time that no statement comes near its time limit, however much there is. */
const batchSize = 2000;

/** Removes the records of attempts that ended long ago: every delivered event leaves one. */
export const purgeHistory = job({
  name: 'jobs.purgeHistory',
  payload: z.object({}),
  cron: '45 3 * * *',
  timeoutMs: 600_000,
  async run({ db, now, log, signal }) {
    const before = new Date(now().getTime() - daysKept * dayMs);
    let purged = 0;
    let count: number;
    do {
      signal.throwIfAborted();
      count = await db.$executeRaw`
        DELETE FROM job_run WHERE id IN (
          SELECT id FROM job_run WHERE started_at < ${before} AND outcome <> 'running' LIMIT ${batchSize})`;
      purged += count;
    } while (count === batchSize);
    log.info({ count: purged }, 'Purged the records of old jobs.');
  },
});
