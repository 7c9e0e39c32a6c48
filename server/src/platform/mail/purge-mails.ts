import { z } from 'zod';
import { inBatches } from '../jobs/in-batches.ts';
import { job } from '../jobs/job.ts';

const daysKept = 30;
const dayMs = 86_400_000;

/** Removes mails of long ago, whatever became of them: who wrote to whom is nobody's business for ever. */
export const purgeMails = job({
  name: 'mail.purge',
  payload: z.object({}),
  cron: '20 4 * * *',
  timeoutMs: 600_000,
  async run({ db, now, log, signal }) {
    const before = new Date(now().getTime() - daysKept * dayMs);
    const count = await inBatches(
      signal,
      (rowsMax) => db.$executeRaw`
        DELETE FROM mail WHERE id IN (SELECT id FROM mail WHERE created_at < ${before} LIMIT ${rowsMax})`,
    );
    log.info({ count }, 'Purged old mails.');
  },
});
