import { contract, type Me } from '@hybrid/contracts';
import { isUniqueViolation } from '@hybrid/prisma';
import type { Context } from '../../platform/context.ts';
import { failure } from '../../platform/failure.ts';

interface Settings {
  username?: string;
  email?: string;
  password?: string;
  bio?: string | null;
  image?: string | null;
}

/** Changes the caller's own account; what is left out stays as it is. A new password ends their other sessions. */
export async function updateSettings(
  { auth, db, user, session }: Context,
  { password, email, username, bio, image }: Settings,
): Promise<Me> {
  const changes = { username, bio, image, email: email?.toLowerCase() };
  const updated = await db.user.update({ where: { id: user.id }, data: changes }).catch((error: unknown) => {
    if (isUniqueViolation(error, 'user_email_key')) throw failure(contract.accounts.updateSettings, 'EMAIL_TAKEN');
    if (isUniqueViolation(error)) throw failure(contract.accounts.updateSettings, 'USERNAME_TAKEN');
    throw error;
  });
  if (password !== undefined) await auth.setPassword(user.id, password, { keep: session.token });
  return { ...updated, language: user.language };
}
