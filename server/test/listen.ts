import { type ApiRouter, events, LiveMessage } from '@hybrid/contracts';
import { createTRPCClient, httpSubscriptionLink, type TRPCClientError } from '@trpc/client';
import { EventSource } from 'eventsource';
import { onTestFinished } from 'vitest';

/** One thing that was heard, and where to resume after it. */
export type Heard = LiveMessage & { readonly id: string };

/** Somebody who listens over `live.events`. */
export interface Ear {
  /** All that was heard, in order. */
  readonly heard: Heard[];
  /** Waits until so many were heard. */
  until(count: number): Promise<Heard[]>;
  /** Rejects with why the stream ended. */
  readonly refused: Promise<never>;
  /** How often the client connected. */
  readonly connections: () => number;
  stop(): void;
}

interface Listening {
  readonly token?: string;
  readonly topics: readonly string[];
  readonly lastEventId?: string;
  /** Whether what is never stored is heard as well: how many read an article comes when it comes. */
  readonly hearsWhispers?: boolean;
}

const whispered = new Set<string>(Object.values(events).flatMap(({ name, ephemeral }) => (ephemeral ? [name] : [])));

/** Listens with tRPC's own link, as it is published. */
export function listenLive(url: string, { token, hearsWhispers = false, ...input }: Listening): Ear {
  const heard: Heard[] = [];
  let connections = 0;
  let wake = () => {};
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  const link = httpSubscriptionLink<ApiRouter, typeof EventSource>({
    url: `${url}/api/trpc`,
    EventSource,
    eventSourceOptions: {
      fetch: (address, init) => fetch(address, { ...init, headers: { ...init.headers, ...headers } }),
    },
  });
  const refused = Promise.withResolvers<never>();
  refused.promise.catch(() => undefined);
  const { unsubscribe } = createTRPCClient<ApiRouter>({ links: [link] }).live.events.subscribe(
    { ...input, topics: [...input.topics] },
    {
      onStarted: () => (connections += 1),
      onData({ id, data }) {
        const message = LiveMessage.parse(data);
        if (!hearsWhispers && message.type === 'event' && whispered.has(message.name)) return;
        heard.push({ id, ...message });
        wake();
      },
      onError: (error: TRPCClientError<ApiRouter>) => refused.reject(error),
      onComplete: () => refused.reject(new Error('The stream said that it was complete.')),
    },
  );
  onTestFinished(unsubscribe);
  return {
    heard,
    refused: refused.promise,
    connections: () => connections,
    stop: unsubscribe,
    async until(count) {
      const waiting = async () => {
        while (heard.length < count) await new Promise<void>((resolve) => (wake = resolve));
        return heard;
      };
      return Promise.race([waiting(), refused.promise]);
    },
  };
}
