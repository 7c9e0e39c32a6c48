import { purgeJob } from '../jobs/purge-job.ts';
import { keptHours } from './answer-once.ts';

/** Removes the answers under keys that count no more. */
export const purgeAnswers = purgeJob({
  name: 'calls.purgeAnswers',
  cron: '25 * * * *',
  keptMs: keptHours * 3_600_000,
  said: 'Purged the answers to calls that were repeated under a key.',
  remove: (db, before, rowsMax) => db.$executeRaw`
    DELETE FROM idempotent_answer WHERE id IN (
      SELECT id FROM idempotent_answer WHERE at < ${before} LIMIT ${rowsMax})`,
});
