import type { Tx } from '@hybrid/prisma';
import { z } from 'zod';
import { enqueueMany } from '../jobs/enqueue.ts';
import { currentRequestId } from '../request-scope.ts';
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
export const mailDelivery = {
  name: 'mail.deliver',
  payload: z.object({ mailId: z.uuid() }),
  /** With the queue's backoff over some two days: as long as mail servers themselves try before they give up. */
  attempts: 17,
  queue: 'mail',
};

/** Of all that is due, the mails that nobody waits for come last. */
const newsPriority = 10;

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
  await sendMails(tx, template, [mail]);
}

/**
 * Sends mails made from one template, as `sendMail` does, in two statements however many they are.
 *
 * @public
 */
export async function sendMails<Data>(
  tx: Tx,
  template: MailTemplate<Data>,
  mails: readonly NewMail<NoInfer<Data>>[],
): Promise<void> {
  if (mails.length === 0) return;
  const requestId = currentRequestId();
  const created = await tx.mail.createManyAndReturn({
    data: mails.map(({ data, ...mail }) => {
      return { ...mail, requestId, template: template.name, data: z.json().parse(template.data.parse(data)) ?? {} };
    }),
    skipDuplicates: true,
    select: { id: true },
  });
  const payloads = created.map(({ id }) => ({ mailId: id }));
  // Somebody waits in front of a screen for a link; behind ten thousand notifications they would wait for an hour.
  await enqueueMany(tx, mailDelivery, payloads, { priority: template.kind === undefined ? 0 : newsPriority });
}
