import { contract, type Language, type Me } from '@hybrid/contracts';
import { isUniqueViolation, type Tx } from '@hybrid/prisma';
import type { Context } from '../../platform/context.ts';
import { failure } from '../../platform/failure.ts';
import { changeAddress } from '../addresses/index.ts';
import { announcePassword } from '../passwords/index.ts';

interface Settings {
  username?: string | undefined;
  email?: string | undefined;
  password?: string | undefined;
  bio?: string | null | undefined;
  image?: string | null | undefined;
  language?: Language | null | undefined;
  timeZone?: string | undefined;
}

type Changed = Pick<Me, 'username' | 'email' | 'emailVerified' | 'bio' | 'image' | 'timeZone'> & {
  language: string | null;
};

/**
 * Changes the caller's own account, all of it or nothing; what is left out stays as it is.
 *
 * @remarks
 * A new password ends their other sessions. A verified address stays until both sides have confirmed the new one.
 */
export async function updateSettings(ctx: Context, { password, ...changes }: Settings): Promise<Me> {
  const { auth, db, limits, now, session, user } = ctx;
  const email = changes.email?.toLowerCase();
  if (email !== undefined && email !== user.email) await limits.beforeAddressMail(user.id);
  if (password !== undefined) await limits.beforePassword(user.id);
  let changed: Changed | undefined;
  const write = async (tx: Tx) => {
    changed = await change(tx, ctx, { ...changes, email });
    if (password !== undefined) await announcePassword(tx, { ...user, email: changed.email }, now());
  };
  const written =
    password === undefined
      ? db.$transaction(write)
      : auth.setPassword(user.id, password, { keep: session.token, along: write });
  await written.catch(sayWhatIsTaken);
  if (password === undefined) await auth.changed(user.id);
  return { ...user, ...changed, language: changes.language === undefined ? user.language : changes.language };
}

function sayWhatIsTaken(error: unknown): never {
  if (isUniqueViolation(error, 'user_email_key')) throw failure(contract.accounts.updateSettings, 'EMAIL_TAKEN');
  if (isUniqueViolation(error)) throw failure(contract.accounts.updateSettings, 'USERNAME_TAKEN');
  throw error;
}

async function change(tx: Tx, ctx: Context, { email, ...rest }: Omit<Settings, 'password'>): Promise<Changed> {
  const { id } = ctx.user;
  const refusal = email === undefined ? null : await changeAddress(tx, ctx, { userId: id, email });
  if (refusal) throw failure(contract.accounts.updateSettings, refusal);
  return tx.user.update({
    where: { id },
    data: rest,
    select: {
      username: true,
      email: true,
      emailVerified: true,
      bio: true,
      image: true,
      language: true,
      timeZone: true,
    },
  });
}
