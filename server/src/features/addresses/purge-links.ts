import { z } from 'zod';
import { job } from '../../platform/jobs/job.ts';

/** Removes links and changes of address that are too old to count, nightly. */
export const purgeLinks = job({
  name: 'addresses.purgeLinks',
  payload: z.object({}),
  cron: '20 3 * * *',
  async run({ db, now, log }) {
    const { count: links } = await db.verification.deleteMany({ where: { expiresAt: { lt: now() } } });
    const { count: changes } = await db.emailChange.deleteMany({ where: { expiresAt: { lt: now() } } });
    log.info({ links, changes }, 'Purged links that no longer count.');
  },
});
