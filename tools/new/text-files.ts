import { globSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

const ending = '.txt';

/**
 * Finds the files below a folder that are written elsewhere. They end in `.txt`, so that no compiler, linter or test takes them for
 * code of this repository.
 *
 * @returns each by the path at which it is to lie, in order.
 */
export function textFiles(folder: string): ReadonlyMap<string, string> {
  const found = globSync('**/*', { cwd: folder, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = found.map((entry) => join(entry.parentPath, entry.name)).toSorted();
  return new Map(files.map((file) => [relative(folder, file).split(sep).join('/').slice(0, -ending.length), file]));
}
