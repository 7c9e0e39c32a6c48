import { purgeJob } from '../../platform/jobs/purge-job.ts';

/** For how long after a decision it can be read what was decided about. */
const daysKept = 90;

/** Forgets what was reported once that was dealt with long ago: the report stays, and a text that its author has mended since is theirs. */
export const forgetReportedTexts = purgeJob({
  name: 'reports.forgetTexts',
  cron: '30 3 * * *',
  keptMs: daysKept * 86_400_000,
  said: 'Forgot the texts of reports that were dealt with long ago.',
  // One that a moderator holds has another night: who holds several of them, in another order, waits for nobody here.
  remove: (db, before, rowsMax) => db.$executeRaw`
    UPDATE report SET reported_text = NULL WHERE id IN (
      SELECT id FROM report WHERE resolved_at < ${before} AND reported_text IS NOT NULL LIMIT ${rowsMax}
      FOR UPDATE SKIP LOCKED)`,
});
