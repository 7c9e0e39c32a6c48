import { contract } from '@hybrid/contracts';
import { spendLink } from '../../platform/auth/link-token.ts';
import type { Context, PublicContext } from '../../platform/context.ts';
import { failure } from '../../platform/failure.ts';
import { sendVerification } from './send-verification.ts';

/** Marks an address as its owner's, by the link of a mail; whoever holds the link need not be signed in. */
export async function verifyAddress(
  { auth, db, now, limits, session }: PublicContext,
  { token }: { token: string },
): Promise<null> {
  await limits.beforeLink(session.origin.address);
  const owner = await db.$transaction(async (tx) => {
    const user = await spendLink(tx, { purpose: 'verify-email', token, now: now() });
    if (!user) throw failure(contract.addresses.verify, 'LINK_INVALID');
    await tx.user.update({ where: { id: user.id }, data: { emailVerified: true } });
    return user;
  });
  await auth.changed(owner.id);
  return null;
}

/** Sends the mail that verifies an address once more. */
export async function resendVerification({ db, now, publicUrl, limits, user }: Context): Promise<null> {
  if (user.emailVerified) throw failure(contract.addresses.resendVerification, 'ADDRESS_VERIFIED');
  await limits.beforeAddressMail(user.id);
  await db.$transaction((tx) => sendVerification(tx, { now, publicUrl }, user));
  return null;
}
