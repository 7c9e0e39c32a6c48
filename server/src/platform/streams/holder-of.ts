import type { RequestSession } from '../auth/session.ts';
import type { Caller } from '../context.ts';
import { network } from '../limits.ts';
import type { Holder } from './event-stream.ts';

/** Who holds a stream that a request opens: of the person no more than is asked for while it is open. */
export function holderOf({ token, origin }: RequestSession, user: Caller | null): Holder {
  if (!user) return { user: null, token: undefined, countedAs: network(origin.address) };
  return { user: { id: user.id, role: user.role }, actorId: user.impersonator?.id, token, countedAs: user.id };
}
