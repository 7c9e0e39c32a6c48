import { randomUUID } from 'node:crypto';
import { Cluster, type Redis } from 'ioredis';
import { z } from 'zod';
import type { Logger } from '../log.ts';
import { ClusterNews } from './cluster-news.ts';
import { createRedisNews } from './redis-news.ts';
import { type EventLog, type LiveMessage, type LogSink, pageSize, pushBytesMax, retention } from './event-log.ts';

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
redis.call(ARGV[7], KEYS[1], redis.call('HGET', KEYS[2], 'epoch') .. ':' .. seq .. ':' .. pushed)
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

/** What begins so has no number, and is in no history: no epoch does. */
const whispered = '!';

interface RedisLogOptions {
  readonly redis: Redis | Cluster;
  readonly prefix: string;
  readonly log: Logger;
}

/** Keeps topics in Redis: a stream for the past and pub/sub for the news, one subscriber connection a process, or a shard. */
export function createRedisLog({ redis, prefix, log }: RedisLogOptions): EventLog {
  const isCluster = redis instanceof Cluster;
  const news = isCluster ? new ClusterNews(redis, log) : createRedisNews(redis, log);
  const publish = isCluster ? 'SPUBLISH' : 'PUBLISH';
  const say = (channel: string, text: string) =>
    isCluster ? redis.spublish(channel, text) : redis.publish(channel, text);
  const control = `${prefix}:{control}`;

  // Braces make all keys of a topic fall on one shard of a cluster.
  const streamKey = (topic: string) => `${prefix}:{${topic}}`;
  const keysOf = (topic: string) => [streamKey(topic), `${streamKey(topic)}:meta`] as const;

  return {
    async publish(topic, message, key) {
      const keys = [...keysOf(topic), `${streamKey(topic)}:key:${key}`];
      const limits = [retention.messages, retention.ms, memoryMs] as const;
      await redis.eval(publishScript, keys.length, ...keys, message, ...limits, newEpoch(), pushBytesMax, publish);
    },
    async read(topic, after) {
      const keys = keysOf(topic);
      const answer = await redis.eval(readScript, keys.length, ...keys, after, pageSize, newEpoch(), memoryMs);
      const [epoch, last, entries] = ReadAnswer.parse(answer);
      return { epoch, last, messages: entries.map(([id, [, message]]) => ({ seq: Number.parseInt(id, 10), message })) };
    },
    listen: (topics) => news.subscribe(topics.map(streamKey)),
    unlisten: (topic) => news.unsubscribe(streamKey(topic)),
    async whisper(topic, message) {
      await say(streamKey(topic), whispered + message);
    },
    async tell(userId) {
      await say(control, userId);
    },
    connect({ onGap, ...sink }) {
      const onText = (channel: string, text: string) =>
        channel === control ? sink.onTold(text) : hear(channel.slice(prefix.length + 2, -1), text, sink);
      news.connect({ onText, onGap });
      news
        .subscribe([control])
        .catch((error: unknown) => log.debug({ err: error }, 'Nobody tells this process whose session has ended.'));
    },
    async close() {
      news.close();
    },
  };
}

function hear(topic: string, text: string, sink: Pick<LogSink, 'onMessage' | 'onWhisper'>): void {
  if (text.startsWith(whispered)) sink.onWhisper(topic, text.slice(whispered.length));
  else sink.onMessage({ topic, ...parseLive(text) });
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
