import type { PublicContext } from '../../platform/context.ts';

/** Ends the caller's session; without one there is nothing to do. */
export async function signOut({ session }: Pick<PublicContext, 'session'>): Promise<null> {
  await session.end();
  return null;
}
