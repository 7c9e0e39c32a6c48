import { createHash, randomBytes } from 'node:crypto';
import type { Tx } from '@hybrid/prisma';
import { revokeLinks } from '../../platform/auth/link-token.ts';
import type { Services } from '../../platform/context.ts';
import { sendMail } from '../../platform/mail/send-mail.ts';
import { confirmEmail } from './mails.ts';
import { linkLifetimeMs, sendVerification } from './send-verification.ts';

type Needs = Pick<Services, 'now' | 'publicUrl'>;

interface Owner {
  readonly id: string;
  readonly email: string;
  readonly emailVerified: boolean;
}

/**
 * Changes an address: at once while it was never verified, else once both sides have confirmed.
 *
 * @param email in lower case.
 * @returns `EMAIL_TAKEN` where another account has it; one that takes it at the same moment is a unique violation.
 */
export async function changeAddress(
  tx: Tx,
  needs: Needs,
  { userId, email }: { userId: string; email: string },
): Promise<'EMAIL_TAKEN' | null> {
  const [owner] = await tx.$queryRaw<Owner[]>`
    SELECT id, email, email_verified AS "emailVerified" FROM "user" WHERE id = ${userId} FOR UPDATE`;
  if (!owner || owner.email === email) return null;
  if (await tx.user.findUnique({ where: { email }, select: { id: true } })) return 'EMAIL_TAKEN';
  if (owner.emailVerified) await beginChange(tx, needs, { owner, email });
  else {
    await tx.user.update({ where: { id: userId }, data: { email } });
    await revokeLinks(tx, 'verify-email', userId);
    await sendVerification(tx, needs, { id: userId, email });
  }
  return null;
}

/** A later change takes the place of one that waits: links of the earlier stand for nothing. */
async function beginChange(tx: Tx, { now, publicUrl }: Needs, { owner, email }: { owner: Owner; email: string }) {
  const tokens = { old: randomBytes(32).toString('base64url'), new: randomBytes(32).toString('base64url') };
  const expiresAt = new Date(now().getTime() + linkLifetimeMs);
  const change = { email, oldTokenHash: hashOfToken(tokens.old), newTokenHash: hashOfToken(tokens.new), expiresAt };
  await tx.emailChange.deleteMany({ where: { userId: owner.id } });
  await tx.emailChange.create({ data: { ...change, userId: owner.id, createdAt: now() } });
  for (const side of ['old', 'new'] as const) {
    const url = new URL('/confirm-email', publicUrl);
    url.searchParams.set('token', tokens[side]);
    await sendMail(tx, confirmEmail, {
      key: `confirm-email:${hashOfToken(tokens[side])}`,
      to: side === 'old' ? owner.email : email,
      userId: owner.id,
      data: { url: url.href, side, email, expiresAt: expiresAt.toISOString() },
    });
  }
}

/** What the database keeps of a token; it is as long as its hash, so that nothing is gained by salt or by work. */
export function hashOfToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
