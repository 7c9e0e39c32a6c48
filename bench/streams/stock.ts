import { EventEmitter, on } from 'node:events';
import { initTRPC, tracked } from '@trpc/server';
import { createExpressMiddleware } from '@trpc/server/adapters/express';
import type { RequestHandler } from 'express';
import { Redis } from 'ioredis';
import { z } from 'zod';
import { callerOf, prefix, redisUrl } from './surroundings.ts';

/** What is published: `epoch:seq:m` and the message. */
interface Said {
  readonly id: string;
  readonly message: { readonly name: string; readonly payload: unknown };
}

/** Hears channels until the signal aborts. */
type Hear = (channels: readonly string[], signal: AbortSignal) => AsyncIterable<[channel: string, said: Said]>;

/**
 * Subscriptions as tRPC's documentation writes them, served by its own adapter: async generators of tracked events, fed by one
 * Redis subscriber that is shared through an emitter, or by one for each connection.
 */
export async function stock({ isShared }: { isShared: boolean }): Promise<RequestHandler> {
  const hear = isShared ? await shared() : hearAlone;
  const t = initTRPC.context<{ userId: string | null }>().create({
    sse: { ping: { enabled: true, intervalMs: 22_000 }, client: { reconnectAfterInactivityMs: 50_000 } },
  });
  const Input = z.object({ topics: z.array(z.string()).min(1).max(20), lastEventId: z.string().nullish() });
  const router = t.router({
    live: t.router({
      events: t.procedure.input(Input).subscription(async function* ({ ctx, input, signal }) {
        const topics = input.topics.filter((topic) => topic === 'all' || topic === `user:${ctx.userId}`);
        const ended = signal ?? new AbortController().signal;
        const heard = hear(
          topics.map((topic) => `${prefix}:{${topic}}`),
          ended,
        );
        for (const topic of topics) yield tracked('0', { type: 'reset', topic });
        for await (const [channel, { id, message }] of heard) {
          yield tracked(id, { type: 'event', topic: channel.slice(prefix.length + 2, -1), ...message });
        }
      }),
    }),
  });
  return createExpressMiddleware({
    router,
    createContext: ({ req }) => {
      const token = /^Bearer (.+)$/.exec(req.headers.authorization ?? '')?.[1] ?? '';
      return { userId: callerOf(token)?.id ?? null };
    },
  });
}

function read(text: string): Said {
  const start = text.indexOf(':', text.indexOf(':') + 1);
  return { id: text.slice(0, start), message: JSON.parse(text.slice(start + 2)) as Said['message'] };
}

/** One subscriber for the process; each connection listens to an emitter. */
async function shared(): Promise<Hear> {
  const emitter = new EventEmitter().setMaxListeners(0);
  const subscriber = new Redis(redisUrl);
  await subscriber.psubscribe(`${prefix}:*`);
  subscriber.on('pmessage', (_, channel, text) => emitter.emit(channel, channel, read(text)));
  return (channels, signal) => merged(channels.map((channel) => on(emitter, channel, { signal })));
}

/** A subscriber for each connection. */
function hearAlone(channels: readonly string[], signal: AbortSignal): ReturnType<Hear> {
  const subscriber = new Redis(redisUrl);
  const emitter = new EventEmitter();
  signal.addEventListener('abort', () => subscriber.disconnect());
  subscriber.on('message', (channel, text) => emitter.emit('said', channel, read(text)));
  void subscriber.subscribe(...channels);
  return merged([on(emitter, 'said', { signal })]);
}

/** Every connection of the benchmark hears one topic. */
async function* merged(sources: readonly AsyncIterable<unknown>[]): AsyncGenerator<[string, Said]> {
  const [only] = sources;
  // What an emitter yields are the arguments it was given.
  if (only) for await (const said of only) yield said as [string, Said];
}
