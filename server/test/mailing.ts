import { NewsKind } from '@hybrid/contracts';
import { onTestFinished } from 'vitest';
import { deliverMails } from '../src/platform/mail/deliver-mail.ts';
import { mailTemplate } from '../src/platform/mail/mail-template.ts';
import { createMailer } from '../src/platform/mail/mailer.ts';
import { sendMail } from '../src/platform/mail/send-mail.ts';
import { type Host, type Person, runDue, startHost } from './host.ts';
import type { PostOffice, ReceivedMail } from './post-office.ts';
import { mailRoot, told } from './told-mail.ts';

/** What fills both templates. */
export const { sample } = told;

/** A mail about the account itself. */
export const account = told;
/** A mail that can be stopped. */
export const news = mailTemplate({ ...told, kind: NewsKind.options[0] });

/** A host on which mails are made from one template, and Ada, whose address is confirmed. */
export interface Mailing {
  readonly host: Host;
  readonly ada: Person;
  /** Makes the mails that are due, as often as there is something due. */
  deliver(): Promise<void>;
  /** Asks for a mail to Ada. */
  ask(key: string): Promise<void>;
}

/** Starts a host of which only the jobs of mails run. */
export async function startMailing(
  template: typeof account,
  smtpUrl?: string,
  env: Record<string, string> = {},
): Promise<Mailing> {
  const host = await startHost({ env: { ...env, ...(smtpUrl !== undefined && { SMTP_URL: smtpUrl }) } });
  const ada = await host.signUp('Ada');
  await host.db.user.update({ where: { id: ada.id }, data: { emailVerified: true } });
  // What signing up itself sends is of no interest here.
  await host.db.mail.deleteMany();
  await host.db.$executeRaw`DELETE FROM graphile_worker._private_jobs`;
  const mailer = createMailer({
    env: { SMTP_URL: smtpUrl, MAIL_FROM: env['MAIL_FROM'] },
    root: await mailRoot(),
    // A feature without procedures: its mails alone are asked for.
    features: { tests: { router: { procedures: {} } as never, mails: [template] } },
    services: host.services,
  });
  onTestFinished(() => mailer.transport?.close());
  return {
    host,
    ada,
    deliver: () => runDue(host.services, host.databaseUrl, [deliverMails(mailer)]),
    ask: (key) =>
      host.db.$transaction((tx) => sendMail(tx, template, { key, to: ada.email, userId: ada.id, data: sample })),
  };
}

/** Makes jobs that wait for another attempt due at once. */
export async function hurry({ db }: Host): Promise<void> {
  await db.$executeRaw`UPDATE graphile_worker._private_jobs SET run_at = now() - interval '1 second'`;
}

/** What became of the mails. */
export const mailStates = (host: Host) => host.db.mail.findMany({ select: { state: true, error: true, data: true } });

/** By which a mail server knows the mails it got. */
export const messageIds = ({ received }: PostOffice): (string | undefined)[] =>
  received.map(({ headers }) => headers.get('message-id'));

/** The one mail that a mail server got. */
export function onlyMail({ received }: PostOffice): ReceivedMail {
  const [mail, ...others] = received;
  if (!mail || others.length > 0) throw new Error(`The mail server got ${received.length} mails, where one was due.`);
  return mail;
}
