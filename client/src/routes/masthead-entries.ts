import type { Me } from '@hybrid/contracts';
import type { Words } from '../lib/catalogue/words.ts';
import type { IconName } from '../ui/icon.tsx';

/** A way from the masthead: a line here is all that a new one takes. */
interface MastheadEntry {
  readonly to: string;
  /** Stands for the word on a phone. */
  readonly icon: IconName;
  readonly said: (words: Words) => string;
}

/** What everybody is led to. */
export const everybodysEntries: readonly MastheadEntry[] = [
  { to: '/search', icon: 'search', said: ({ front }) => front.search },
];

/** What those are led to as well who are signed in. */
export const membersEntries: readonly MastheadEntry[] = [
  { to: '/editor', icon: 'pen', said: ({ front }) => front.write },
  { to: '/drafts', icon: 'sheets', said: ({ front }) => front.drafts },
];

/** Where a person's own name leads. */
export function ownPage({ username }: Me): string {
  return `/profile/${encodeURIComponent(username)}`;
}
