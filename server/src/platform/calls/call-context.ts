import type { ServerResponse } from 'node:http';
import type { AnonymousContext, Services } from '../context.ts';

/** What the calls of a request are given; the signal aborts where its sender goes away before the answer is out. */
export function callContext(services: Services, res: ServerResponse, requestId: string): AnonymousContext {
  const gone = new AbortController();
  res.once('close', () => {
    if (!res.writableFinished) gone.abort();
  });
  return { ...services, requestId, signal: gone.signal };
}
