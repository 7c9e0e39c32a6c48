import type { AuthPort } from '../auth/auth-port.ts';
import type { SessionHandle } from '../auth/session.ts';
import type { Services } from '../context.ts';
import { audit } from './audit.ts';

interface Acting extends Pick<Services, 'auth' | 'now'> {
  readonly session: SessionHandle;
  readonly requestId: string;
}

/**
 * Ends the session in which a member of staff acts as somebody, and writes down that it ended.
 *
 * @returns whom they acted as, and the session that it was begun in; null where nobody acts as anybody.
 */
export async function stopActing({
  auth,
  now,
  session,
  requestId,
}: Acting): Promise<Awaited<ReturnType<AuthPort['endImpersonation']>>> {
  return auth.endImpersonation(session.token ?? '', {
    async along(tx, { userId: id, staffId }) {
      const user = { id, impersonator: { id: staffId } };
      const entry = { action: 'users.impersonationStopped', target: `user:${id}`, before: {}, after: {} };
      await audit(tx, { now, session, requestId, user }, entry);
    },
  });
}

/** Signs out whoever asks; who acts as somebody is signed out as themselves as well, and it is written down that they stopped. */
export async function signOutWhole(acting: Acting): Promise<void> {
  const stopped = await stopActing(acting);
  // Nothing leads from the session that has ended to this one any more.
  if (stopped) await acting.auth.signOut(stopped.staffToken);
  await acting.session.end();
}
