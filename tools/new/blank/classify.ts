import { matchesGlob } from 'node:path/posix';
import { platform } from './platform.ts';
import { generated, product } from './product.ts';

/** What becomes of a file of this repository in a new product. */
export type Class = 'platform' | 'product' | 'replaced' | 'generated';

/**
 * Says what becomes of a file.
 *
 * @param overlay the paths for which the overlay has a file of its own.
 * @returns null for one that nobody has classified.
 */
export function classify(file: string, overlay: ReadonlySet<string>): Class | null {
  if (overlay.has(file)) return 'replaced';
  const isAmong = (patterns: readonly string[]): boolean => patterns.some((pattern) => matchesGlob(file, pattern));
  if (isAmong(generated)) return 'generated';
  if (isAmong(product)) return 'product';
  return isAmong(platform) ? 'platform' : null;
}

/**
 * Those of some files that are copied.
 *
 * @throws Error where one is not classified: left out in silence, a new product would lack it.
 */
export function platformFiles(files: readonly string[], overlay: ReadonlySet<string>): string[] {
  const classes = files.map((file) => [file, classify(file, overlay)] as const);
  const unknown = classes.filter(([, of]) => of === null).map(([file]) => `  ${file}`);
  if (unknown.length > 0) {
    throw new Error(`Nobody has said whether these are the platform or the product:
${unknown.join('\n')}
Name what every product needs in tools/new/blank/platform.ts, and what belongs to this one in tools/new/blank/product.ts. Where a
new product needs a file in its place, that goes to tools/new/blank/overlay/ under the same path, with .txt behind its name.`);
  }
  return classes.filter(([, of]) => of === 'platform').map(([file]) => file);
}
