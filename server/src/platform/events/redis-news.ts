import type { Redis } from 'ioredis';
import type { Logger } from '../log.ts';
import { inParts, type News, patient } from './news.ts';

/** Hears the news of one Redis over one connection. */
export function createRedisNews(redis: Redis, log: Logger): News {
  const subscriber = redis.duplicate(patient);
  const channels = new Set<string>();
  const subscribe = (names: readonly string[]) => inParts(names, (part) => subscriber.subscribe(...part));
  subscriber.on('error', (error: Error) =>
    log.warn({ reason: error.message }, 'The Redis subscriber lost its connection.'),
  );

  return {
    async subscribe(names) {
      for (const name of names) channels.add(name);
      await subscribe(names);
    },
    async unsubscribe(channel) {
      channels.delete(channel);
      await subscriber.unsubscribe(channel);
    },
    connect({ onText, onGap }) {
      subscriber.on('message', onText);
      // ioredis could subscribe again by itself, but does not tell when Redis has confirmed it. What was said meanwhile has to be
      // read; read any sooner, what is said in between would be missed.
      subscriber.on('ready', () => {
        subscribe([...channels]).then(onGap, (error: Error) =>
          log.warn({ reason: error.message }, 'The Redis subscriber could not subscribe again.'),
        );
      });
      subscriber.connect().catch(() => undefined);
    },
    close() {
      subscriber.disconnect();
    },
  };
}
