import { z } from 'zod';
import { inBatches } from '../../platform/jobs/in-batches.ts';
import { job } from '../../platform/jobs/job.ts';

const dayMs = 86_400_000;

/** Removes sessions that ended by themselves. Nightly, and a day late, so that a slow clock elsewhere harms nobody. */
export const purgeSessions = job({
  name: 'accounts.purgeSessions',
  payload: z.object({}),
  cron: '15 3 * * *',
  async run({ db, now, log, signal }) {
    const before = new Date(now().getTime() - dayMs);
    const count = await inBatches(
      signal,
      (rowsMax) => db.$executeRaw`
        DELETE FROM session WHERE id IN (SELECT id FROM session WHERE expires_at < ${before} LIMIT ${rowsMax})`,
    );
    log.info({ count }, 'Purged expired sessions.');
  },
});
