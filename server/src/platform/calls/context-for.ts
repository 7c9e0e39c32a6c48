import type { AnyProcedure } from '@hybrid/contracts/kernel';
import { demandAccess, mayGoOn, ownerAloneFailure } from '../access.ts';
import type { RequestSession } from '../auth/session.ts';
import type { AnonymousContext, Caller } from '../context.ts';

/** Who calls, and what the handler is given: as much of it as the procedure's access lets it know. */
export interface Admitted {
  readonly context: AnonymousContext;
  /** Null where nobody is signed in, or nobody asked. */
  readonly user: Caller | null;
}

/**
 * Lets a caller through to what they may call.
 *
 * @throws UNAUTHORIZED where nobody is signed in, FORBIDDEN where somebody of a lesser role is, or acts as the one who alone may.
 */
export async function contextFor(
  { access, ownerAlone }: AnyProcedure,
  ctx: AnonymousContext,
  session: RequestSession,
): Promise<Admitted> {
  if (access === 'anonymous') return { context: ctx, user: null };
  const user = await session.identify();
  if (access !== 'public') demandAccess(access, user);
  if (ownerAlone && user?.impersonator) throw ownerAloneFailure();
  // A handler of a lesser access does not see what is there beside its own.
  const context: AnonymousContext & { user: Caller | null; session: RequestSession } = { ...ctx, user, session };
  return { context, user };
}

/** What tells whether the caller of a stream may go on; null where nobody was asked who they are, or they are nobody. */
export async function whetherMayStay(
  { access }: AnyProcedure,
  session: RequestSession,
): Promise<(() => Promise<boolean>) | null> {
  if (access === 'anonymous' || !(await session.identify())) return null;
  return async () => {
    const user = await session.identify({ anew: true });
    return mayGoOn(access, user);
  };
}
