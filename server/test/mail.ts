import { z } from 'zod';
import type { Host } from './host.ts';

/** A mail as the product asked for it. */
export interface AskedMail {
  readonly template: string;
  readonly to: string;
  readonly data: Record<string, unknown>;
}

/** The mails that were asked for, in their order, before anything of them was sent. */
export async function mailsOf({ db }: Host, template?: string): Promise<AskedMail[]> {
  const found = await db.mail.findMany({ where: template === undefined ? {} : { template }, orderBy: { id: 'asc' } });
  return found.map(({ template: name, to, data }) => ({
    template: name,
    to,
    data: z.record(z.string(), z.unknown()).parse(data ?? {}),
  }));
}

/** The token in the link of a mail. */
export function tokenOf(mail: AskedMail | undefined): string {
  const token = new URL(String(mail?.data['url'])).searchParams.get('token');
  if (token === null) throw new Error('The mail was to hold a link with a token.');
  return token;
}

/** The tokens in the links of mails that were made, and kept to be read. */
export async function sentTokens({ db }: Host, template: string): Promise<string[]> {
  const found = await db.mail.findMany({ where: { template, state: 'kept' }, orderBy: { id: 'asc' } });
  return found.map(({ text }) => /token=([\w.-]+)/.exec(text ?? '')?.[1] ?? '');
}
