import type { AnyProcedure } from '@hybrid/contracts/kernel';
import type { AnyTRPCRouter } from '@trpc/server';
import type { Request, RequestHandler, Response } from 'express';
import { mayGoOn } from '../access.ts';
import type { RequestSession } from '../auth/session.ts';
import { readClient } from '../calls/calling-client.ts';
import { currentRequestId } from '../request-scope.ts';
import type { Call, CompiledProcedure } from '../rpc/call.ts';
import { errorShapeOf, isOurFault } from '../rpc/error-shape.ts';
import type { MountOptions } from '../rpc/mount.ts';
import { findProcedure } from '../rpc/router.ts';
import { holderOf } from './holder-of.ts';
import { LiveConnection, type LiveInput, type Wording } from './live-connection.ts';
import { liveWordsOf } from './live-words.ts';
import { errorFrame, openingFrame } from './frames.ts';
import { serveIterable } from './serve-iterable.ts';

/** What the door needs beside the router. */
export interface SubscriptionDoorOptions extends MountOptions {
  /** The one subscription that is served straight from the hub. */
  readonly live: AnyProcedure;
}

/** How soon a client comes back that lost its stream, at random between these. */
const retryMs = { least: 500, most: 3000 } as const;

/**
 * Serves subscriptions as server-sent events in tRPC's frames, to tRPC's own `httpSubscriptionLink`; what it does not take goes on
 * to the stock adapter.
 *
 * @remarks
 * What is refused is refused on a stream: an HTTP error would end an EventSource for good.
 */
export function subscriptionDoor(router: AnyTRPCRouter, options: SubscriptionDoorOptions): RequestHandler {
  const wording = liveWordsOf(errorShapeOf(router));
  return async (req, res, next) => {
    const found = subscriptionAt(req, options);
    if (found) await serve({ ...found, req, res, router, options, wording });
    else next();
  };
}

interface Serving {
  readonly name: string;
  readonly procedure: CompiledProcedure;
  readonly req: Request;
  readonly res: Response;
  readonly router: AnyTRPCRouter;
  readonly wording: Wording;
  readonly options: SubscriptionDoorOptions;
}

/** A stream that is served from the hub ends with its connection. */
const neverAborted = new AbortController().signal;

/** A batch, and what is not asked for by GET, is for the stock adapter to refuse. */
function subscriptionAt({ method, path, query }: Request, { procedures }: MountOptions) {
  if (method !== 'GET' || query['batch'] !== undefined) return null;
  const name = /^\/([\w.]+)$/.exec(path)?.[1];
  const procedure = name === undefined ? undefined : findProcedure(procedures, name);
  return name !== undefined && procedure?.contract.kind === 'subscription' ? { name, procedure } : null;
}

/** Lets in and serves, or says on a stream why not. */
async function serve(serving: Serving): Promise<void> {
  try {
    const session = serving.options.sessionOf(serving.req, serving.res);
    await (serving.procedure.contract === serving.options.live ? serveLive : serveProcedure)(serving, session);
  } catch (error) {
    serving.options.services.streams.refuse(serving.res, opening() + errorFrame(describe(serving, error)));
  }
}

async function serveLive(serving: Serving, session: RequestSession): Promise<void> {
  const { procedure, options, res } = serving;
  const admitted = await procedure.listen(callOf(serving, session, neverAborted));
  const stream = options.services.streams.open(res, holderOf(session, admitted.user), opening());
  if (!stream) return;
  const connection = new LiveConnection(stream, options.services, serving.wording);
  stream.belongTo(connection);
  // The contract of `live.events` has read it.
  connection.begin(admitted.input as LiveInput);
}

async function serveProcedure(serving: Serving, session: RequestSession): Promise<void> {
  const { procedure, options, res } = serving;
  const { access } = procedure.contract;
  const user = access === 'anonymous' ? null : await session.identify();
  const stream = options.services.streams.open(res, holderOf(session, user), opening());
  if (!stream) return;
  const leaving = new AbortController();
  const call = { ...callOf(serving, session, leaving.signal), isWatched: true };
  await serveIterable(stream, procedure.stream(call), {
    onLeave: () => leaving.abort(),
    mayStay: (now) => mayGoOn(access, now),
    describe: (error) => describe(serving, error),
  });
}

function callOf({ name, req, options }: Serving, session: RequestSession, signal: AbortSignal): Call {
  return {
    name,
    ctx: { ...options.services, requestId: currentRequestId() ?? '', signal },
    session,
    client: readClient(req),
    input: inputOf(req),
  };
}

/** As tRPC's adapter reads it: the header that an EventSource sends by itself knows better than the input. */
function inputOf({ query, headers }: Request): unknown {
  const input = parse(query['input']);
  const lastEventId = headers['last-event-id'] ?? query['lastEventId'] ?? query['Last-Event-Id'];
  if (typeof lastEventId !== 'string' || lastEventId === '') return input;
  return { ...(typeof input === 'object' && input), lastEventId };
}

/** What is no JSON is refused by the procedure, which reads no text. */
function parse(input: unknown): unknown {
  if (typeof input !== 'string') return undefined;
  try {
    return JSON.parse(input);
  } catch {
    return input;
  }
}

/** Logs what is ours, and says of it what may be told. */
function describe({ router, name, options }: Serving, thrown: unknown): unknown {
  if (isOurFault(thrown)) options.services.log.error({ err: thrown, procedure: name }, 'A procedure failed.');
  return errorShapeOf(router)(thrown, name);
}

function opening(): string {
  return openingFrame(Math.round(retryMs.least + Math.random() * (retryMs.most - retryMs.least)));
}
