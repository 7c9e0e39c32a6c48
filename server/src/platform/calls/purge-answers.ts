import { z } from 'zod';
import { inBatches } from '../jobs/in-batches.ts';
import { job } from '../jobs/job.ts';
import { keptHours } from './answer-once.ts';

/** Removes the answers under keys that count no more. */
export const purgeAnswers = job({
  name: 'calls.purgeAnswers',
  payload: z.object({}),
  cron: '25 * * * *',
  timeoutMs: 600_000,
  async run({ db, now, log, signal }) {
    const before = new Date(now().getTime() - keptHours * 3_600_000);
    const count = await inBatches(
      signal,
      (rowsMax) => db.$executeRaw`
        DELETE FROM idempotent_answer WHERE id IN (
          SELECT id FROM idempotent_answer WHERE at < ${before} LIMIT ${rowsMax})`,
    );
    log.info({ count }, 'Purged the answers to calls that were repeated under a key.');
  },
});
