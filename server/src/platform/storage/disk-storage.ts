import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, opendir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { checkedKey } from './key.ts';
import type { Storage, StorageBody, StoredFile } from './storage.ts';

/** No key holds a tilde: what lies beside the files of keys is never taken for one. */
const typeEnding = '~type';

/** Keeps files in a folder; the media type lies beside each, as `<key>~type`. */
export function createDiskStorage(folder: string): Storage {
  const pathOf = (key: string) => join(folder, checkedKey(key));
  return {
    async put(key, body, { type }) {
      const path = pathOf(key);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      // In this order, so that a file never lies there without its type.
      await writeWhole(`${path}${typeEnding}`, Buffer.from(type));
      await writeWhole(path, body);
    },
    async get(key) {
      const path = pathOf(key);
      const file = await unlessMissing(open(path));
      return file && describe(file, path);
    },
    async delete(key) {
      const path = pathOf(key);
      await rm(path, { force: true });
      await rm(`${path}${typeEnding}`, { force: true });
    },
    async *list(prefix) {
      for await (const path of filesBelow(join(folder, prefix.slice(0, prefix.lastIndexOf('/') + 1)))) {
        const key = relative(folder, path).replaceAll(sep, '/');
        if (!key.startsWith(prefix)) continue;
        // Deleted by somebody else since the folder was read: then it is no longer there.
        const found = await unlessMissing(stat(path));
        if (found) yield { key, modifiedAt: found.mtime };
      }
    },
  };
}

/** Of one opened file, so that size and body belong together whoever puts or deletes meanwhile. */
async function describe(file: FileHandle, path: string): Promise<StoredFile | null> {
  try {
    const found = await file.stat();
    const type = found.isFile() ? await unlessMissing(readFile(`${path}${typeEnding}`, 'utf8')) : null;
    if (type !== null) return { body: file.createReadStream(), sizeBytes: found.size, type, modifiedAt: found.mtime };
  } catch (error) {
    await file.close();
    throw error;
  }
  await file.close();
  return null;
}

async function* filesBelow(folder: string): AsyncGenerator<string> {
  const entries = await unlessMissing(opendir(folder));
  if (!entries) return;
  for await (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else if (!entry.name.includes('~')) yield path;
  }
}

/** A reader sees the old file or the new one, never half of it, also after the power failed. */
async function writeWhole(path: string, body: StorageBody): Promise<void> {
  const part = `${path}~${randomUUID()}`;
  try {
    await writeFile(part, body instanceof Blob ? body.stream() : body, { flush: true, mode: 0o600 });
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}

async function unlessMissing<T>(found: Promise<T>): Promise<T | null> {
  try {
    return await found;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
}
