import type { Flag } from './kernel/flag.ts';

/** What can be turned on and off while the product runs. One that is there for good is taken out again, with what it decided. */
export const declaredFlags = {
  signUps: {
    summary: 'Anybody can make an account. Off, only those who have one come in.',
    isOnByDefault: true,
  },
  readingProgress: {
    summary: 'A thin line above an article says how far one has read.',
    isOnByDefault: false,
  },
} as const satisfies Readonly<Record<string, Flag>>;

export type FlagName = keyof typeof declaredFlags;
