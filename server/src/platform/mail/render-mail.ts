import { join } from 'node:path';
import { Eta } from 'eta';
import { writeMail } from './mail-blocks.ts';
import type { AnyMailTemplate, Recipient } from './mail-template.ts';

/** A mail as it is sent. */
export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Who reads it, what fills it, and where it can be stopped. */
export interface MailRequest {
  readonly recipient: Recipient;
  readonly data: unknown;
  /** Where a mail of its kind is stopped; null for a mail about the account itself. */
  readonly unsubscribeUrl: string | null;
}

/** Makes the mails of this release. */
export type RenderMail = (template: AnyMailTemplate, request: MailRequest) => RenderedMail;

/**
 * Makes the templates below `admin-views/emails` ready to be drawn.
 *
 * @remarks
 * A template says once what the mail consists of; `layout` draws it as HTML and `layout-text` writes it as text, so that
 * the two cannot tell different things.
 */
export function createMailRenderer(root: string, publicUrl: URL): RenderMail {
  // The bundle's templates never change; from source each is read anew, so that an edit is seen.
  const cache = !import.meta.url.endsWith('.ts');
  const views = join(root, 'admin-views/emails');
  const markup = new Eta({ views, cache, autoEscape: true });
  const plain = new Eta({ views, cache, autoEscape: false });

  return ({ name, data: schema }, { recipient, data, unsubscribeUrl }) => {
    const written = writeMail({ name, recipient, publicUrl, data: schema.parse(data) }, (pen) => {
      plain.render(`/${name}`, pen);
    });
    const frame = {
      ...written,
      recipient,
      language: recipient.language,
      unsubscribeUrl,
      siteUrl: publicUrl.href,
      settingsUrl: new URL('/settings/notifications', publicUrl).href,
      host: publicUrl.host,
      preview: previewOf(written.blocks),
    };
    return {
      subject: written.subject,
      html: markup.render('/layout', frame),
      text: tidy(plain.render('/layout-text', frame)),
    };
  };
}

/** What a list of mails shows beside the subject: the first words that say more than it. */
function previewOf(blocks: ReturnType<typeof writeMail>['blocks']): string {
  const first = blocks.find(({ kind }) => kind === 'paragraph');
  return first && 'text' in first ? first.text.slice(0, 140) : '';
}

/** Paragraphs stand one blank line apart, whatever the template left between them. */
function tidy(text: string): string {
  return `${text
    .replaceAll(/[^\S\n]+$/gm, '')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()}\n`;
}
