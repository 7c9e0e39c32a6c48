import { existsSync, readFileSync } from 'node:fs';

/** Vite names the first file of the program by what it holds, and by that what it loads. */
const ENTRY = /\/static\/(index-[\w-]+)\.js/;

/**
 * Names the release of the built client, as the client itself does: an open page compares the two.
 *
 * @returns null where no client is built.
 */
export function clientRelease(indexFile: string): string | null {
  if (!existsSync(indexFile)) return null;
  return ENTRY.exec(readFileSync(indexFile, 'utf8'))?.[1] ?? null;
}
