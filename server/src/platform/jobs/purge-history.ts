import { z } from 'zod';
import { inBatches } from './in-batches.ts';
import { job } from './job.ts';

const daysKept = 14;
const dayMs = 86_400_000;

/** Removes the records of attempts that ended long ago: every delivered event leaves one. */
export const purgeHistory = job({
  name: 'jobs.purgeHistory',
  payload: z.object({}),
  cron: '45 3 * * *',
  timeoutMs: 600_000,
  async run({ db, now, log, signal }) {
    const before = new Date(now().getTime() - daysKept * dayMs);
    const count = await inBatches(
      signal,
      (rowsMax) => db.$executeRaw`
        DELETE FROM job_run WHERE id IN (
          SELECT id FROM job_run WHERE started_at < ${before} AND outcome <> 'running' LIMIT ${rowsMax})`,
    );
    log.info({ count }, 'Purged the records of old jobs.');
  },
});
