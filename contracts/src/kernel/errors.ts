import type { AnyProcedure, ProcedureContract, ProcedureTypes } from './procedure.ts';

/** The failures that every procedure may answer with, beside those it declares. The set is closed. */
export const platformErrors = {
  UNAUTHORIZED: { status: 401, message: 'Sign in to do this.' },
  FORBIDDEN: { status: 403, message: 'You may not do this.' },
  NOT_FOUND: { status: 404, message: 'There is nothing at this address.' },
  METHOD_NOT_ALLOWED: { status: 405, message: 'This cannot be called that way.' },
  INVALID_INPUT: { status: 422, message: 'Some of what was sent is not valid.' },
  PAYLOAD_TOO_LARGE: { status: 413, message: 'What was sent is too large.' },
  TOO_MANY_REQUESTS: { status: 429, message: 'Too many attempts. Wait a little, then try again.' },
  STALE_CLIENT: { status: 412, message: 'This page is older than the server. Reload it.' },
  IDEMPOTENCY_CONFLICT: { status: 409, message: 'This is being done already. Ask again in a moment.' },
  UNAVAILABLE: { status: 503, message: 'This is not available at the moment. Try again shortly.' },
  INTERNAL: { status: 500, message: 'Something went wrong on our side.' },
} as const;

/** The name of a platform error. */
export type PlatformErrorName = keyof typeof platformErrors;

/** The data that some platform errors carry; the others carry null. */
export interface PlatformErrorData {
  /** Messages by field; the empty name holds what concerns the input as a whole. */
  INVALID_INPUT: { fields: Record<string, string[]> };
  TOO_MANY_REQUESTS: { retryAfterSeconds: number };
  /** Still being carried out (409: ask again in a moment), or the same key with another input (422: use a key of its own). */
  IDEMPOTENCY_CONFLICT: { reason: 'in_flight' | 'other_input' };
}

/** What an error answer carries beside tRPC's own fields, under `error.data`. */
export interface ErrorAnswer {
  readonly error: { readonly name: string; readonly data: unknown };
  readonly requestId: string;
}

/** A declared failure as a client sees it: its name, and the data that goes with that name. */
export type DeclaredError<P extends AnyProcedure> =
  P extends ProcedureContract<P['kind'], P['access'], infer T extends ProcedureTypes>
    ? { [N in keyof T['errors']]: { readonly name: N; readonly data: T['errors'][N] } }[keyof T['errors']]
    : never;

/** A platform failure as a client sees it. */
export type PlatformError = {
  [N in PlatformErrorName]: {
    readonly name: N;
    readonly data: N extends keyof PlatformErrorData ? PlatformErrorData[N] : null;
  };
}[PlatformErrorName];

/**
 * Reads a failure that the procedure declares out of whatever a client caught.
 *
 * @returns name and data, narrowed by name, or null when the error is not one of the procedure's own.
 *
 * @example
 * if (declaredError(contract.accounts.signIn, error)?.name === 'CREDENTIALS_INVALID') showWrongPassword();
 */
export function declaredError<P extends AnyProcedure>(procedure: P, error: unknown): DeclaredError<P> | null {
  const found = errorAnswer(error)?.error;
  if (!found || !Object.hasOwn(procedure.errors, found.name)) return null;
  // The server checked the data against the declaration before it sent it.
  return found as DeclaredError<P>;
}

/** The name under which the server refused, declared or the platform's; null where it gave no answer of ours. */
export function failureNameOf(error: unknown): string | null {
  return errorAnswer(error)?.error.name ?? null;
}

/** Reads a platform failure out of whatever a client caught, or null. */
export function platformError(error: unknown): PlatformError | null {
  const found = errorAnswer(error)?.error;
  if (!found || !Object.hasOwn(platformErrors, found.name)) return null;
  // As above: the closed set is filled by the server alone.
  return found as PlatformError;
}

/** The id under which the server logged a failed request, to be quoted when asking for help, or null. */
export function requestIdOf(error: unknown): string | null {
  return errorAnswer(error)?.requestId ?? null;
}

function errorAnswer(error: unknown): ErrorAnswer | null {
  const data = property(error, 'data');
  const name = property(property(data, 'error'), 'name');
  // The name's presence tells our answers from those of a proxy in between.
  return typeof name === 'string' ? (data as ErrorAnswer) : null;
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
