import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Services } from '../context.ts';
import { fileKey, listFiles, writeMark } from './release-files.ts';

/** Often enough that a release which was live within two weeks is always known to have been. */
const renewEveryMs = 12 * 3_600_000;

type Needs = Pick<Services, 'storage' | 'log' | 'now'>;

/**
 * Keeps a release's assets in the storage, from where the releases after it serve them to tabs that are still open.
 *
 * @remarks
 * Works beside everything else and again twice a day, which says that the release is live and mends what was missing. Without
 * the storage the product runs all the same: only tabs of an earlier release notice.
 *
 * @param directory the folder of the built assets.
 * @returns what ends it.
 */
export function startKeeping(needs: Needs, directory: string): () => Promise<void> {
  const ending = new AbortController();
  const keep = async () => {
    try {
      await keepRelease(needs, directory, ending.signal);
    } catch (error) {
      if (!ending.signal.aborted) needs.log.warn({ err: error }, 'The assets of this release could not be kept.');
    }
  };
  void keep();
  const timer = setInterval(() => void keep(), renewEveryMs).unref();
  return async () => {
    clearInterval(timer);
    // What is being put is put whole or not at all: nobody waits for a storage that may not answer.
    ending.abort();
  };
}

/** Says that the release is live, and copies what the storage does not have of it. */
export async function keepRelease(
  { storage, log, now }: Needs,
  directory: string,
  signal?: AbortSignal,
): Promise<void> {
  const files = await namesIn(directory);
  const release = createHash('sha256').update(files.join('\n')).digest('hex').slice(0, 16);
  // Before its files: what is being copied is never taken for a leftover.
  await writeMark(storage, release, { liveAt: now(), files });
  const kept = await listFiles(storage);
  const missing = files.filter((name) => !kept.has(name));
  for (const name of missing) {
    signal?.throwIfAborted();
    // The type is told by the name when it is served: these are bytes, some of them compressed.
    await storage.put(fileKey(name), await readFile(join(directory, name)), { type: 'application/octet-stream' });
  }
  if (missing.length > 0) log.info({ release, count: missing.length }, 'Kept the assets of this release.');
}

async function namesIn(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
    .toSorted();
}
