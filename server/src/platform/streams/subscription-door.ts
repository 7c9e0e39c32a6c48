import type { AnyProcedure } from '@hybrid/contracts/kernel';
import { type AnyTRPCRouter, getTRPCErrorFromUnknown, type TrackedEnvelope } from '@trpc/server';
import { getTRPCErrorShape } from '@trpc/server';
import type { Request, RequestHandler, Response } from 'express';
import { readClient } from '../calls/calling-client.ts';
import { currentRequestId } from '../request-scope.ts';
import type { Call, CompiledProcedure } from '../rpc/call.ts';
import { isOurFault } from '../rpc/error-shape.ts';
import type { MountOptions } from '../rpc/mount.ts';
import { findProcedure } from '../rpc/router.ts';
import { LiveConnection, type LiveInput } from './live-connection.ts';
import { liveWords } from './live-words.ts';
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
  return async (req, res, next) => {
    const found = subscriptionAt(req, options);
    if (found) await serve({ ...found, req, res, router, options });
    else next();
  };
}

interface Serving {
  readonly name: string;
  readonly procedure: CompiledProcedure;
  readonly req: Request;
  readonly res: Response;
  readonly router: AnyTRPCRouter;
  readonly options: SubscriptionDoorOptions;
}

/** A batch, and what is not asked for by GET, is for the stock adapter to refuse. */
function subscriptionAt({ method, path, query }: Request, { procedures }: MountOptions) {
  if (method !== 'GET' || query['batch'] !== undefined) return null;
  const name = /^\/([\w.]+)$/.exec(path)?.[1];
  const procedure = name === undefined ? undefined : findProcedure(procedures, name);
  return name !== undefined && procedure?.contract.kind === 'subscription' ? { name, procedure } : null;
}

async function serve(serving: Serving): Promise<void> {
  const { procedure, options } = serving;
  if (procedure.contract !== options.live) return serveProcedure(serving);
  const call = callOf(serving, new AbortController().signal);
  const admitted = await procedure.listen(call).catch((error: unknown) => refuse(serving, error));
  const stream = admitted && options.services.streams.open(serving.res);
  if (!stream) return;
  stream.write(opening());
  const connection = new LiveConnection(stream, options.services, { user: admitted.user, wording: liveWords });
  stream.belongTo(connection);
  // The contract of `live.events` has read it.
  connection.begin(admitted.input as LiveInput);
}

async function serveProcedure(serving: Serving): Promise<void> {
  const { procedure, options, res } = serving;
  const leaving = new AbortController();
  const stream = options.services.streams.open(res);
  if (!stream) return;
  stream.write(opening());
  const events: AsyncIterable<TrackedEnvelope<unknown>> = procedure.stream(callOf(serving, leaving.signal));
  await serveIterable(stream, events, {
    onLeave: () => leaving.abort(),
    describe: (error) => describe(serving, error),
  });
}

function callOf({ name, req, res, options }: Serving, signal: AbortSignal): Call {
  return {
    name,
    ctx: { ...options.services, requestId: currentRequestId() ?? '', signal },
    session: options.sessionOf(req, res),
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

function refuse(serving: Serving, error: unknown): null {
  const stream = serving.options.services.streams.open(serving.res);
  stream?.end(opening() + errorFrame(describe(serving, error)));
  return null;
}

/** Logs what is ours, and says of it what may be told. */
function describe({ router, name, options }: Serving, thrown: unknown): unknown {
  if (isOurFault(thrown)) options.services.log.error({ err: thrown, procedure: name }, 'A procedure failed.');
  const error = getTRPCErrorFromUnknown(thrown);
  const { _config: config } = router._def;
  return getTRPCErrorShape({ config, error, type: 'subscription', path: name, input: undefined, ctx: undefined });
}

function opening(): string {
  return openingFrame(Math.round(retryMs.least + Math.random() * (retryMs.most - retryMs.least)));
}
