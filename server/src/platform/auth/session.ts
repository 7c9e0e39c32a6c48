import type { IncomingMessage, ServerResponse } from 'node:http';
import { parseCookie, stringifySetCookie } from 'cookie';
import { platformFailure } from '../failure.ts';
import { addressBehind } from '../http/address.ts';
import { isOurPage } from '../http/origin-guard.ts';
import { noteActing, rememberUser } from '../request-scope.ts';
import type { AuthPort, Caller, Origin } from './auth-port.ts';

/** The most a browser keeps a cookie; the session behind it decides how long it counts. */
const cookieDays = 400;

/** What a use case may do with the session of the call it serves. */
export interface SessionHandle {
  readonly origin: Origin;
  /** The secret of the session that the call came with, to be named to the sign-in port; never sent, never logged. */
  readonly token?: string | undefined;
  /**
   * Hands the caller the session that was begun.
   *
   * @returns the token for a caller that is no page of ours; null where a cookie carries it, out of reach of scripts.
   */
  begin(token: string): string | null;
  /** Ends the session of this call, if there is one. */
  end(): Promise<void>;
}

/** The session of one request: who asks, and the ways to begin and end it. */
export interface RequestSession extends SessionHandle {
  /**
   * The signed-in person or null; looked up once, when first asked, unless asked `anew`.
   *
   * @throws UNAUTHORIZED for a token that was sent on purpose and stands for nobody.
   */
  identify(options?: { readonly anew: boolean }): Promise<Caller | null>;
}

/** Finds the session of a request, of Express or of Node itself. */
export type SessionOf = (req: IncomingMessage, res: ServerResponse) => RequestSession;

/**
 * Makes the sessions of requests; over https the cookie is tied to the origin by its `__Host-` name.
 *
 * @param addressOf tells the address that a request comes from: that of the connection unless given.
 */
export function createSessions(auth: AuthPort, publicUrl: URL, addressOf = addressBehind(0)): SessionOf {
  const secure = publicUrl.protocol === 'https:';
  const name = secure ? '__Host-session' : 'session';
  const attributes = { httpOnly: true, sameSite: 'lax', secure, path: '/' } as const;

  return (req, res) => {
    const cookie = parseCookie(req.headers.cookie ?? '')[name];
    const bearer = bearerToken(req);
    const token = bearer ?? cookie;
    let caller: Promise<Caller | null> | undefined;

    const lookUp = (anew: boolean) => identify(auth, { token, isExplicit: bearer !== undefined, anew });
    const setCookie = (value: string, maxAge: number) => {
      res.appendHeader('Set-Cookie', stringifySetCookie({ name, value, maxAge, ...attributes }));
    };

    return {
      origin: { address: addressOf(req), userAgent: req.headers['user-agent'] },
      token,
      identify: ({ anew } = { anew: false }) => (anew ? lookUp(true) : (caller ??= lookUp(false))),
      begin(begunToken) {
        if (!isOurPage(req, publicUrl)) return begunToken;
        if (res.headersSent) throw new Error('A session began after the answer did: no cookie can carry it any more.');
        setCookie(begunToken, cookieDays * 86_400);
        return null;
      },
      async end() {
        if (token !== undefined) await auth.signOut(token);
        // A cookie that stays, because the answer has begun, stands for nobody from here on.
        if (cookie !== undefined && !res.headersSent) setCookie('', 0);
      },
    };
  };
}

interface Asked {
  readonly token: string | undefined;
  /** Whether it was sent on purpose. */
  readonly isExplicit: boolean;
  readonly anew: boolean;
}

/** A stale cookie means nobody; a token that a client sends on purpose has to be right. */
async function identify(auth: AuthPort, { token, isExplicit, anew }: Asked) {
  if (token === undefined) return null;
  const caller = await auth.identify(token, { anew });
  if (!caller && isExplicit) throw platformFailure('UNAUTHORIZED');
  if (caller) rememberUser(caller.id);
  if (caller?.impersonator) noteActing({ actorId: caller.impersonator.id, asId: caller.id });
  return caller;
}

/**
 * The token of `Authorization: Bearer …`, or `Token …`; garbage after it counts as a token.
 *
 * @remarks
 * Other schemes are not ours: a proxy that asks for a password in front of a trial sends its `Basic …` with everything.
 */
export function bearerToken(req: IncomingMessage): string | undefined {
  const header = req.headers.authorization ?? '';
  if (!/^(?:Bearer|Token)(?:\s|$)/i.test(header)) return undefined;
  return /^\S+\s+(\S+)$/.exec(header)?.[1] ?? '';
}
