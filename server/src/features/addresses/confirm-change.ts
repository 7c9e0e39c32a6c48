import { type AddressChange, contract } from '@hybrid/contracts';
import { isUniqueViolation, type Tx } from '@hybrid/prisma';
import type { Context, PublicContext } from '../../platform/context.ts';
import { failure } from '../../platform/failure.ts';
import { sendMail } from '../../platform/mail/send-mail.ts';
import { hashOfToken } from './change-address.ts';
import { emailChanged } from './mails.ts';

/** Agrees to a change of address, for the side whose link it is; with the second side the new address counts. */
export async function confirmChange(
  { auth, db, now, limits, session }: PublicContext,
  { token }: { token: string },
): Promise<{ isDone: boolean }> {
  await limits.beforeLink(session.origin.address);
  const hash = hashOfToken(token);
  try {
    const { userId, isDone } = await db.$transaction((tx) => confirm(tx, hash, now()));
    await auth.changed(userId);
    return { isDone };
  } catch (error) {
    if (!isUniqueViolation(error, 'user_email_key')) throw error;
    // Somebody else took the address meanwhile: the change can never be.
    await db.emailChange.deleteMany({ where: { OR: [{ oldTokenHash: hash }, { newTokenHash: hash }] } });
    throw failure(contract.addresses.confirmChange, 'EMAIL_TAKEN');
  }
}

async function confirm(tx: Tx, hash: string, now: Date): Promise<{ userId: string; isDone: boolean }> {
  const where = { OR: [{ oldTokenHash: hash }, { newTokenHash: hash }], expiresAt: { gt: now } };
  const owner = await tx.emailChange.findFirst({ where, select: { userId: true } });
  // The owner's row first, as everything that changes an address does: of two sides that confirm at once the second
  // sees the first, and what was replaced or cancelled meanwhile is not found again.
  if (owner) await tx.$queryRaw`SELECT id FROM "user" WHERE id = ${owner.userId} FOR UPDATE`;
  const found = owner && (await tx.emailChange.findFirst({ where }));
  if (!found) throw failure(contract.addresses.confirmChange, 'LINK_INVALID');
  const { userId } = found;
  const change = await tx.emailChange.update({
    where: { userId },
    data: found.oldTokenHash === hash ? { oldConfirmedAt: now } : { newConfirmedAt: now },
    include: { user: { select: { email: true } } },
  });
  if (!change.oldConfirmedAt || !change.newConfirmedAt) return { userId, isDone: false };
  await tx.user.update({ where: { id: userId }, data: { email: change.email, emailVerified: true } });
  await tx.emailChange.delete({ where: { userId } });
  await sendMail(tx, emailChanged, {
    key: `email-changed:${change.oldTokenHash}`,
    to: change.user.email,
    userId,
    data: { email: change.email },
  });
  return { userId, isDone: true };
}

/** The change of address that waits, or null. */
export async function pendingChange({ db, now, user }: Context): Promise<AddressChange | null> {
  const found = await db.emailChange.findUnique({ where: { userId: user.id, expiresAt: { gt: now() } } });
  if (!found) return null;
  return {
    email: found.email,
    isConfirmedByOld: found.oldConfirmedAt !== null,
    isConfirmedByNew: found.newConfirmedAt !== null,
    expiresAt: found.expiresAt.toISOString(),
  };
}

/** Keeps the address as it is: the links that were sent stand for nothing. */
export async function cancelChange({ db, user }: Context): Promise<null> {
  await db.emailChange.deleteMany({ where: { userId: user.id } });
  return null;
}
