import type { Signer } from '../auth/signer.ts';
import type { Feature } from '../feature.ts';
import { createMailTransport, type MailTransport } from './mail-transport.ts';
import type { AnyMailTemplate } from './mail-template.ts';
import { createMailRenderer, type RenderMail } from './render-mail.ts';

/** What mails are made and sent with. */
export interface Mailer {
  /** By name. */
  readonly templates: ReadonlyMap<string, AnyMailTemplate>;
  readonly render: RenderMail;
  /** Null where no mail server is configured, on a laptop: mails are then kept, to be read in the admin. */
  readonly transport: MailTransport | null;
  readonly signer: Signer;
  readonly publicUrl: URL;
}

/** What the mailer is made from. */
export interface MailerOptions {
  readonly env: { readonly SMTP_URL?: string | undefined; readonly MAIL_FROM?: string | undefined };
  /** The folder that holds `admin-views`. */
  readonly root: string;
  readonly features: Readonly<Record<string, Feature>>;
  readonly services: { readonly signer: Signer; readonly publicUrl: URL };
}

/** Makes what the delivery of mails works with. Connects to nothing yet. */
export function createMailer({ env, root, features, services: { signer, publicUrl } }: MailerOptions): Mailer {
  const { SMTP_URL: smtpUrl, MAIL_FROM: from } = env;
  return {
    templates: mailTemplates(features),
    render: createMailRenderer(root, publicUrl),
    transport: smtpUrl === undefined ? null : createMailTransport({ smtpUrl, from, publicUrl }),
    signer,
    publicUrl,
  };
}

/**
 * Collects the mails of all features, by name.
 *
 * @throws Error when two share a name: a waiting mail knows its template by nothing else.
 */
export function mailTemplates(features: Readonly<Record<string, Feature>>): Map<string, AnyMailTemplate> {
  const templates = new Map<string, AnyMailTemplate>();
  for (const template of Object.values(features).flatMap(({ mails }) => mails ?? [])) {
    if (templates.has(template.name)) throw new Error(`Two mails are called ${template.name}.`);
    templates.set(template.name, template);
  }
  return templates;
}
