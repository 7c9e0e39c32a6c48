import { Language } from '@hybrid/contracts';
import { z } from 'zod';
import { choice, idOf, textUpTo } from '../admin/fields.ts';
import { readAuditTrail } from '../admin/audit-trail.ts';
import { downloads } from '../admin/downloads.ts';
import { type Listing, readListing } from '../admin/listing.ts';
import { shortAddress } from '../admin/redaction.ts';
import {
  type AdminRequest,
  type AdminSection,
  change,
  foreignDocument,
  type Redirect,
  type View,
  view,
} from '../admin/section.ts';
import { platformFailure } from '../failure.ts';
import { isLoopback } from '../http/loopback.ts';
import { countMails, listMails, type MailFilter, type MailRow, mailsCountMax, mailStates } from './list-mails.ts';
import type { AnyMailTemplate } from './mail-template.ts';
import type { RenderedMail, RenderMail } from './render-mail.ts';
import { retryMail } from './retry-mail.ts';

/**
 * Mail: what was sent and what was not, and what each of them looks like.
 *
 * @remarks
 * A mail may hold a link that signs its reader in: what it says is shown where none leaves the machine, and nowhere else.
 */
export function mailAdmin(templates: readonly AnyMailTemplate[], render: RenderMail): AdminSection {
  const preview = previewOf(templates, render);
  const names = templates.map(({ name }) => name);
  const listing = mailListing(names);
  return {
    path: 'mail',
    title: 'Mail',
    group: 'Work',
    access: 'viewer',
    target: 'mail',
    pages: [
      view('viewer', '/', (request) => showMails(request, listing, names)),
      ...downloads('viewer', listing),
      view('viewer', '/templates', async (request) => showTemplate(preview(request), templates)),
      foreignDocument('viewer', '/templates/html', async (request) => inFrame(preview(request).mail.html)),
      view('operator', '/:id', showMail),
      foreignDocument('operator', '/:id/html', async (request) => inFrame((await readMail(request)).html ?? '')),
      view('operator', '/:id/retry', confirmRetry),
      change('operator', '/:id/retry', retry),
    ],
  };
}

const MailId = z.uuid();

function mailListing(names: readonly string[]): Listing<MailFilter, MailRow> {
  return {
    name: 'mail',
    filterOf: ({ query }) => ({
      state: choice(mailStates).parse(query['state'] ?? null),
      template: names.find((name) => name === query['template']) ?? null,
      who: textUpTo(100).parse(query['who']),
    }),
    read: async ({ db, publicUrl }, filter, page) => {
      const found = await listMails(db, filter, page);
      if (keepsMails(publicUrl)) return found;
      return { ...found, rows: found.rows.map((mail) => ({ ...mail, subject: null })) };
    },
    count: ({ db }, filter) => countMails(db, filter),
    countMax: mailsCountMax,
    redactions: { to: { from: 'everybody', as: shortAddress } },
    columns: {
      id: ({ id }) => id,
      template: ({ template }) => template,
      to: ({ to }) => to,
      userId: ({ userId }) => userId,
      state: ({ state }) => state,
      subject: ({ subject }) => subject,
      createdAt: ({ createdAt }) => createdAt,
      sentAt: ({ sentAt }) => sentAt,
    },
  };
}

async function showMails(
  request: AdminRequest,
  listing: Listing<MailFilter, MailRow>,
  names: readonly string[],
): Promise<View> {
  const found = await readListing(listing, request);
  const data = { ...found, states: mailStates, names, isKept: keepsMails(request.ctx.publicUrl) };
  return { template: 'mail/list', title: 'Mail', data };
}

function keepsMails({ hostname }: URL): boolean {
  return isLoopback(hostname);
}

/** Reads a mail, with what it says only where that is kept. */
async function readMail({ ctx, params }: AdminRequest) {
  const id = idOf(MailId, params['id']);
  const { data: _, ...mail } = await found(ctx.db.mail.findUnique({ where: { id } }));
  return keepsMails(ctx.publicUrl) ? mail : { ...mail, subject: null, text: null, html: null };
}

async function found<Row>(reading: Promise<Row | null>): Promise<Row> {
  const row = await reading;
  if (row === null) throw platformFailure('NOT_FOUND');
  return row;
}

async function showMail(request: AdminRequest): Promise<View> {
  const { ctx } = request;
  const mail = await readMail(request);
  const trail = await readAuditTrail(ctx, `mail:${mail.id}`);
  return {
    template: 'mail/detail',
    title: mail.subject ?? mail.template,
    data: { mail, trail, parts: linked(mail.text ?? ''), isKept: keepsMails(ctx.publicUrl) },
    hasFrames: true,
  };
}

/** Cuts a text where addresses begin and end, so that they can be followed. */
function linked(text: string): { text: string; isLink: boolean }[] {
  return text.split(/(https?:\/\/\S+)/).map((part, index) => ({ text: part, isLink: index % 2 === 1 }));
}

async function confirmRetry(request: AdminRequest): Promise<View | Redirect> {
  const mail = await readMail(request);
  if (mail.state !== 'failed') return { redirect: `/admin/mail/${mail.id}` };
  return { template: 'mail/retry', title: 'Send it again?', data: { mail } };
}

async function retry({ ctx, params }: AdminRequest): Promise<Redirect> {
  const id = idOf(MailId, params['id']);
  const isRetried = await retryMail(ctx, id);
  const notice = isRetried ? 'It is in the queue again.' : 'It was left as it is: it has not failed, or no longer.';
  return { redirect: `/admin/mail/${id}`, notice };
}

interface Preview {
  readonly name: string;
  readonly language: Language;
  readonly mail: RenderedMail;
}

/** Makes a template's mail with its sample data; without a question, that of the first. */
function previewOf(templates: readonly AnyMailTemplate[], render: RenderMail) {
  return ({ query, ctx }: AdminRequest): Preview => {
    const template = templates.find(({ name }) => name === query['name']) ?? templates[0];
    if (!template) throw platformFailure('NOT_FOUND');
    const language = Language.catch('en').parse(query['language']);
    const recipient = { username: ctx.user.username, language, timeZone: ctx.user.timeZone };
    const unsubscribeUrl = template.kind === undefined ? null : new URL('/unsubscribe', ctx.publicUrl).href;
    const mail = render(template, { recipient, data: template.sample, unsubscribeUrl });
    return { name: template.name, language, mail };
  };
}

function showTemplate({ name, language, mail }: Preview, templates: readonly AnyMailTemplate[]): View {
  const data = { name, language, mail, languages: Language.options, names: templates.map((template) => template.name) };
  return { template: 'mail/templates', title: 'Mail templates', data, hasFrames: true };
}

/** What it links to opens in a tab of its own: the frame is sandboxed, and no page of ours opens in one. */
function inFrame(html: string): string {
  return html.replace('<head>', '<head><base target="_blank">');
}
