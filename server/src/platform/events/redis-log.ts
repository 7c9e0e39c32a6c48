import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { Logger } from '../log.ts';
import { type EventLog, type LiveMessage, pageSize, pushBytesMax, retention } from './event-log.ts';

/**
 * How long the numbering of a topic and the keys of its messages are remembered.
 *
 * @remarks
 * Longer than the four hours after which the queue hands out a job again that a crashed worker had locked.
 */
const memoryMs = retention.ms * 24;

// One call and so one moment: the number, the history and the news can never disagree. A key that was seen answers
// without a word; it is written last, so that what failed half-way can be said again. The epoch is written when the
// numbering begins, so that a Redis that lost its data is recognised; a past without a numbering is of another epoch.
const publishScript = `
if redis.call('EXISTS', KEYS[3]) == 1 then return 0 end
if redis.call('HSETNX', KEYS[2], 'epoch', ARGV[5]) == 1 then redis.call('DEL', KEYS[1]) end
local seq = redis.call('HINCRBY', KEYS[2], 'seq', 1)
redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[2], seq .. '-0', 'm', ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
redis.call('PEXPIRE', KEYS[2], ARGV[4])
local pushed = #ARGV[1] <= tonumber(ARGV[6]) and 'm' .. ARGV[1] or 'r'
redis.call('PUBLISH', KEYS[1], redis.call('HGET', KEYS[2], 'epoch') .. ':' .. seq .. ':' .. pushed)
redis.call('SET', KEYS[3], '1', 'PX', ARGV[4])
return seq`;

// A topic without a past gets its epoch here: a listener that begins before the first message resumes after it.
const readScript = `
if redis.call('HSETNX', KEYS[2], 'epoch', ARGV[3]) == 1 then
  redis.call('DEL', KEYS[1])
  redis.call('PEXPIRE', KEYS[2], ARGV[4])
end
local meta = redis.call('HMGET', KEYS[2], 'epoch', 'seq')
return { meta[1], meta[2] or '0', redis.call('XRANGE', KEYS[1], '(' .. ARGV[1] .. '-0', '+', 'COUNT', ARGV[2]) }`;

const ReadAnswer = z.tuple([
  z.string(),
  z.coerce.number(),
  z.array(z.tuple([z.string(), z.tuple([z.string(), z.string()])])),
]);

/** How commands are sent while Redis is away: not at all, at once. ioredis waits more than 8 s by default. */
export const impatient = { maxRetriesPerRequest: 1, enableOfflineQueue: false, commandTimeout: 500 } as const;

/** So many channels are asked for by one command. */
const subscribeMax = 1000;
/** Longer than any outage that a stream is worth keeping open for. */
const subscribeTimeoutMs = 600_000;

interface RedisLogOptions {
  readonly redis: Redis;
  readonly prefix: string;
  readonly log: Logger;
}

/** Keeps topics in Redis: a stream for the past and pub/sub for the news, one subscriber connection a process. */
export function createRedisLog({ redis, prefix, log }: RedisLogOptions): EventLog {
  const subscriber = createSubscriber(redis, log);
  const channels = new Set<string>();
  // ioredis could do this by itself, but does not tell when Redis has confirmed it.
  const subscribe = async (names: readonly string[]) => {
    for (let from = 0; from < names.length; from += subscribeMax) {
      await subscriber.subscribe(...names.slice(from, from + subscribeMax));
    }
  };

  // Braces make all keys of a topic fall on one shard of a cluster.
  const streamKey = (topic: string) => `${prefix}:{${topic}}`;
  const keysOf = (topic: string) => [streamKey(topic), `${streamKey(topic)}:meta`] as const;

  return {
    async publish(topic, message, key) {
      const keys = [...keysOf(topic), `${streamKey(topic)}:key:${key}`];
      const limits = [retention.messages, retention.ms, memoryMs] as const;
      await redis.eval(publishScript, keys.length, ...keys, message, ...limits, newEpoch(), pushBytesMax);
    },
    async read(topic, after) {
      const keys = keysOf(topic);
      const answer = await redis.eval(readScript, keys.length, ...keys, after, pageSize, newEpoch(), memoryMs);
      const [epoch, last, entries] = ReadAnswer.parse(answer);
      return { epoch, last, messages: entries.map(([id, [, message]]) => ({ seq: Number.parseInt(id, 10), message })) };
    },
    async listen(topics) {
      const names = topics.map(streamKey);
      for (const name of names) channels.add(name);
      await subscribe(names);
    },
    async unlisten(topic) {
      channels.delete(streamKey(topic));
      await subscriber.unsubscribe(streamKey(topic));
    },
    connect({ onMessage, onGap }) {
      subscriber.on('message', (channel, text) =>
        onMessage({ topic: channel.slice(prefix.length + 2, -1), ...parseLive(text) }),
      );
      // What was said meanwhile has to be read; read any sooner, what is said in between would be missed.
      subscriber.on('ready', () => {
        subscribe([...channels]).then(onGap, (error: Error) =>
          log.warn({ reason: error.message }, 'The Redis subscriber could not subscribe again.'),
        );
      });
    },
    async close() {
      subscriber.disconnect();
    },
  };
}

/** Unlike commands, subscriptions wait for Redis to return: the streams behind them stay open meanwhile. */
function createSubscriber(redis: Redis, log: Logger): Redis {
  const subscriber = redis.duplicate({
    enableOfflineQueue: true,
    maxRetriesPerRequest: null,
    commandTimeout: subscribeTimeoutMs,
    autoResubscribe: false,
  });
  subscriber.on('error', (error: Error) =>
    log.warn({ reason: error.message }, 'The Redis subscriber lost its connection.'),
  );
  return subscriber;
}

/** `epoch:seq:m…` with the message, or `epoch:seq:r` where it has to be read, as the script above writes it. */
function parseLive(text: string): Omit<LiveMessage, 'topic'> {
  const first = text.indexOf(':');
  const second = text.indexOf(':', first + 1);
  const message = text[second + 1] === 'm' ? text.slice(second + 2) : null;
  return { epoch: text.slice(0, first), seq: Number(text.slice(first + 1, second)), message };
}

function newEpoch(): string {
  return randomUUID().slice(0, 8);
}
