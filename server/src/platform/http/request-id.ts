import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import { withRequestId } from '../request-scope.ts';

/**
 * Gives every request an id: that of a proxy in front where it sent a sound one. Answers carry it in `X-Request-Id`. A sound
 * W3C `traceparent` goes along with it, into the jobs that the request enqueues.
 */
export function requestIds(trustProxy: boolean): RequestHandler {
  return (req, res, next) => {
    const given = trustProxy ? req.get('x-request-id') : undefined;
    // It stands in logs and answers, so that a stranger's text must not get in by it.
    const requestId = given !== undefined && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
    res.set('X-Request-Id', requestId);
    withRequestId(requestId, next, traceOf(req.get('traceparent')));
  };
}

/** Version 00 of W3C Trace Context: anything else is a stranger's text. */
function traceOf(given: string | undefined): string | null {
  return given !== undefined && /^00-(?!0{32})[\da-f]{32}-(?!0{16})[\da-f]{16}-[\da-f]{2}$/.test(given) ? given : null;
}
