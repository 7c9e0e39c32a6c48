import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import { withRequestId } from '../request-scope.ts';

/** Gives every request an id: that of a proxy in front where it sent a sound one. Answers carry it in `X-Request-Id`. */
export function requestIds(trustProxy: boolean): RequestHandler {
  return (req, res, next) => {
    const given = trustProxy ? req.get('x-request-id') : undefined;
    // It stands in logs and answers, so that a stranger's text must not get in by it.
    const requestId = given !== undefined && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
    res.set('X-Request-Id', requestId);
    withRequestId(requestId, next);
  };
}
