import type { Caller } from '../../server/src/platform/auth/auth-port.ts';

/** What all ways of serving find in Redis. */
export const prefix = 'bench-streams';
export const redisUrl = process.env['REDIS_URL'] ?? '';

/** Somebody by their token, `user-17`, without a database: what is measured begins after it. */
export function callerOf(token: string): Caller | null {
  const id = /^user-(\d+)$/.exec(token)?.[1];
  if (id === undefined) return null;
  return {
    id,
    username: id,
    email: `${id}@example.com`,
    bio: null,
    image: null,
    role: 'user',
    emailVerified: true,
    language: null,
    timeZone: 'UTC',
    hasTwoFactor: false,
    deletionDueAt: null,
  };
}
