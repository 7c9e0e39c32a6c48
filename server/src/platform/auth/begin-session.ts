import { contract } from '@hybrid/contracts';
import type { Services } from '../context.ts';
import { failure } from '../failure.ts';
import type { BegunSession, Credentials, Origin } from './auth-port.ts';

/**
 * Begins a session with e-mail and password, and a code where the account asks for one, within the limits of the account and of the caller's address.
 *
 * @remarks
 * Nobody holds it yet: `SessionHandle.begin` hands it over.
 *
 * @throws what `accounts.signIn` declares, and TOO_MANY_REQUESTS.
 */
export async function beginSession(
  { auth, limits }: Pick<Services, 'auth' | 'limits'>,
  credentials: Credentials,
  origin: Origin,
): Promise<BegunSession> {
  const attempt = { email: credentials.email, address: origin.address };
  await limits.beforeSignIn(attempt);
  const begun = await auth.signIn(credentials, origin);
  if (typeof begun === 'string') throw failure(contract.accounts.signIn, begun);
  await limits.afterSignIn(attempt);
  return begun;
}
