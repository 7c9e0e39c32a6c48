import { contract, type SignedIn } from '@hybrid/contracts';
import type { PublicContext } from '../../platform/context.ts';
import { failure } from '../../platform/failure.ts';

/** Signs in with e-mail and password, within the limits of the account and of the caller's address. */
export async function signIn(
  { auth, limits, session }: Pick<PublicContext, 'auth' | 'limits' | 'session'>,
  { email, password }: { email: string; password: string },
): Promise<SignedIn> {
  const attempt = { email, address: session.origin.address };
  await limits.beforeSignIn(attempt);
  const begun = await auth.signIn({ email, password }, session.origin);
  if (typeof begun === 'string') throw failure(contract.accounts.signIn, begun);
  await limits.afterSignIn(attempt);
  return { user: begun.user, token: session.begin(begun.token) };
}
