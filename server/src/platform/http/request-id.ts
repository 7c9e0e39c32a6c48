import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import { withRequestId } from '../request-scope.ts';

/** What a request is known by. */
export interface RequestName {
  readonly id: string;
  /** The W3C trace that it is a part of, or null. */
  readonly trace: string | null;
}

/**
 * Makes what names requests: by the id that a proxy in front gave, where there is one and it is sound, else by a new one. A sound
 * W3C `traceparent` goes along with it, into the jobs that the request enqueues.
 */
export function requestNames(trustProxy: boolean): (req: IncomingMessage) => RequestName {
  return ({ headers }) => {
    const given = trustProxy ? headers['x-request-id'] : undefined;
    // It stands in logs and answers, so that a stranger's text must not get in by it.
    const isSound = typeof given === 'string' && /^[\w-]{8,64}$/.test(given);
    return { id: isSound ? given : randomUUID(), trace: traceOf(headers['traceparent']) };
  };
}

/** Gives every request its id, which answers carry in `X-Request-Id`. */
export function requestIds(trustProxy: boolean): RequestHandler {
  const nameOf = requestNames(trustProxy);
  return (req, res, next) => {
    const { id, trace } = nameOf(req);
    res.set('X-Request-Id', id);
    withRequestId(id, next, trace);
  };
}

/** Version 00 of W3C Trace Context: anything else is a stranger's text. */
function traceOf(given: string | string[] | undefined): string | null {
  const isSound = typeof given === 'string' && /^00-(?!0{32})[\da-f]{32}-(?!0{16})[\da-f]{16}-[\da-f]{2}$/.test(given);
  return isSound ? given : null;
}
