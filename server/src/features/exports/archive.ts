import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';

/** A ZIP file that grows on the disk, one file after the other: none of it is held in memory. */
export interface Archive {
  /** Adds a file out of its pieces. What is packed already is stored as it is. */
  add(name: string, pieces: AsyncIterable<string | Uint8Array>, options?: { isPacked: boolean }): Promise<void>;
  /** Adds a text. */
  text(name: string, content: string): Promise<void>;
  /** Writes what a reader finds the files by; without it there is no archive. */
  close(): Promise<void>;
  /** Lets go of the file, finished or not. */
  destroy(): void;
}

/** Begins an archive at a path. */
export function createArchive(path: string): Archive {
  const out = createWriteStream(path, { mode: 0o600 });
  const ended = finished(out);
  // Told below, where somebody waits; until then nobody does.
  ended.catch(() => undefined);
  const zip = new Zip((error, chunk) => (error ? out.destroy(error) : out.write(chunk)));
  const settle = async () => {
    if (out.writableNeedDrain) await Promise.race([once(out, 'drain'), ended]);
    if (out.errored) throw out.errored;
  };
  const archive: Archive = {
    async add(name, pieces, { isPacked } = { isPacked: false }) {
      const entry = isPacked ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 6 });
      zip.add(entry);
      for await (const piece of pieces) {
        entry.push(typeof piece === 'string' ? Buffer.from(piece) : piece);
        await settle();
      }
      entry.push(new Uint8Array(0), true);
      await settle();
    },
    text: (name, content) => archive.add(name, single(content)),
    async close() {
      zip.end();
      out.end();
      await ended;
    },
    destroy: () => void out.destroy(),
  };
  return archive;
}

async function* single(content: string): AsyncGenerator<string> {
  yield content;
}
