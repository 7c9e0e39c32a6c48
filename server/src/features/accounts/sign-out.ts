import { signOutWhole } from '../../platform/admin/stop-acting.ts';
import type { PublicContext } from '../../platform/context.ts';

/** Ends the caller's session; without one there is nothing to do. Staff who act as somebody are signed out as themselves. */
export async function signOut(ctx: Pick<PublicContext, 'session' | 'auth' | 'now' | 'requestId'>): Promise<null> {
  await signOutWhole(ctx);
  return null;
}
