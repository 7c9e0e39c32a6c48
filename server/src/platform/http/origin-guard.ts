import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';

import { platformFailure } from '../failure.ts';
import { isLoopback } from './loopback.ts';

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses unsafe requests that carry a cookie and do not come from a page of ours.
 *
 * @remarks
 * The one defence against cross-site requests, before any route. A request without cookies passes: it acts for nobody
 * it does not name itself, and `RequestSession.begin` gives a cookie only to a page of ours.
 */
export function originGuard(publicUrl: URL): RequestHandler {
  return (req, _res, next) => {
    if (mayPass(req, publicUrl)) return next();
    next(platformFailure('FORBIDDEN'));
  };
}

/** Tells whether the guard lets a request through. */
export function mayPass(req: IncomingMessage, publicUrl: URL): boolean {
  return safe.has(req.method ?? '') || req.headers.cookie === undefined || isOurPage(req, publicUrl);
}

/**
 * Tells whether a browser says that the request was made by a page of this origin.
 *
 * @remarks
 * A browser sends `Sec-Fetch-Site` (2023 and later) or at least `Origin` with every unsafe request; a sibling subdomain is
 * `same-site`, which is not ours. Where neither header is there, nothing was proved.
 */
export function isOurPage(req: IncomingMessage, publicUrl: URL): boolean {
  const site = req.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  const origin = req.headers.origin;
  return origin === undefined ? site === 'same-origin' : isOurOrigin(origin, req, publicUrl);
}

/** On a laptop the same server is reached as localhost, 127.0.0.1 and [::1]: there the Host header says which is meant. */
function isOurOrigin(origin: string, req: IncomingMessage, publicUrl: URL): boolean {
  if (origin === publicUrl.origin) return true;
  if (!isLoopback(publicUrl.hostname) || !URL.canParse(origin)) return false;
  const { hostname, host } = new URL(origin);
  return isLoopback(hostname) && host === req.headers.host;
}
