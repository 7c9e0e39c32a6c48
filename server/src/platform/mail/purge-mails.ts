import { purgeJob } from '../jobs/purge-job.ts';

const daysKept = 30;

/** Removes mails of long ago, whatever became of them: who wrote to whom is nobody's business for ever. */
export const purgeMails = purgeJob({
  name: 'mail.purge',
  cron: '20 4 * * *',
  keptMs: daysKept * 86_400_000,
  said: 'Purged old mails.',
  remove: (db, before, rowsMax) => db.$executeRaw`
    DELETE FROM mail WHERE id IN (SELECT id FROM mail WHERE created_at < ${before} LIMIT ${rowsMax})`,
});
