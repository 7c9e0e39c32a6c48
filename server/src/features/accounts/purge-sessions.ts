import { z } from 'zod';
import { job } from '../../platform/jobs/job.ts';

/** Removes sessions that ended by themselves. Nightly, and a day late, so that a slow clock elsewhere harms nobody. */
export const purgeSessions = job({
  name: 'accounts.purgeSessions',
  payload: z.object({}),
  cron: '15 3 * * *',
  async run({ db, now, log }) {
    const dayMs = 86_400_000;
    const { count } = await db.session.deleteMany({ where: { expiresAt: { lt: new Date(now().getTime() - dayMs) } } });
    log.info({ count }, 'Purged expired sessions.');
  },
});
