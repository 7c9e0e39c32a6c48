import { Language } from '@hybrid/contracts';
import { Prisma } from '@hybrid/prisma';
import { job, type JobContext } from '../jobs/job.ts';
import type { AnyMailTemplate, Recipient } from './mail-template.ts';
import { MailNotTaken } from './mail-transport.ts';
import type { Mailer } from './mailer.ts';
import type { RenderedMail } from './render-mail.ts';
import { mailDelivery } from './send-mail.ts';
import { unsubscribeUrl } from './unsubscribe-link.ts';

/** No attempt takes as long: a claim older than this is one whose worker was lost. */
const claimMs = 5 * 60_000;

/**
 * Makes a mail in the language of who gets it and hands it to the mail server, once.
 *
 * @remarks
 * A claim on the row keeps two workers from sending it at the same time, and its state keeps a repeated job from sending it
 * again. Between the server's answer and the mark that it was sent lies a moment in which a crash leaves the mail unmarked:
 * it is then sent again. A lost mail is missed by nobody but its reader, who waits for a link; the repeated one carries
 * the same Message-ID, by which servers and programs know that they have it.
 */
export function deliverMails(mailer: Mailer) {
  return job({
    ...mailDelivery,
    async run(ctx, { mailId }) {
      const mail = await claim(ctx, mailId);
      if (!mail) return;
      try {
        await deliver(ctx, mailer, mail);
      } catch (error) {
        await giveBack(ctx, mail, error);
      }
    },
  });
}

const claimed = {
  id: true,
  to: true,
  template: true,
  data: true,
  userId: true,
} satisfies Prisma.MailSelect;
type ClaimedMail = Prisma.MailGetPayload<{ select: typeof claimed }>;

/** Takes the mail for this attempt; null where there is nothing left to do. */
async function claim({ db, now }: JobContext, id: string): Promise<ClaimedMail | null> {
  const lost = new Date(now().getTime() - claimMs);
  const [mail] = await db.mail.updateManyAndReturn({
    where: { id, state: 'queued', OR: [{ claimedAt: null }, { claimedAt: { lt: lost } }] },
    data: { claimedAt: now() },
    select: claimed,
  });
  if (mail) return mail;
  const found = await db.mail.findUnique({ where: { id }, select: { state: true } });
  if (found?.state === 'queued') throw new Error('An attempt that was lost may still be sending this mail.');
  // Sent by an attempt before this one, or its owner's account is gone and the mail with it.
  return null;
}

async function deliver(ctx: JobContext, mailer: Mailer, mail: ClaimedMail): Promise<void> {
  const template = mailer.templates.get(mail.template);
  if (!template) throw new Error(`No feature declares the mail ${mail.template}.`);
  const reader = await readerOf(ctx, mail, template);
  if (typeof reader === 'string') return settle(ctx, mail, { state: 'dropped', error: reader });

  const stop = linkToStop(mailer, mail, template);
  const rendered = mailer.render(template, { recipient: reader, data: mail.data, unsubscribeUrl: stop });
  if (!mailer.transport) return settle(ctx, mail, { state: 'kept', sentAt: ctx.now(), ...kept(rendered) });
  const { id, to } = mail;
  await mailer.transport.send({ ...rendered, id, to, unsubscribeUrl: stop, signal: ctx.signal });
  await settle(ctx, mail, { state: 'sent', sentAt: ctx.now() });
  ctx.log.info({ mailId: id, template: template.name }, 'Sent a mail.');
}

function kept({ subject, text, html }: RenderedMail) {
  return { subject, text, html };
}

function linkToStop({ signer, publicUrl }: Mailer, { userId }: ClaimedMail, { kind }: AnyMailTemplate): string | null {
  return kind === undefined || userId === null ? null : unsubscribeUrl(signer, publicUrl, { userId, kind });
}

/** Who reads the mail, or why nobody is to. */
async function readerOf({ db }: JobContext, mail: ClaimedMail, template: AnyMailTemplate): Promise<Recipient | string> {
  if (mail.userId === null) return { username: '', language: 'en', timeZone: 'UTC' };
  const user = await db.user.findUniqueOrThrow({ where: { id: mail.userId } });
  if (user.suspendedAt && !template.reachesSuspended) return 'The account is suspended.';
  if (template.kind !== undefined) {
    const reason = reasonAgainstNews(user, mail.to);
    if (reason !== null) return reason;
    if (template.isWanted && !(await template.isWanted(db, mail.userId))) return 'Its reader wants no such mails.';
  }
  const { username, timeZone } = user;
  return { username, timeZone: knownZone(timeZone), language: Language.catch('en').parse(user.language) };
}

/** Why somebody gets none of what only people who stay, and whose address is theirs, are sent. */
function reasonAgainstNews(
  user: { deletionDueAt: Date | null; emailVerified: boolean; email: string },
  to: string,
): string | null {
  if (user.deletionDueAt) return 'The account is about to be deleted.';
  if (!user.emailVerified || user.email !== to) return 'The address is not the confirmed one of the account.';
  return null;
}

/** A zone that a newer release of Node or another program stored is no reason not to write. */
function knownZone(timeZone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}

/** Records how it ended; what filled the mail goes, as it may hold a token. */
async function settle(
  { db }: JobContext,
  { id }: ClaimedMail,
  outcome: Pick<Prisma.MailUpdateInput, 'state' | 'error' | 'sentAt' | 'subject' | 'text' | 'html'>,
): Promise<void> {
  await db.mail.update({ where: { id }, data: { error: null, ...outcome, claimedAt: null, data: Prisma.DbNull } });
}

/** Lets go of a mail that could not be sent: to be tried again, or given up where that is hopeless. */
async function giveBack({ db, log, attempt }: JobContext, mail: ClaimedMail, error: unknown): Promise<void> {
  const isRefused = error instanceof MailNotTaken && error.isFinal;
  const isOver = isRefused || attempt >= mailDelivery.attempts;
  await db.mail.updateMany({
    where: { id: mail.id, state: 'queued' },
    data: { claimedAt: null, error: reasonOf(error), ...(isOver && { state: 'failed' }) },
  });
  if (!isOver) throw error;
  log.error({ mailId: mail.id, template: mail.template, isRefused }, 'A mail was given up.');
}

const reasonCharacters = 1000;

function reasonOf(error: unknown): string {
  if (error instanceof MailNotTaken) return error.answer.slice(0, reasonCharacters);
  return (error instanceof Error ? error.message : String(error)).slice(0, reasonCharacters);
}
