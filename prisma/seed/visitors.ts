import type { SeedPerson } from './people.ts';

/** The password of every seeded account, so that a visitor can sign in as anybody. Never seeded beyond a laptop. */
export const seedPassword = 'conduit-demo';

/** People who write nothing: a reader whose feed is full, and the one who may do everything. */
export const visitors = [
  {
    username: 'wren',
    bio: 'I read on the train, mostly standing. Currently between two good books.',
    joinedDaysAgo: 152,
  },
  { username: 'ada', bio: 'I keep the lights on here. Write to me if something is broken.', joinedDaysAgo: 402 },
] as const satisfies readonly SeedPerson[];

export const reader = 'wren';
export const writer = 'maren';
export const admin = 'ada';

/** Who a visitor can sign in as, printed at start. */
export const seedSignIns = [
  { who: 'reader', email: emailOf(reader), password: seedPassword },
  { who: 'writer', email: emailOf(writer), password: seedPassword },
  { who: 'admin', email: emailOf(admin), password: seedPassword },
] as const;

export function emailOf(username: string): string {
  if (username === reader) return 'reader@example.com';
  if (username === admin) return 'admin@example.com';
  return `${username}@example.com`;
}
