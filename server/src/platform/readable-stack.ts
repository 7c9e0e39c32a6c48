import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';

const place = /(file:\/\/[^\s()]+[.]js):(\d+):(\d+)/g;

/**
 * Makes what names the source in the stacks of errors, instead of the bundle.
 *
 * @remarks
 * Node's own `--enable-source-maps` reads every map at the start, and held 70 MB; here a map is read with the first error that needs it.
 *
 * @param folder where the bundle and its maps lie; stacks of other files are left as they are.
 */
export function createStackReader(folder: URL): (stack: string) => string {
  const maps = new Map<string, SourceMap | null>();
  const mapOf = (url: string): SourceMap | null => {
    const known = maps.get(url);
    if (known !== undefined) return known;
    const read = url.startsWith(folder.href) ? readMap(url) : null;
    maps.set(url, read);
    return read;
  };
  return (stack) =>
    stack.replaceAll(place, (written: string, ...[url = '', line, column]: string[]) => {
      const origin = mapOf(url)?.findOrigin(Number(line), Number(column));
      if (!origin || !('fileName' in origin)) return written;
      return `${new URL(origin.fileName, url).href}:${origin.lineNumber}:${origin.columnNumber}`;
    });
}

/** A stack as a person looks for it: in production, where this file is part of the bundle, by the lines of the source. */
export const readableStack = createStackReader(new URL('./', import.meta.url));

/** Null where there is none, or none that can be read: an error is told of all the same. */
function readMap(url: string): SourceMap | null {
  try {
    return new SourceMap(JSON.parse(readFileSync(fileURLToPath(`${url}.map`), 'utf8')));
  } catch {
    return null;
  }
}
