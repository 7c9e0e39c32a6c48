import type { AuthPort, Caller } from '../auth/auth-port.ts';
import type { Logger } from '../log.ts';
import type { EventStream } from './event-stream.ts';

/** So many sessions are asked about by one statement. */
const atATime = 5000;

/**
 * Asks who the sessions of open streams stand for now, ends the streams of those that stand for nobody, and tells of other roles.
 *
 * @remarks
 * Only a definite no ends anything: while nobody can be asked, streams go on.
 */
export async function lookAt(
  streams: readonly EventStream[],
  { auth, log }: { auth: Pick<AuthPort, 'identifyMany'>; log: Logger },
): Promise<void> {
  for (let from = 0; from < streams.length; from += atATime) {
    const asked = streams.slice(from, from + atATime);
    try {
      const found = await auth.identifyMany([...new Set(asked.flatMap(({ token }) => token ?? []))]);
      for (const stream of asked) follow(stream, found.get(stream.token ?? ''));
    } catch (error) {
      log.debug({ err: error }, 'Nobody could be asked who holds the open streams; they go on.');
    }
  }
}

function follow(stream: EventStream, now: Pick<Caller, 'id' | 'role'> | undefined): void {
  if (!stream.isOpen) return;
  if (!now || now.id !== stream.user?.id) return stream.owner?.onRefused();
  if (now.role === stream.user.role) return;
  stream.user = now;
  stream.owner?.onRole(now);
}
