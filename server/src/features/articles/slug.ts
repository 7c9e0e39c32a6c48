import { randomBytes } from 'node:crypto';
import { contract } from '@hybrid/contracts';
import { proceduresOf } from '@hybrid/contracts/kernel';

/** The most of a title that goes into an address. */
const charactersMax = 80;

/** The words that stand in the place of a slug, as in `/articles/feed`: under one of them no article could be reached. */
const reserved: ReadonlySet<string> = new Set(
  proceduresOf(contract).flatMap(([, { http }]) => /^\/articles\/(\w[^/]*)/.exec(http?.path ?? '')?.[1] ?? []),
);

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
  if (readable === '' || isDistinct || reserved.has(readable))
    return [readable, randomBytes(4).toString('hex')].filter(Boolean).join('-');
  return readable;
}
