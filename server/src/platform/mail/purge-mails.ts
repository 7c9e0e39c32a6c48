import { z } from 'zod';
import { job } from '../jobs/job.ts';

const daysKept = 30;
const dayMs = 86_400_000;
/** So few at a time that no statement comes near its time limit, however many there are. */
const batchSize = 2000;

/** Removes mails of long ago, whatever became of them: who wrote to whom is nobody's business for ever. */
export const purgeMails = job({
  name: 'mail.purge',
  payload: z.object({}),
  cron: '20 4 * * *',
  timeoutMs: 600_000,
  async run({ db, now, log, signal }) {
    const before = new Date(now().getTime() - daysKept * dayMs);
    let purged = 0;
    let count: number;
    do {
      signal.throwIfAborted();
      count = await db.$executeRaw`
        DELETE FROM mail WHERE id IN (SELECT id FROM mail WHERE created_at < ${before} LIMIT ${batchSize})`;
      purged += count;
    } while (count === batchSize);
    log.info({ count: purged }, 'Purged old mails.');
  },
});
