import { contract } from '@hybrid/contracts';
import { holderOfLink, spendLink } from '../../platform/auth/link-token.ts';
import type { PublicContext } from '../../platform/context.ts';
import { failure } from '../../platform/failure.ts';
import { announcePassword } from './announce-password.ts';

/**
 * Sets a new password by the link of a mail, and ends every session of its owner.
 *
 * @remarks
 * It signs nobody in: whoever has a second factor is asked for it at the door, as always.
 */
export async function resetPassword(
  { auth, db, now, limits, session }: PublicContext,
  { token, password }: { token: string; password: string },
): Promise<null> {
  await limits.beforeLink(session.origin.address);
  const link = { purpose: 'reset-password', token, now: now() } as const;
  // Before the password is hashed, which is dear.
  const holder = await holderOfLink(db, link);
  if (!holder) throw failure(contract.passwords.reset, 'LINK_INVALID');
  await auth.setPassword(holder.id, password, {
    keep: undefined,
    async along(tx) {
      const user = await spendLink(tx, link);
      if (!user) throw failure(contract.passwords.reset, 'LINK_INVALID');
      // Whoever reads the mail has the address.
      await tx.user.update({ where: { id: user.id }, data: { emailVerified: true } });
      await announcePassword(tx, user, now());
    },
  });
  return null;
}
