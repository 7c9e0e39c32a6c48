import { contract } from '@hybrid/contracts';
import type { Services } from '../context.ts';
import { failure } from '../failure.ts';
import type { BegunSession, Origin } from './auth-port.ts';

/**
 * Begins a session with e-mail and password, within the limits of the account and of the caller's address.
 *
 * @remarks
 * Nobody holds it yet: `SessionHandle.begin` hands it over.
 *
 * @throws what `accounts.signIn` declares, and TOO_MANY_REQUESTS.
 */
export async function beginSession(
  { auth, limits }: Pick<Services, 'auth' | 'limits'>,
  { email, password }: { email: string; password: string },
  origin: Origin,
): Promise<BegunSession> {
  const attempt = { email, address: origin.address };
  await limits.beforeSignIn(attempt);
  const begun = await auth.signIn({ email, password }, origin);
  if (typeof begun === 'string') throw failure(contract.accounts.signIn, begun);
  await limits.afterSignIn(attempt);
  return begun;
}
