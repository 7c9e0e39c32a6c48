import { randomBytes } from 'node:crypto';

/** The most of a title that goes into an address. */
const charactersMax = 80;

/**
 * Makes an address out of a title: ASCII where there is a plain form, lower case, hyphens.
 *
 * @param isDistinct adds a few random characters, for a title that others have had.
 */
export function slugOf(title: string, isDistinct = false): string {
  const words = title
    .normalize('NFKD')
    // Latin letters alone are as readable without their marks: elsewhere a mark makes another letter, or the vowel.
    .replaceAll(/(?<=\p{Script=Latin})\p{M}+/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/['’]/g, '')
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '-');
  const readable = Array.from(words)
    .slice(0, charactersMax)
    .join('')
    .replaceAll(/^-+|-+$/g, '');
  // A title of signs alone leaves nothing to read.
  if (readable === '' || isDistinct) return [readable, randomBytes(4).toString('hex')].filter(Boolean).join('-');
  return readable;
}
