import type { ErrorAnswer, PlatformErrorName } from '@hybrid/contracts/kernel';
import { platformErrors } from '@hybrid/contracts/kernel';
import { isDatabaseBusy, isDatabaseUnavailable } from '@hybrid/prisma';
import { type AnyTRPCRouter, getTRPCErrorFromUnknown, getTRPCErrorShape, TRPCError } from '@trpc/server';
import type { TRPCErrorShape } from '@trpc/server/rpc';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import { Failure } from '../failure.ts';
import { currentRequestId } from '../request-scope.ts';

/** What tRPC itself refuses, by its code: everything else that is no failure of ours is a bug. */
const refusals: Partial<Record<TRPCError['code'], PlatformErrorName>> = {
  PARSE_ERROR: 'INVALID_INPUT',
  BAD_REQUEST: 'INVALID_INPUT',
  UNSUPPORTED_MEDIA_TYPE: 'INVALID_INPUT',
  NOT_FOUND: 'NOT_FOUND',
  METHOD_NOT_SUPPORTED: 'METHOD_NOT_ALLOWED',
  PAYLOAD_TOO_LARGE: 'PAYLOAD_TOO_LARGE',
};

/**
 * Turns whatever was thrown into what may be told: a name, data and a sentence.
 *
 * @remarks
 * tRPC copies the message of the cause to the caller by default, and with it the text of a database error. Here only
 * failures made on purpose keep their words.
 */
export function describeError(error: unknown): { message: string; status: number; answer: ErrorAnswer } {
  const { message, status, name, data } = describe(error);
  return { message, status, answer: { error: { name, data }, requestId: currentRequestId() ?? '' } };
}

/** Tells what has to be logged from an expected failure: a bug, or a database that is away. What it has no time for is logged by the second. */
export function isOurFault(error: unknown): boolean {
  if (isDatabaseBusy(causeOf(error))) return false;
  const { name } = describe(error);
  return name === 'INTERNAL' || name === 'UNAVAILABLE';
}

/** Words a failure as the router's own adapters do. */
export function errorShapeOf(router: AnyTRPCRouter): (thrown: unknown, path?: string) => TRPCErrorShape {
  const { _config: config } = router._def;
  return (thrown, path) => {
    const error = getTRPCErrorFromUnknown(thrown);
    // What our formatter does not look at is left out: the kind, the input, the context.
    return getTRPCErrorShape({ config, error, type: 'unknown', path, input: undefined, ctx: undefined });
  };
}

function describe(error: unknown): { message: string; status: number; name: string; data: unknown } {
  const failure = failureOf(error);
  if (failure) return { message: failure.message, status: failure.status, ...failure.error };
  const name = isDatabaseUnavailable(causeOf(error)) ? 'UNAVAILABLE' : (refusalOf(error) ?? 'INTERNAL');
  const data = name === 'INVALID_INPUT' ? { fields: { '': ['is not what this procedure reads'] } } : null;
  const { message, status } = platformErrors[name];
  return {
    message,
    name,
    data,
    status: error instanceof TRPCError && name !== 'UNAVAILABLE' ? getHTTPStatusCodeFromError(error) : status,
  };
}

/** tRPC wraps what a resolver or a stream throws; a failure of ours comes through as it is, or as the cause. */
function failureOf(error: unknown): Failure | null {
  if (error instanceof Failure) return error;
  const cause = causeOf(error);
  return cause instanceof Failure ? cause : null;
}

/** What tRPC refused before any code of ours ran: unreadable JSON, an unknown path, a body or batch too large. */
function refusalOf(error: unknown): PlatformErrorName | undefined {
  return error instanceof TRPCError ? refusals[error.code] : undefined;
}

function causeOf(error: unknown): unknown {
  return error instanceof TRPCError && error.cause !== undefined ? error.cause : error;
}
