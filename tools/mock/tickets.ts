import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { roles } from './wishes.ts';

/** What a token or a cookie says: which visit it belongs to, and who is signed in there; `default` is whoever the flag says. */
export const Ticket = z.object({
  visit: z.string(),
  as: z.union([
    z.enum(['default', 'none']),
    z.object({ username: z.string(), email: z.string(), role: z.enum(roles) }),
  ]),
});
export type Ticket = z.infer<typeof Ticket>;

const cookieName = 'mock-session';

/** Writes a ticket as a token. Signed by nobody: whoever wants to be somebody else here only has to say so. */
export function writeTicket(ticket: Ticket): string {
  return Buffer.from(JSON.stringify(ticket)).toString('base64url');
}

/** Reads a token, or gives null for what is none of the mock's. */
export function readTicket(text: string | undefined): Ticket | null {
  if (text === undefined) return null;
  try {
    return Ticket.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString())).data ?? null;
  } catch {
    return null;
  }
}

/** The ticket that a request carries as a cookie. */
export function cookieTicket({ headers }: IncomingMessage): Ticket | null {
  return readTicket(new RegExp(`(?:^|;\\s*)${cookieName}=([^;]*)`).exec(headers.cookie ?? '')?.[1]);
}

/** A cookie, as an answer sets it, for as long as the browser is open. */
export function ticketCookie(ticket: Ticket): string {
  return `${cookieName}=${writeTicket(ticket)}; Path=/; HttpOnly; SameSite=Lax`;
}
