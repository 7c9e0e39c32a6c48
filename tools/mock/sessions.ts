import type { IncomingMessage, ServerResponse } from 'node:http';
import { randomUUID } from 'node:crypto';
import type { Identity, People } from './people.ts';
import { bearerToken, type Caller, isOurPage, type RequestSession, unauthorized } from './platform.ts';
import { cookieTicket, readTicket, type Ticket, ticketCookie, writeTicket } from './tickets.ts';
import type { Visit, Visits } from './visits.ts';
import { currentWishes, type Who } from './wishes.ts';

/** The session of a request, with what the mock remembers of the visit that it belongs to. */
export interface MockSession extends RequestSession {
  /** The visit, or null where nothing of it would be found again. */
  visit(): Visit | null;
  /** The visit, begun where a page of ours makes its first change; null as above. */
  beginVisit(): Visit | null;
  /** A token that stands for somebody, for `begin`. */
  tokenFor(identity: Identity): string;
}

/** What the sessions of requests are made from. */
export interface SessionOptions {
  readonly people: People;
  readonly visits: Visits;
  /** Who is signed in where nobody signed in or out. */
  readonly user: Who;
  readonly publicUrl: URL;
}

/**
 * Makes the sessions of requests: by the header, else by the token, else by the cookie, else as the flag says.
 *
 * @remarks
 * A ticket says by itself who is signed in, so that a restart signs nobody out; what was written is in memory, and gone then.
 */
export function createSessions(options: SessionOptions): (req: IncomingMessage, res: ServerResponse) => MockSession {
  const { visits, publicUrl } = options;
  return (req, res) => {
    const bearer = bearerToken(req);
    let ticket = bearer === undefined ? cookieTicket(req) : readTicket(bearer);
    // A page of ours is given a cookie, a program a token: as by the server.
    const isPage = bearer === undefined && isOurPage(req, publicUrl);
    const keep = (kept: Ticket) => {
      ticket = kept;
      if (!res.headersSent) res.appendHeader('Set-Cookie', ticketCookie(kept));
    };
    const name = () => ticket?.visit ?? randomUUID();
    const visit = () => (ticket === null ? null : visits.of(ticket.visit));
    return {
      origin: { address: req.socket.remoteAddress ?? '', userAgent: req.headers['user-agent'] },
      async identify() {
        const { user: wished, problem } = currentWishes();
        if (problem) throw problem;
        if (wished !== null) return somebody(options, { visit: '', as: 'default' }, wished);
        if (bearer !== undefined && ticket === null) throw unauthorized();
        return somebody(options, ticket, options.user);
      },
      tokenFor: (as) => writeTicket({ visit: name(), as }),
      begin(token) {
        const begun = readTicket(token);
        if (begun === null || !isPage) return token;
        visits.of(begun.visit).self = {};
        keep(begun);
        return null;
      },
      async end() {
        if (isPage) keep({ visit: name(), as: 'none' });
      },
      visit,
      beginVisit() {
        if (ticket === null && isPage) keep({ visit: name(), as: 'default' });
        return visit();
      },
    };
  };
}

/** Whom a ticket stands for, with what they made of themselves; without one, whoever is signed in by default. */
function somebody({ people, visits }: SessionOptions, ticket: Ticket | null, otherwise: Who): Caller | null {
  const as = ticket?.as ?? 'default';
  const who = as === 'default' ? otherwise : as;
  if (who === 'none') return null;
  const self = ticket === null || ticket.visit === '' ? {} : visits.of(ticket.visit).self;
  return { ...people.callerOf(typeof who === 'string' ? people.ofRole(who) : who), ...self };
}
