import { z } from 'zod';
import { contract, Instant, mutation, query } from './kernel/index.ts';

/** One place where somebody is signed in. */
export const Session = z.object({
  id: z.string(),
  /** What its browser says of itself; null where it says nothing that is known. */
  browser: z.string().nullable(),
  system: z.string().nullable(),
  address: z.string().nullable(),
  createdAt: Instant,
  /** Right to a quarter of an hour. */
  lastUsedAt: Instant,
  /** Whether it is the one that asks. */
  isCurrent: z.boolean(),
});
export type Session = z.infer<typeof Session>;

export const sessions = contract({
  list: query({
    access: 'user',
    summary: 'Where the caller is signed in, the last used first',
    output: z.array(Session),
    http: { method: 'GET', path: '/user/sessions' },
  }),
  end: mutation({
    access: 'user',
    ownerAlone: true,
    summary: 'Sign out in one place; where that is over already, nothing happens',
    input: z.object({ id: z.uuid({ error: 'is not an id' }) }),
    output: z.null(),
    http: { method: 'DELETE', path: '/user/sessions/{id}', status: 204 },
  }),
  endOthers: mutation({
    access: 'user',
    ownerAlone: true,
    summary: 'Sign out everywhere else',
    output: z.object({ ended: z.number().int() }),
    http: { method: 'DELETE', path: '/user/sessions' },
  }),
});
