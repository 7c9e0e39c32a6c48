import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { Storage } from './storage.ts';

/** Keeps files in a folder; the media type lies beside each, as `<key>.type`. */
export function createDiskStorage(folder: string): Storage {
  const pathOf = (key: string) => join(folder, checked(key));
  return {
    async put(key, body, { type }) {
      const path = pathOf(key);
      await mkdir(dirname(path), { recursive: true });
      await writeWhole(`${path}.type`, Buffer.from(type));
      await writeWhole(path, body);
    },
    async get(key) {
      const path = pathOf(key);
      try {
        await using file = await open(path);
        const { size, mtime } = await file.stat();
        await using typeFile = await open(`${path}.type`);
        const type = await typeFile.readFile('utf8');
        return { body: createReadStream(path), sizeBytes: size, type, modifiedAt: mtime };
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
    async delete(key) {
      await Promise.all([rm(pathOf(key), { force: true }), rm(`${pathOf(key)}.type`, { force: true })]);
    },
    async *list(prefix) {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
      for (const entry of entries) {
        const path = join(entry.parentPath, entry.name);
        const key = path.slice(folder.length + 1);
        if (!entry.isFile() || entry.name.endsWith('.type') || !key.startsWith(prefix)) continue;
        await using file = await open(path);
        yield { key, modifiedAt: (await file.stat()).mtime };
      }
    },
  };
}

/** A reader sees the old file or the new one, never half of it. */
async function writeWhole(path: string, body: Uint8Array): Promise<void> {
  const part = `${path}.${randomUUID()}.part`;
  await writeFile(part, body);
  await rename(part, path);
}

function checked(key: string): string {
  const isSafe = /^[\w.-]+(?:\/[\w.-]+)*$/.test(key) && !/(?:^|\/)\.+(?:\/|$)/.test(key);
  if (!isSafe) throw new Error(`"${key}" is no key of the storage.`);
  return key;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EISDIR');
}
