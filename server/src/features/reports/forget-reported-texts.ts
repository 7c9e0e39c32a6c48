import { z } from 'zod';
import { inBatches } from '../../platform/jobs/in-batches.ts';
import { job } from '../../platform/jobs/job.ts';

/** For how long after a decision it can be read what was decided about. */
const daysKept = 90;
const dayMs = 86_400_000;

/** Forgets what was reported once that was dealt with long ago: the report stays, and a text that its author has mended since is theirs. */
export const forgetReportedTexts = job({
  name: 'reports.forgetTexts',
  payload: z.object({}),
  cron: '30 3 * * *',
  timeoutMs: 600_000,
  async run({ db, now, log, signal }) {
    const before = new Date(now().getTime() - daysKept * dayMs);
    const count = await inBatches(
      signal,
      // One that a moderator holds has another night: who holds several of them, in another order, waits for nobody here.
      (rowsMax) => db.$executeRaw`
        UPDATE report SET reported_text = NULL WHERE id IN (
          SELECT id FROM report WHERE resolved_at < ${before} AND reported_text IS NOT NULL LIMIT ${rowsMax}
          FOR UPDATE SKIP LOCKED)`,
    );
    log.info({ count }, 'Forgot the texts of reports that were dealt with long ago.');
  },
});
