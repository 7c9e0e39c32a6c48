import type { SignedIn } from '@hybrid/contracts';
import { beginSession } from '../../platform/auth/begin-session.ts';
import type { PublicContext } from '../../platform/context.ts';

/** Signs in with e-mail and password, and a code where the account asks for one. */
export async function signIn(
  { auth, limits, session }: Pick<PublicContext, 'auth' | 'limits' | 'session'>,
  credentials: { email: string; password: string; otp?: string | undefined },
): Promise<SignedIn> {
  const { user, token } = await beginSession({ auth, limits }, credentials, session.origin);
  return { user, token: session.begin(token) };
}
