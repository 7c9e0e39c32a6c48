import type { AnyProcedure } from '@hybrid/contracts/kernel';
import { platformErrors } from '@hybrid/contracts/kernel';
import { type TrackedEnvelope, tracked } from '@trpc/server';
import type { z } from 'zod';
import { demandAccess, hasRole } from '../access.ts';
import type { RequestSession } from '../auth/session.ts';
import { watchCaller } from '../auth/watch-caller.ts';
import type { AnonymousContext, Caller } from '../context.ts';
import { Failure, platformFailure } from '../failure.ts';

/** What a door (tRPC, REST, a test) knows of one call before the pipeline begins. */
export interface Call {
  readonly ctx: AnonymousContext;
  readonly session: RequestSession;
  /** The input as it was sent, not yet checked. */
  readonly input: unknown;
}

/** A procedure made ready to be called: access, input, handler, declared errors and output, in that order. */
export interface CompiledProcedure {
  readonly contract: AnyProcedure;
  /**
   * Lets the caller in or throws, as both below do first: for a door that has a body to read in between.
   *
   * @returns what answers a query or a mutation for this caller.
   */
  admit(call: Omit<Call, 'input'>): Promise<(input: unknown) => Promise<unknown>>;
  /** Answers a query or a mutation. */
  run(call: Call): Promise<unknown>;
  /** Serves a subscription. */
  stream(call: Call): AsyncIterable<TrackedEnvelope<unknown>>;
}

type AnyHandler = (ctx: AnonymousContext, input: unknown) => unknown;

/**
 * Compiles a procedure and its handler into the one pipeline that every door uses.
 *
 * @remarks
 * Who may call is decided before the input is looked at, so that a stranger learns nothing from its errors. A stream asks
 * again for as long as it is open; its handler has to end when `ctx.signal` aborts.
 *
 * @param options `lookMs` is how often a stream asks.
 */
export function compile(
  contract: AnyProcedure,
  handler: AnyHandler,
  { lookMs }: { lookMs?: number } = {},
): CompiledProcedure {
  const handle = (context: AnonymousContext, input: unknown) =>
    handler(context, contract.input ? parseInput(contract.input, input) : undefined);
  const admit: CompiledProcedure['admit'] = async ({ ctx, session }) => {
    const context = await contextFor(contract, ctx, session);
    return async (input) => {
      try {
        return contract.output.parse(await handle(context, input));
      } catch (error) {
        throw declaredOnly(contract, error);
      }
    };
  };

  return {
    contract,
    admit,
    async run(call) {
      const answer = await admit(call);
      return answer(call.input);
    },
    async *stream(call) {
      const refused = new AbortController();
      const signal = AbortSignal.any([call.ctx.signal, refused.signal]);
      let stopWatching = () => {};
      try {
        // `implement` saw to it that the handler of a subscription returns an iterable of tracked events.
        const context = await contextFor(contract, { ...call.ctx, signal }, call.session);
        const events = (await handle(context, call.input)) as AsyncIterable<TrackedEnvelope<unknown>>;
        const mayStay = await whetherMayStay(contract, call.session);
        if (mayStay) stopWatching = watchCaller({ mayStay, onRefused: () => refused.abort(), everyMs: lookMs });
        for await (const [id, data] of events) {
          if (refused.signal.aborted) break;
          yield tracked(id, await contract.output.parseAsync(data));
        }
      } catch (error) {
        // A handler may end by throwing what the signal gave as its reason.
        if (!refused.signal.aborted) throw declaredOnly(contract, error);
      } finally {
        stopWatching();
      }
      // A stream that only ends is opened again by the client, as after a restart of ours.
      if (refused.signal.aborted) throw platformFailure('UNAUTHORIZED');
    },
  };
}

async function contextFor({ access }: AnyProcedure, ctx: AnonymousContext, session: RequestSession) {
  if (access === 'anonymous') return ctx;
  const user: Caller | null = await session.identify();
  if (access !== 'public') demandAccess(access, user);
  return { ...ctx, user, session };
}

/** What tells whether the caller of a stream may go on; null where nobody was asked who they are, or they are nobody. */
async function whetherMayStay({ access }: AnyProcedure, session: RequestSession) {
  if (access === 'anonymous' || !(await session.identify())) return null;
  return async () => {
    const user = await session.identify({ anew: true });
    return user !== null && (access === 'public' || hasRole(user.role, access));
  };
}

// At once, as the output is: asked to wait, zod does without the readers that it has compiled, and takes 66 µs for a list of 20
// instead of 39. A schema has nothing to wait for: it holds no behaviour.
function parseInput(schema: z.ZodType, input: unknown): unknown {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw platformFailure('INVALID_INPUT', { fields: messagesByField(parsed.error) });
}

/** Messages by the dotted path of the field; the empty name holds what concerns the input as a whole. */
export function messagesByField({ issues }: z.ZodError): Record<string, string[]> {
  const fields = new Map<string, string[]>();
  for (const { path, message } of issues) {
    const name = path.map(String).join('.');
    fields.set(name, [...(fields.get(name) ?? []), message]);
  }
  return Object.fromEntries(fields);
}

/** A failure the contract does not declare is a bug of the handler, not a message for the caller. */
function declaredOnly(contract: AnyProcedure, error: unknown): unknown {
  if (!(error instanceof Failure)) return error;
  const { name } = error.error;
  if (Object.hasOwn(contract.errors, name) || Object.hasOwn(platformErrors, name)) return error;
  return new Error(`A handler failed with ${name}, which its procedure does not declare.`, { cause: error });
}
