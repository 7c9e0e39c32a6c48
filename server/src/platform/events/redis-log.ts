import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { Logger } from '../log.ts';
import { type EventLog, pageSize, retention } from './event-log.ts';

// One call and so one moment: the number, the history and the news can never disagree. A key that was seen answers
// without a word; the epoch is written when the numbering begins, so that a Redis that lost its data is recognised.
const publishScript = `
if not redis.call('SET', KEYS[3], '1', 'NX', 'PX', ARGV[3]) then return 0 end
redis.call('HSETNX', KEYS[2], 'epoch', ARGV[4])
local seq = redis.call('HINCRBY', KEYS[2], 'seq', 1)
redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[2], seq .. '-0', 'm', ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
redis.call('PEXPIRE', KEYS[2], ARGV[3] * 24)
redis.call('PUBLISH', KEYS[1], redis.call('HGET', KEYS[2], 'epoch') .. ':' .. seq .. ':' .. ARGV[1])
return seq`;

// A topic without a past gets its epoch here: a listener that begins before the first message resumes after it.
const readScript = `
redis.call('HSETNX', KEYS[2], 'epoch', ARGV[3])
if redis.call('PTTL', KEYS[2]) < 0 then redis.call('PEXPIRE', KEYS[2], ARGV[4]) end
local meta = redis.call('HMGET', KEYS[2], 'epoch', 'seq')
return { meta[1], meta[2] or '0', redis.call('XRANGE', KEYS[1], '(' .. ARGV[1] .. '-0', '+', 'COUNT', ARGV[2]) }`;

const ReadAnswer = z.tuple([
  z.string(),
  z.coerce.number(),
  z.array(z.tuple([z.string(), z.tuple([z.string(), z.string()])])),
]);

/** How commands are sent while Redis is away: not at all, at once. ioredis waits more than 8 s by default. */
export const impatient = { maxRetriesPerRequest: 1, enableOfflineQueue: false, commandTimeout: 500 } as const;

/** Longer than any outage that a stream is worth keeping open for. */
const subscribeTimeoutMs = 600_000;

interface RedisLogOptions {
  readonly redis: Redis;
  readonly prefix: string;
  readonly log: Logger;
}

/** Keeps topics in Redis: a stream for the past and pub/sub for the news, one subscriber connection a process. */
export function createRedisLog({ redis, prefix, log }: RedisLogOptions): EventLog {
  // Unlike commands, subscriptions wait for Redis to return: the streams behind them stay open meanwhile.
  const subscriber = redis.duplicate({
    enableOfflineQueue: true,
    maxRetriesPerRequest: null,
    commandTimeout: subscribeTimeoutMs,
  });
  subscriber.on('error', (error: Error) =>
    log.warn({ reason: error.message }, 'The Redis subscriber lost its connection.'),
  );

  // Braces make all keys of a topic fall on one shard of a cluster.
  const streamKey = (topic: string) => `${prefix}:{${topic}}`;
  const keysOf = (topic: string) => [streamKey(topic), `${streamKey(topic)}:meta`] as const;

  return {
    async publish(topic, message, key) {
      const keys = [...keysOf(topic), `${streamKey(topic)}:key:${key}`];
      await redis.eval(publishScript, keys.length, ...keys, message, retention.messages, retention.ms, newEpoch());
    },
    async read(topic, after) {
      const keys = keysOf(topic);
      const answer = await redis.eval(readScript, keys.length, ...keys, after, pageSize, newEpoch(), retention.ms * 24);
      const [epoch, last, entries] = ReadAnswer.parse(answer);
      return { epoch, last, messages: entries.map(([id, [, message]]) => ({ seq: Number.parseInt(id, 10), message })) };
    },
    async listen(topic) {
      await subscriber.subscribe(streamKey(topic));
    },
    async unlisten(topic) {
      await subscriber.unsubscribe(streamKey(topic));
    },
    connect({ onMessage, onGap }) {
      subscriber.on('message', (channel, text) =>
        onMessage({ topic: channel.slice(prefix.length + 2, -1), ...parseLive(text) }),
      );
      // ioredis subscribes again by itself; what was said meanwhile has to be read.
      subscriber.on('ready', onGap);
    },
    async close() {
      subscriber.disconnect();
    },
  };
}

/** `epoch:seq:message`, as the script above writes it. */
function parseLive(text: string): { epoch: string; seq: number; message: string } {
  const first = text.indexOf(':');
  const second = text.indexOf(':', first + 1);
  return { epoch: text.slice(0, first), seq: Number(text.slice(first + 1, second)), message: text.slice(second + 1) };
}

function newEpoch(): string {
  return randomUUID().slice(0, 8);
}
