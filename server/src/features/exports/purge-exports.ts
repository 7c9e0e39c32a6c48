import { z } from 'zod';
import { job } from '../../platform/jobs/job.ts';

const dayMs = 86_400_000;
/** A file is deleted a day after it could have been downloaded for the last time, with or without its row. */
const filesKeptMs = 8 * dayMs;

/** Deletes exports whose time is over, and the files of accounts that are gone; gives up what the queue has lost. */
export const purgeExports = job({
  name: 'exports.purge',
  payload: z.object({}),
  cron: '35 * * * *',
  timeoutMs: 600_000,
  async run({ db, storage, now, log, signal }) {
    const expired = await db.dataExport.findMany({
      where: { expiresAt: { lte: now() } },
      select: { id: true, storageKey: true },
      take: 1000,
    });
    for (const { id, storageKey } of expired) {
      signal.throwIfAborted();
      // The file first: a row that is left is tried again, a file without one would have to be looked for.
      if (storageKey !== null) await storage.delete(storageKey);
      await db.dataExport.deleteMany({ where: { id } });
    }
    await db.dataExport.updateMany({
      where: { state: { in: ['waiting', 'running'] }, createdAt: { lt: new Date(now().getTime() - dayMs) } },
      data: { state: 'failed', finishedAt: now() },
    });
    for await (const { key, modifiedAt } of storage.list('exports/')) {
      signal.throwIfAborted();
      if (modifiedAt.getTime() < now().getTime() - filesKeptMs) await storage.delete(key);
    }
    if (expired.length > 0) log.info({ count: expired.length }, 'Deleted exports that had expired.');
  },
});
