import type { AnyProcedure } from '@hybrid/contracts/kernel';
import type { TRPCError } from '@trpc/server';
import { rpcCaching } from '../calls/cache-headers.ts';
import { deprecationHeaders } from '../calls/deprecation-headers.ts';
import { retryAfterHeaders } from '../calls/retry-after.ts';
import type { Logger } from '../log.ts';
import { isOurFault } from './error-shape.ts';

/** What the headers of an answer say of the calls in it: when to come again, what will be gone, and who may keep it. */
export function answerHeaders(
  errors: readonly TRPCError[],
  called: readonly AnyProcedure[],
  { mayFail = false } = {},
): Record<string, string> {
  // Queries are answered to GET alone.
  const caching = rpcCaching(called, { method: 'GET', hasFailed: errors.length > 0 || mayFail });
  return { Vary: 'trpc-accept, accept', ...retryAfterHeaders(errors), ...deprecationHeaders(called), ...caching };
}

/** Logs what is no answer made on purpose: a bug, or a database that is away. */
export function logFault(log: Logger, error: TRPCError, procedure: string | undefined): void {
  if (isOurFault(error)) log.error({ err: error.cause ?? error, procedure }, 'A procedure failed.');
}
