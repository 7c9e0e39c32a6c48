import type { Tx } from '@hybrid/prisma';
import { z } from 'zod';
import { enqueue } from '../jobs/enqueue.ts';
import type { MailTemplate } from './mail-template.ts';

/** Who gets a mail, under which key, filled with what. */
export interface NewMail<Data> {
  /** One mail for a key, whoever asks how often: `verify:<token>`, `comment:<id>:<userId>`. */
  readonly key: string;
  /** The address as it is now: a change of it does not redirect a mail that is about the old one. */
  readonly to: string;
  /** Whose account it is about; null where there is none. */
  readonly userId: string | null;
  readonly data: Data;
}

/** All that is known of the job that makes and sends a mail; `deliver-mail.ts` runs it. */
export const mailDelivery = { name: 'mail.deliver', payload: z.object({ mailId: z.uuid() }) };

/**
 * Sends a mail, by a job, if the caller's transaction commits. A second one of the same key is not sent.
 *
 * @example
 * await sendMail(tx, verifyEmail, { key: `verify:${id}`, to: email, userId, data: { url } });
 */
export async function sendMail<Data>(
  tx: Tx,
  template: MailTemplate<Data>,
  mail: NewMail<NoInfer<Data>>,
): Promise<void> {
  const { key, to, userId } = mail;
  const data = z.json().parse(template.data.parse(mail.data));
  const created = await tx.mail.createManyAndReturn({
    data: [{ key, to, userId, template: template.name, data: data ?? {} }],
    skipDuplicates: true,
    select: { id: true },
  });
  for (const { id } of created) await enqueue(tx, mailDelivery, { mailId: id });
}
