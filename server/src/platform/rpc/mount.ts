import type { AnyProcedure } from '@hybrid/contracts/kernel';
import type { AnyTRPCRouter, TRPCError } from '@trpc/server';
import { createExpressMiddleware } from '@trpc/server/adapters/express';
import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import type { RequestSession } from '../auth/session.ts';
import type { Services } from '../context.ts';
import { readClient } from '../calls/calling-client.ts';
import { deprecationHeaders } from '../calls/deprecation-headers.ts';
import { idempotencyKeyOf } from '../calls/idempotency-key.ts';
import { Failure } from '../failure.ts';
import { currentRequestId } from '../request-scope.ts';
import { isOurFault } from './error-shape.ts';
import type { CompiledRecord } from './implement.ts';
import { findProcedure } from './router.ts';

/** What is read of a body where the contract states no cap. */
export const bodyBytesMax = 1_048_576;
const batchMax = 10;
const RetryAfter = z.object({ retryAfterSeconds: z.number() });

/** What the mount needs beside the router. */
export interface MountOptions {
  readonly procedures: CompiledRecord;
  readonly services: Services;
  readonly sessionOf: (req: Request, res: Response) => RequestSession;
}

/**
 * Serves a router by tRPC's stock Express adapter.
 *
 * @remarks
 * Everything that knows the adapter is in this file, so that another way of serving can take its place.
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
    onError: ({ error, path }) => {
      if (isOurFault(error)) log.error({ err: error.cause ?? error, procedure: path }, 'A procedure failed.');
    },
    responseMeta: ({ errors, paths = [] }) => ({
      headers: { ...retryAfter(errors), ...deprecationHeaders(contractsOf(procedures, paths)) },
    }),
  });
}

function contractsOf(procedures: CompiledRecord, paths: readonly string[]): AnyProcedure[] {
  return paths.flatMap((path) => findProcedure(procedures, path)?.contract ?? []);
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

function retryAfter(errors: readonly TRPCError[]): Record<string, string> {
  const limited = errors.find((error) => error instanceof Failure && error.error.name === 'TOO_MANY_REQUESTS');
  const parsed = RetryAfter.safeParse(limited instanceof Failure ? limited.error.data : null);
  return parsed.success ? { 'Retry-After': String(parsed.data.retryAfterSeconds) } : {};
}
