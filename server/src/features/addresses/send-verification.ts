import type { Tx } from '@hybrid/prisma';
import { issueLink } from '../../platform/auth/link-token.ts';
import type { Services } from '../../platform/context.ts';
import { sendMail } from '../../platform/mail/send-mail.ts';
import { verifyEmail } from './mails.ts';

/** How long a link counts by which an address is verified or changed. */
export const linkLifetimeMs = 24 * 3_600_000;

/** Has a mail sent by whose link somebody proves that an address is theirs; earlier ones of the same address go on counting. */
export async function sendVerification(
  tx: Tx,
  { now, publicUrl }: Pick<Services, 'now' | 'publicUrl'>,
  user: { id: string; email: string },
): Promise<void> {
  const token = await issueLink(tx, { purpose: 'verify-email', user, now: now(), lifetimeMs: linkLifetimeMs });
  const url = new URL('/verify-email', publicUrl);
  url.searchParams.set('token', token);
  await sendMail(tx, verifyEmail, {
    // The half of the token that proves nothing.
    key: `verify-email:${token.split('.')[0]}`,
    to: user.email,
    userId: user.id,
    data: { url: url.href, expiresAt: new Date(now().getTime() + linkLifetimeMs).toISOString() },
  });
}
