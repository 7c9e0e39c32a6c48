import type { AnyProcedure } from '@hybrid/contracts/kernel';
import { platformErrors } from '@hybrid/contracts/kernel';
import type { TrackedEnvelope } from '@trpc/server';
import type { RequestSession } from '../auth/session.ts';
import type { CallingClient } from '../calls/calling-client.ts';
import { type Admitted, contextFor } from '../calls/context-for.ts';
import { limitCall } from '../calls/limit-call.ts';
import type { AnonymousContext, Caller } from '../context.ts';
import { Failure } from '../failure.ts';

/** What a door (tRPC, REST, a test) knows of one call before the pipeline begins. */
export interface Call {
  /** The procedure's dotted name, as the door was asked for it. */
  readonly name: string;
  readonly ctx: AnonymousContext;
  readonly session: RequestSession;
  readonly client: CallingClient;
  /** What the call names itself by; counts where the contract says that it is carried out once. */
  readonly idempotencyKey?: string | undefined;
  /** The input as it was sent, not yet checked. */
  readonly input?: unknown;
  /** Reads the input instead, once the caller was let in: for a door that reads no body of who may not call. */
  readonly readInput?: () => Promise<unknown>;
  /** Of a stream: whether its door asks whether the caller may still listen. */
  readonly isWatched?: boolean;
}

/** A procedure made ready to be called: see `compile` for what is done in which order. */
export interface CompiledProcedure {
  readonly contract: AnyProcedure;
  /** Answers a query or a mutation. */
  run(call: Call): Promise<unknown>;
  /**
   * Lets the caller of a subscription in, as `stream` does first: for a door that serves it by itself.
   *
   * @returns who calls, and the input, read.
   */
  listen(call: Call): Promise<{ readonly user: Caller | null; readonly input: unknown }>;
  /** Serves a subscription. */
  stream(call: Call): AsyncIterable<TrackedEnvelope<unknown>>;
}

/** A procedure and what answers it; `implement` saw to it that they belong together. */
export interface Implemented {
  readonly contract: AnyProcedure;
  readonly handler: (ctx: AnonymousContext, input: unknown) => unknown;
}

/**
 * Lets a call in: its client was built with a contract in which the procedure meant the same, and its caller may call.
 *
 * @throws STALE_CLIENT, UNAUTHORIZED, FORBIDDEN.
 */
export function enter({ contract }: Implemented, { name, ctx, session, client }: Call): Promise<Admitted> {
  ctx.releases.demandCurrent(name, client);
  return contextFor(contract, ctx, session);
}

/** Counts a call against the limit of its procedure; throws TOO_MANY_REQUESTS. */
export function limit({ contract }: Implemented, { name, ctx, session }: Call, { user }: Admitted): Promise<void> {
  return limitCall(contract, { name, ctx, address: session.origin.address, user });
}

/** A failure the contract does not declare is a bug of the handler, not a message for the caller. */
export function declaredOnly({ contract }: Implemented, error: unknown): unknown {
  if (!(error instanceof Failure)) return error;
  const { name } = error.error;
  if (Object.hasOwn(contract.errors, name) || Object.hasOwn(platformErrors, name)) return error;
  return new Error(`A handler failed with ${name}, which its procedure does not declare.`, { cause: error });
}
