import { contract, type Language, type SignedIn } from '@hybrid/contracts';
import type { PublicContext } from '../../platform/context.ts';
import { failure } from '../../platform/failure.ts';
import { sendVerification } from '../addresses/index.ts';

interface NewPerson {
  username: string;
  email: string;
  password: string;
  language?: Language | null | undefined;
  timeZone?: string | undefined;
}

/** Makes an account, signs the caller in to it, and asks by mail whether the address is theirs. */
export async function register(
  { auth, db, flags, limits, now, publicUrl, session }: PublicContext,
  person: NewPerson,
): Promise<SignedIn> {
  if (!(await flags.isOn('signUps', null))) throw failure(contract.accounts.register, 'SIGN_UPS_CLOSED');
  await limits.beforeRegister(session.origin.address);
  const begun = await auth.signUp(person, session.origin);
  if (typeof begun === 'string') throw failure(contract.accounts.register, begun);
  // After the account: without the mail there is the button that sends it again.
  await db.$transaction((tx) => sendVerification(tx, { now, publicUrl }, begun.user));
  return { user: begun.user, token: session.begin(begun.token) };
}
