import type { Language } from '@hybrid/contracts';
import type { z } from 'zod';

/** Who a mail is for, as its words need to know. */
export interface Recipient {
  readonly username: string;
  readonly language: Language;
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
   * The kind of notification it belongs to, or `digest`: it then carries a link that unsubscribes with one click, and is
   * not sent to who did. A mail about the account itself has none.
   */
  readonly kind?: string;
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
