import { z } from 'zod';
import { job, type JobContext } from '../../platform/jobs/job.ts';
import { textSources } from './text-sources.ts';
import { uploadsPrefix } from './upload-key.ts';

const daysKept = 7;
const dayMs = 86_400_000;
/** So few texts at a time that no statement comes near its time limit. */
const batchSize = 500;

/**
 * Removes pictures that nobody refers to: those of texts that were never kept, or that are gone.
 *
 * @remarks
 * Led by what lies in the storage rather than by the rows: those of a deleted account are gone, and their files have to follow.
 * Texts are read before files are looked at, and a file is a week old before it is asked for: what is written meanwhile
 * refers to a younger one, or to one that some text held already.
 */
export const purgeUploads = job({
  name: 'uploads.purge',
  payload: z.object({}),
  cron: '25 3 * * *',
  timeoutMs: 1_800_000,
  async run(ctx) {
    const { db, storage, now, log, signal } = ctx;
    const before = new Date(now().getTime() - daysKept * dayMs);
    const isWanted = await referredTo(ctx);
    let purged = 0;
    for await (const { key: stored, modifiedAt } of storage.list(uploadsPrefix)) {
      signal.throwIfAborted();
      const key = stored.slice(uploadsPrefix.length);
      if (modifiedAt >= before || isWanted.has(key)) continue;
      await storage.delete(stored);
      await db.upload.deleteMany({ where: { key } });
      purged += 1;
    }
    log.info({ count: purged }, 'Purged uploads that nothing refers to.');
  },
});

const address = /\/uploads\/([0-9a-f]{2}\/[0-9a-f]{32}-\d+x\d+\.webp)/g;

/** The keys of all uploads that any text, cover or portrait refers to. */
async function referredTo(ctx: JobContext): Promise<Set<string>> {
  const keys = new Set<string>();
  for (const { first, read } of textSources(ctx.db, batchSize)) {
    let after: string | undefined = first;
    while (after !== undefined) {
      ctx.signal.throwIfAborted();
      const texts = await read(after);
      for (const { text } of texts) for (const [, key = ''] of text.matchAll(address)) keys.add(key);
      after = texts.length === batchSize ? texts.at(-1)?.id : undefined;
    }
  }
  return keys;
}
