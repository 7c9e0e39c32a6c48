import { z } from 'zod';
import { inBatches } from '../jobs/in-batches.ts';
import { job } from '../jobs/job.ts';

/** For how long what became of each row is kept; after that a run is told by its counts alone, and nothing undoes it. */
const daysKept = 90;
const dayMs = 86_400_000;

/** Removes what became of each row in bulk changes that ended long ago; the audit log keeps every change. */
export const purgeBulkRows = job({
  name: 'bulk.purgeRows',
  payload: z.object({}),
  cron: '55 3 * * *',
  timeoutMs: 600_000,
  async run({ db, now, log, signal }) {
    const before = new Date(now().getTime() - daysKept * dayMs);
    const rows = await inBatches(
      signal,
      (rowsMax) => db.$executeRaw`
        DELETE FROM bulk_row WHERE (run_id, row_id) IN (
          SELECT run_id, row_id FROM bulk_row JOIN bulk_run ON bulk_run.id = run_id WHERE ended_at < ${before} LIMIT ${rowsMax})`,
    );
    log.info({ rows }, 'Purged the rows of old bulk changes.');
  },
});
