import { contract, type SignedIn } from '@hybrid/contracts';
import type { PublicContext } from '../../platform/context.ts';
import { failure } from '../../platform/failure.ts';

/** Makes an account and signs the caller in to it. */
export async function register(
  { auth, session }: PublicContext,
  person: { username: string; email: string; password: string },
): Promise<SignedIn> {
  const begun = await auth.signUp(person, session.origin);
  if (typeof begun === 'string') throw failure(contract.accounts.register, begun);
  return { user: begun.user, token: session.begin(begun.token) };
}
