import { contract } from '@hybrid/contracts';
import { demandProof } from '../../platform/auth/demand-proof.ts';
import type { Context } from '../../platform/context.ts';
import { failure } from '../../platform/failure.ts';
import { announcePassword } from './announce-password.ts';

/** Sets a new password for whoever knows the old one; of their sessions only this one goes on. */
export async function changePassword(
  { auth, limits, now, session, user }: Context,
  { currentPassword, password }: { currentPassword: string; password: string },
): Promise<null> {
  const refusal = await demandProof({ auth, limits, user }, { password: currentPassword });
  if (refusal) throw failure(contract.passwords.change, 'PASSWORD_INVALID');
  await auth.setPassword(user.id, password, {
    keep: session.token,
    along: (tx) => announcePassword(tx, user, now()),
  });
  return null;
}
