import { type AnyTRPCRouter, initTRPC } from '@trpc/server';
import type { RequestSession } from '../auth/session.ts';
import type { CallingClient } from '../calls/calling-client.ts';
import type { AnonymousContext } from '../context.ts';
import type { CompiledProcedure } from './call.ts';
import { describeError } from './error-shape.ts';
import type { CompiledRecord } from './implement.ts';

/** What a request brings to every procedure it calls; the signal comes with each call. */
export interface RequestContext extends Omit<AnonymousContext, 'signal'> {
  readonly session: RequestSession;
  readonly client: CallingClient;
  readonly idempotencyKey: string | undefined;
}

const pingMs = 20_000;

const t = initTRPC.context<RequestContext>().create({
  errorFormatter({ shape, error }) {
    const { message, status, answer } = describeError(error);
    const { stack: _stack, ...data } = shape.data;
    return { ...shape, message, data: { ...data, httpStatus: status, ...answer } };
  },
  sse: {
    // Proxies and phones drop a connection on which nothing is said; the client takes twice the silence for a loss.
    ping: { enabled: true, intervalMs: pingMs },
    client: { reconnectAfterInactivityMs: pingMs * 2 },
  },
});

/** Builds the tRPC router of compiled procedures, for the stock adapters, callers and tools. */
export function createRouter(procedures: CompiledRecord): AnyTRPCRouter {
  return t.router(toRouterRecord(procedures));
}

type RouterRecord = Parameters<typeof t.router>[0];

function toRouterRecord(record: CompiledRecord): RouterRecord {
  return Object.fromEntries(
    Object.entries(record).map(([name, node]) => [name, isCompiled(node) ? toProcedure(node) : toRouterRecord(node)]),
  );
}

function isCompiled(node: CompiledProcedure | CompiledRecord): node is CompiledProcedure {
  return typeof node['run'] === 'function';
}

// tRPC's own parsing is left out on purpose: the compiled pipeline decides who may call before it looks at the input.
const unchecked = t.procedure.input((input: unknown) => input);

interface Resolved {
  readonly path: string;
  readonly ctx: RequestContext;
  readonly input: unknown;
  readonly signal: AbortSignal | undefined;
}

function toProcedure(compiled: CompiledProcedure) {
  // Asked for an input, tRPC reads the body, which a client that has nothing to send leaves out.
  const mutating = compiled.contract.input ? unchecked : t.procedure;
  const byKind = {
    query: () => unchecked.query((call) => compiled.run(toCall(call))),
    mutation: () => mutating.mutation((call) => compiled.run(toCall(call))),
    subscription: () => unchecked.subscription((call) => compiled.stream(toCall(call))),
  };
  return byKind[compiled.contract.kind]();
}

function toCall({ path: name, ctx: { session, client, idempotencyKey, ...services }, input, signal }: Resolved) {
  const ctx = { ...services, signal: signal ?? new AbortController().signal };
  return { name, ctx, session, client, idempotencyKey, input };
}

/** Every procedure, by its dotted name. */
export function eachProcedure(record: CompiledRecord, parents = ''): [name: string, CompiledProcedure][] {
  return Object.entries(record).flatMap(([name, node]): [string, CompiledProcedure][] =>
    isCompiled(node) ? [[parents + name, node]] : eachProcedure(node, `${parents}${name}.`),
  );
}

/** Finds a procedure by its dotted name, or undefined. */
export function findProcedure(record: CompiledRecord, name: string): CompiledProcedure | undefined {
  let node: CompiledProcedure | CompiledRecord | undefined = record;
  for (const part of name.split('.')) {
    if (node === undefined || isCompiled(node) || !Object.hasOwn(node, part)) return undefined;
    node = node[part];
  }
  return node !== undefined && isCompiled(node) ? node : undefined;
}
