import type { Session } from '@hybrid/contracts';
import type { Context } from '../../platform/context.ts';
import { deviceOf } from './device.ts';

/** Where the caller is signed in. */
export async function listSessions({ auth, user, session }: Context): Promise<Session[]> {
  const found = await auth.listSessions(user.id, session.token);
  return found.map(({ id, userAgent, address, createdAt, lastUsedAt, isCurrent }) => ({
    id,
    ...deviceOf(userAgent),
    address: address || null,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt.toISOString(),
    isCurrent,
  }));
}

/** Signs the caller out in one place; streams that are open there end with the next look at their caller. */
export async function endSession({ auth, user }: Context, { id }: { id: string }): Promise<null> {
  await auth.endSession(user.id, id);
  return null;
}

/** Signs the caller out everywhere else. */
export async function endOtherSessions({ auth, user, session }: Context): Promise<{ ended: number }> {
  return { ended: await auth.endOtherSessions(user.id, session.token) };
}
