import { randomUUID } from 'node:crypto';
import type { Tx } from '@hybrid/prisma';
import { revokeLinks } from '../../platform/auth/link-token.ts';
import { sendMail } from '../../platform/mail/send-mail.ts';
import { passwordChanged } from './mails.ts';

/** What goes along with every new password: its owner is told, and a link that was sent to set one counts no more. */
export async function announcePassword(tx: Tx, user: { id: string; email: string }, now: Date): Promise<void> {
  await revokeLinks(tx, 'reset-password', user.id);
  await sendMail(tx, passwordChanged, {
    key: `password-changed:${randomUUID()}`,
    to: user.email,
    userId: user.id,
    data: { at: now.toISOString() },
  });
}
