import type { AnyProcedure } from '@hybrid/contracts/kernel';
import type { TRPCError } from '@trpc/server';
import { z } from 'zod';
import { deprecationHeaders } from '../calls/deprecation-headers.ts';
import { Failure } from '../failure.ts';
import type { Logger } from '../log.ts';
import { isOurFault } from './error-shape.ts';

const RetryAfter = z.object({ retryAfterSeconds: z.number() });

/** What the headers of an answer say of the calls in it: when to come again, and what will be gone. */
export function answerHeaders(errors: readonly TRPCError[], called: readonly AnyProcedure[]): Record<string, string> {
  return { ...retryAfter(errors), ...deprecationHeaders(called) };
}

function retryAfter(errors: readonly TRPCError[]): Record<string, string> {
  const limited = errors.find((error) => error instanceof Failure && error.error.name === 'TOO_MANY_REQUESTS');
  const parsed = RetryAfter.safeParse(limited instanceof Failure ? limited.error.data : null);
  return parsed.success ? { 'Retry-After': String(parsed.data.retryAfterSeconds) } : {};
}

/** Logs what is no answer made on purpose: a bug, or a database that is away. */
export function logFault(log: Logger, error: TRPCError, procedure: string | undefined): void {
  if (isOurFault(error)) log.error({ err: error.cause ?? error, procedure }, 'A procedure failed.');
}
