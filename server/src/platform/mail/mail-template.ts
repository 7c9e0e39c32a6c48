import type { Language } from '@hybrid/contracts';
import type { Db } from '@hybrid/prisma';
import type { z } from 'zod';

/** Who a mail is for, as its words need to know. */
export interface Recipient {
  readonly username: string;
  readonly language: Language;
  /** An IANA name, e.g. `Europe/Berlin`: by it instants are written. */
  readonly timeZone: string;
}

/**
 * A mail that a feature sends: what fills it, and what it looks like with sample data.
 *
 * @remarks
 * Its words lie in `admin-views/emails/<name>.eta`, one file for the HTML and the text of every language.
 */
export interface MailTemplate<Data> {
  /** Feature and purpose: `accounts/verify-email`. */
  readonly name: string;
  readonly data: z.ZodType<Data>;
  /** What the preview page shows it with. */
  readonly sample: Data;
  /**
   * What it belongs to that somebody may turn off, such as a kind of notification: it then carries a link that
   * unsubscribes with one click, goes to a confirmed address alone, and not to who unsubscribed. A mail about the
   * account itself has none.
   */
  readonly kind?: string;
  /** Asked once more right before it is sent: somebody may have unsubscribed since it was written. */
  readonly isWanted?: (db: Db, userId: string) => Promise<boolean>;
  /**
   * Whether it reaches also who is suspended: for what was done to somebody or to their account, which they cannot sign in to
   * read of. What asks for something to be done here, or tells what goes on here, is not for them.
   */
  readonly reachesSuspended?: boolean;
}

/** Any mail template, where its data does not matter. */
export interface AnyMailTemplate extends Omit<MailTemplate<unknown>, 'data'> {
  readonly data: z.ZodType;
}

/**
 * Declares a mail.
 *
 * @example
 * mailTemplate({ name: 'accounts/verify-email', data: z.object({ url: z.url() }), sample: { url: 'https://…' } })
 */
export function mailTemplate<Data>(template: MailTemplate<Data>): MailTemplate<Data> {
  return template;
}
