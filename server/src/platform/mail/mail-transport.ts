import type { RenderedMail } from './render-mail.ts';

/** A mail as it is handed to the mail server. */
export interface OutgoingMail extends RenderedMail {
  readonly id: string;
  readonly to: string;
  /** Where mails of its kind are stopped with one click; null for a mail about the account itself. */
  readonly unsubscribeUrl: string | null;
  readonly signal: AbortSignal;
}

/** What hands mails to a mail server. */
export interface MailTransport {
  send(mail: OutgoingMail): Promise<void>;
  close(): void;
}

/**
 * A mail that the server did not take.
 *
 * @remarks
 * What the server answered quotes the address: it is kept out of the message, and so of the log.
 */
export class MailNotTaken extends Error {
  override readonly name = 'MailNotTaken';
  /** Whether trying again changes nothing. */
  readonly isFinal: boolean;
  readonly #answer: string;

  constructor(error: unknown) {
    super(`The mail server did not take a mail: ${codesOf(error)}.`);
    this.isFinal = isRefusal(error);
    this.#answer = error instanceof Error ? error.message : String(error);
  }

  /** In the words of the server. */
  get answer(): string {
    return this.#answer;
  }
}

/**
 * Opens a pool of connections to the mail server; they are made when they are needed.
 *
 * @param from the sender; `Conduit <no-reply@host>` unless told.
 */
export function createMailTransport(options: {
  smtpUrl: string;
  from: string | undefined;
  publicUrl: URL;
}): MailTransport {
  const domain = domainOf(options.publicUrl);
  const from = options.from ?? `Conduit <no-reply@${domain}>`;
  let opened: ReturnType<typeof openPool> | undefined;
  return {
    async send({ id, to, subject, text, html, unsubscribeUrl, signal }) {
      const message = {
        // From the mail's own id: a repeat after a crash is the same message, which servers and programs recognise.
        messageId: `<${id}@${domain}>`,
        from,
        // As an object, so that nothing in an address is read as a second one.
        to: { name: '', address: to },
        subject,
        text,
        html,
        headers: { 'Auto-Submitted': 'auto-generated', ...(unsubscribeUrl !== null && oneClick(unsubscribeUrl)) },
        signal,
      };
      opened ??= openPool(options.smtpUrl);
      const pool = await opened;
      await pool.sendMail(message).catch((error: unknown) => {
        throw new MailNotTaken(error);
      });
    },
    close: () => void opened?.then((pool) => pool.close()),
  };
}

/** The library is loaded with the first mail: most of the processes that could send one never do. */
async function openPool(smtpUrl: string) {
  const { createTransport } = await import('nodemailer');
  return createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 5,
    // Together below the minute that a job has: a server that says nothing holds nobody up.
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

/** RFC 8058: a mail program shows a button of its own, and posts to the address without opening it. */
function oneClick(url: string): Record<string, string> {
  return { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}

/**
 * Tells a refusal of the recipient or of the message, for good.
 *
 * @remarks
 * A refusal of our own sign-in is a 5xx too, but is ours to mend: the mails wait for it.
 */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error) || !('responseCode' in error) || !('code' in error)) return false;
  const { responseCode, code } = error;
  if (code !== 'EENVELOPE' && code !== 'EMESSAGE') return false;
  return typeof responseCode === 'number' && responseCode >= 500 && ![530, 534, 535, 538].includes(responseCode);
}

/** What went wrong, in the short words of the library and of the protocol. */
function codesOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const parts = ['code', 'responseCode'].map((name): unknown => Reflect.get(error, name));
  return parts.filter((part) => typeof part === 'string' || typeof part === 'number').join(' ') || error.name;
}

/** An address by number is no domain of a sender. */
function domainOf({ hostname }: URL): string {
  return /[a-z]/i.test(hostname) && !hostname.startsWith('[') ? hostname : 'localhost';
}
