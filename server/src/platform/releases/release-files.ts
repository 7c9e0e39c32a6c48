import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { checkedKey } from '../storage/key.ts';
import type { Storage } from '../storage/storage.ts';

// Names carry a hash of what is in the file: releases that share a file share its key.
const filesPrefix = 'releases/files/';
const marksPrefix = 'releases/live/';

/** For how long the pages of a release that is gone may still ask for their files. */
export const keptMs = 14 * 86_400_000;

const Mark = z.object({ liveAt: z.coerce.date(), files: z.array(z.string()) });

/** What says of a release which files it has, and when it was last served. */
export type Mark = z.infer<typeof Mark>;

/** The key of a file below `/static`. */
export function fileKey(name: string): string {
  return checkedKey(`${filesPrefix}${name}`);
}

/** The names of the files that are kept, of whichever release. */
export async function listFiles(storage: Storage): Promise<Set<string>> {
  const names = new Set<string>();
  for await (const { key } of storage.list(filesPrefix)) names.add(key.slice(filesPrefix.length));
  return names;
}

/** Says that a release is live. */
export async function writeMark(storage: Storage, release: string, mark: Mark): Promise<void> {
  await storage.put(`${marksPrefix}${release}`, Buffer.from(JSON.stringify(mark)), { type: 'application/json' });
}

/** Every release that is known, with the key of its mark. */
export async function* readMarks(storage: Storage): AsyncGenerator<Mark & { readonly key: string }> {
  for await (const { key } of storage.list(marksPrefix)) {
    const file = await storage.get(key);
    if (file) yield { key, ...Mark.parse(JSON.parse(await text(file.body))) };
  }
}
