import type { Language } from '@hybrid/contracts';
import { clip } from '../clip.ts';
import type { Recipient } from './mail-template.ts';

/** One thing of a list in a mail: a title that leads somewhere, and a line about it. */
export interface MailItem {
  readonly title: string;
  readonly url: string;
  readonly note?: string;
}

/** What a mail is made of: its layout draws each of them as HTML and writes each as text. */
export type MailBlock =
  | { readonly kind: 'heading' | 'paragraph' | 'quote' | 'note'; readonly text: string }
  | { readonly kind: 'button'; readonly label: string; readonly url: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly MailItem[] };

/** What a template said. */
export interface WrittenMail {
  readonly subject: string;
  readonly blocks: readonly MailBlock[];
}

/** The same words in every language. */
export type InEveryLanguage = Readonly<Record<Language, string>>;

/** The words by which a template writes; it is handed them as `it`. */
export interface MailPen {
  readonly data: unknown;
  readonly recipient: Recipient;
  readonly language: Language;
  /** The words in the recipient's language. */
  say(words: InEveryLanguage): string;
  /** The form for a number, in the recipient's language: every `#` stands for the number, so that no text of people goes in. */
  plural(count: number, words: Readonly<Record<Language, { readonly one: string; readonly other: string }>>): string;
  /** A day, as the recipient writes it. */
  day(instant: string): string;
  /** A day and a time of day, where the recipient lives. */
  moment(instant: string): string;
  subject(text: string): void;
  heading(text: string): void;
  paragraph(text: string): void;
  quote(text: string): void;
  /** Small print. */
  note(text: string): void;
  /** Something to copy. */
  code(text: string): void;
  /** @param url absolute, or a path of ours. */
  button(label: string, url: string): void;
  list(items: readonly MailItem[]): void;
}

/** Runs a template with a pen, and hands over what it wrote. */
export function writeMail(
  options: { data: unknown; recipient: Recipient; publicUrl: URL; name: string },
  template: (pen: MailPen) => void,
): WrittenMail {
  const { data, recipient, publicUrl, name } = options;
  const { language } = recipient;
  let subject = '';
  const blocks: MailBlock[] = [];
  const text = (kind: 'heading' | 'paragraph' | 'note' | 'code') => (words: string) =>
    void blocks.push({ kind, text: oneLine(words) });
  template({
    data,
    recipient,
    language,
    ...phrases(recipient),
    subject: (words) => void (subject = clip(oneLine(words), subjectLetters)),
    heading: text('heading'),
    paragraph: text('paragraph'),
    quote: (words) => void blocks.push({ kind: 'quote', text: linesOf(words) }),
    note: text('note'),
    code: text('code'),
    button: (label, url) => void blocks.push({ kind: 'button', label, url: addressOf(url, publicUrl) }),
    list: (items) =>
      void blocks.push({
        kind: 'list',
        items: items.map(({ title, url, note }) => ({
          title: oneLine(title),
          url: addressOf(url, publicUrl),
          ...(note !== undefined && { note: oneLine(note) }),
        })),
      }),
  });
  if (subject === '') throw new Error(`The mail template ${name} sets no subject.`);
  return { subject, blocks };
}

const locales: Record<Language, string> = { en: 'en-GB', de: 'de-DE' };

function phrases({ language, timeZone }: Recipient): Pick<MailPen, 'say' | 'plural' | 'day' | 'moment'> {
  const locale = locales[language];
  const zone = { timeZone };
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', ...zone });
  const moment = new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
    ...zone,
  });
  return {
    say: (words) => words[language],
    plural(count, words) {
      const { one, other } = words[language];
      const form = new Intl.PluralRules(locale).select(count) === 'one' ? one : other;
      return form.replaceAll('#', new Intl.NumberFormat(locale).format(count));
    },
    day: (instant) => day.format(new Date(instant)),
    moment: (instant) => moment.format(new Date(instant)),
  };
}

const subjectLetters = 150;

/**
 * What somebody put into a title begins no new line: neither a header, nor what in a mail of plain text would read as if we
 * had written it.
 */
function oneLine(words: string): string {
  return words.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

/** The lines of a quotation end in one way, so that each of them is marked as one. */
function linesOf(words: string): string {
  const broken = words.replaceAll(/\r\n|[\r\v\f\u0085\u2028\u2029]/g, '\n');
  return broken.split('\n').map(oneLine).join('\n');
}

/** A mail is read elsewhere: its links are whole, and lead to the web. */
function addressOf(url: string, publicUrl: URL): string {
  const address = new URL(url, publicUrl);
  if (address.protocol !== 'https:' && address.protocol !== 'http:') throw new Error('A mail links to the web alone.');
  return address.href;
}
