import type { AnyTRPCRouter } from '@trpc/server';
import { createExpressMiddleware } from '@trpc/server/adapters/express';
import type { RequestHandler } from 'express';
import type { RequestSession, SessionOf } from '../auth/session.ts';
import type { Services } from '../context.ts';
import { readClient } from '../calls/calling-client.ts';
import { idempotencyKeyOf } from '../calls/idempotency-key.ts';
import { currentRequestId } from '../request-scope.ts';
import { answerHeaders, logFault } from './answer-meta.ts';
import type { CompiledRecord } from './implement.ts';
import { findProcedure } from './router.ts';

/** What is read of a body where the contract states no cap. */
export const bodyBytesMax = 1_048_576;
/** The most calls of one request. */
export const batchMax = 10;
/** What the mount needs beside the router. */
export interface MountOptions {
  readonly procedures: CompiledRecord;
  readonly services: Services;
  readonly sessionOf: SessionOf;
}

/**
 * Serves a router by tRPC's stock Express adapter: what the fast path does not take.
 *
 * @remarks
 * Everything that knows the adapter is in this file.
 */
export function mountRpc(router: AnyTRPCRouter, options: MountOptions): RequestHandler {
  // The adapter knows one cap, so that each cap a contract states gets an adapter of its own.
  const adapters = new Map<number, RequestHandler>();
  const adapterFor = (cap: number) => {
    const known = adapters.get(cap) ?? createAdapter(router, options, cap);
    adapters.set(cap, known);
    return known;
  };
  return async (req, res, next) => {
    if (!isPlainPath(req.path)) return next();
    // The adapter ends an answer of which it cannot make JSON a second time, as an error that nobody would catch.
    res.on('error', (error) => options.services.log.error({ err: error, path: req.path }, 'An answer broke off.'));
    const cap = bodyCap(options.procedures, req.path);
    // The adapter reads the body before anything is asked of the caller: a stranger has no files to send.
    const isTrusted = cap <= bodyBytesMax || (await isSignedIn(options.sessionOf(req, res)));
    adapterFor(isTrusted ? cap : bodyBytesMax)(req, res, next);
  };
}

/** A token that stands for nobody is refused by the procedure, by name; here it is worth as much as none. */
async function isSignedIn(session: RequestSession): Promise<boolean> {
  return (await session.identify().catch(() => null)) !== null;
}

function createAdapter(router: AnyTRPCRouter, options: MountOptions, cap: number): RequestHandler {
  const { procedures, services, sessionOf } = options;
  const { log } = services;
  return createExpressMiddleware({
    router,
    maxBodySize: cap,
    maxBatchSize: batchMax,
    createContext: ({ req, res, info }) => ({
      ...services,
      requestId: currentRequestId() ?? '',
      session: sessionOf(req, res),
      client: readClient(req),
      idempotencyKey: idempotencyKeyOf(req, { isBatch: info.isBatchCall }),
    }),
    onError: ({ error, path }) => logFault(log, error, path),
    responseMeta: ({ errors, paths = [], eagerGeneration }) => {
      const called = paths.flatMap((path) => findProcedure(procedures, path)?.contract ?? []);
      // Of a streamed batch the headers go out before anything in it can fail.
      return { headers: answerHeaders(errors, called, { mayFail: eagerGeneration }) };
    },
  });
}

/** The adapter decodes a path and takes what follows its last slash: only where it does neither do both of us read the same. */
function isPlainPath(path: string): boolean {
  return /^\/[\w.,]+$/.test(path);
}

/** The least cap among the procedures of a batch: `/accounts.signIn,notes.list`. */
function bodyCap(procedures: CompiledRecord, path: string): number {
  const caps = path
    .slice(1)
    .split(',', batchMax)
    .map((name) => findProcedure(procedures, name)?.contract.bodyBytesMax ?? bodyBytesMax);
  return Math.min(...caps);
}
