import { httpSubscriptionLink, retryLink, type TRPCLink } from '@trpc/client';
import type { ApiRouter } from '../index.ts';
import { type Caller, ownHeaders, parametersOf } from './headers.ts';
import type { Fetch } from './no-answer.ts';
import { fullJitter, isWorthReconnecting } from './reconnect.ts';

/** What streams are read by: a browser's own EventSource, or that of a package such as `eventsource`. */
export type EventSourceClass = NonNullable<Parameters<typeof httpSubscriptionLink>[0]['EventSource']>;

/** How streams travel. */
interface StreamOptions extends Caller {
  readonly endpoint: string;
  readonly send: Fetch;
  readonly random: () => number;
  readonly EventSource?: EventSourceClass | undefined;
}

/** Streams: server-sent events that open again after a failure, and resume after the last event that came. */
export function streamLinks(options: StreamOptions): TRPCLink<ApiRouter>[] {
  const { endpoint, random, EventSource } = options;
  const reopening: TRPCLink<ApiRouter> = (runtime) => (chain) => {
    refuseWithoutEventSource(options);
    // Each stream counts its own failures.
    const retryDelayMs = fullJitter({ random, now: Date.now });
    return retryLink<ApiRouter>({ retry: ({ error }) => isWorthReconnecting(error), retryDelayMs })(runtime)(chain);
  };
  const url = `${endpoint}?${parametersOf(options)}`;
  const stream = httpSubscriptionLink<ApiRouter, EventSourceClass>({
    url,
    ...(EventSource && { EventSource, eventSourceOptions: () => ({ fetch: streamFetch(options) }) }),
  });
  return [reopening, stream];
}

/** Sends what the caller gave of its own, asked for at each connection; a browser's EventSource does not ask for it. */
function streamFetch(options: StreamOptions): Fetch {
  return async (address, init) => {
    const headers = new Headers(init?.headers);
    for (const [name, value] of Object.entries(await ownHeaders(options))) headers.set(name, value);
    return options.send(address, { ...init, headers });
  };
}

const HAND_IN = 'Hand one in: createClient({ …, EventSource }), with that of the package "eventsource".';

function refuseWithoutEventSource({ EventSource = globalThis.EventSource, token, headers }: StreamOptions): void {
  // Not every runtime has it, whatever the types of a browser say.
  if (typeof EventSource !== 'function')
    throw new Error(`A stream needs an EventSource, and there is none here. ${HAND_IN}`);
  const isOwn = EventSource !== globalThis.EventSource;
  if (isOwn || (token === undefined && headers === undefined)) return;
  throw new Error(`The EventSource of this runtime sends neither the token nor headers. ${HAND_IN}`);
}
