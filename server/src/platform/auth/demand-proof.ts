import type { Context } from '../context.ts';

/**
 * Has a signed-in person prove once more that it is them, within the limit of wrong attempts: with their password, and
 * with a code where one is handed over.
 *
 * @returns what is wrong, or null. A code is taken only after a right password.
 */
export async function demandProof(
  { auth, limits, user }: Pick<Context, 'auth' | 'limits' | 'user'>,
  { password, otp }: { password: string; otp?: string | undefined },
): Promise<'PASSWORD_INVALID' | 'OTP_INVALID' | null> {
  await limits.beforeProof(user.id);
  if (!(await auth.checkPassword(user.id, password))) return 'PASSWORD_INVALID';
  if (otp !== undefined && !(await auth.twoFactor.spendCode(user.id, otp))) return 'OTP_INVALID';
  await limits.afterProof(user.id);
  return null;
}
