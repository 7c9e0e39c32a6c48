import { z } from 'zod';
import { job } from '../jobs/job.ts';
import { fileKey, keptMs, listFiles, readMarks } from './release-files.ts';

/** Removes the assets of releases that were last live two weeks ago, but for those that a later one has as well. */
export const purgeReleases = job({
  name: 'releases.purge',
  payload: z.object({}),
  cron: '5 4 * * *',
  timeoutMs: 600_000,
  async run({ storage, now, log, signal }) {
    const before = now().getTime() - keptMs;
    // In this order: a release writes its mark before its files, so that of each file seen here the mark is seen as well.
    const leftover = await listFiles(storage);
    const gone: string[] = [];
    for await (const { key, liveAt, files } of readMarks(storage)) {
      if (liveAt.getTime() < before) gone.push(key);
      else for (const name of files) leftover.delete(name);
    }
    for (const name of leftover) {
      signal.throwIfAborted();
      await storage.delete(fileKey(name));
    }
    // Last: an attempt that was cut off leaves nothing behind that nobody knows of.
    for (const key of gone) await storage.delete(key);
    log.info({ releases: gone.length, files: leftover.size }, 'Purged the assets of earlier releases.');
  },
});
