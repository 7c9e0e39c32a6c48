import { contract, type SignedIn } from '@hybrid/contracts';
import type { PublicContext } from '../../platform/context.ts';
import { failure } from '../../platform/failure.ts';

/** Makes an account and signs the caller in to it, within the limit of the caller's address. */
export async function register(
  { auth, limits, session }: PublicContext,
  person: { username: string; email: string; password: string },
): Promise<SignedIn> {
  await limits.beforeRegister(session.origin.address);
  const begun = await auth.signUp(person, session.origin);
  if (typeof begun === 'string') throw failure(contract.accounts.register, begun);
  return { user: begun.user, token: session.begin(begun.token) };
}
