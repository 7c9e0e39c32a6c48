import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { expect, inject, onTestFinished, test } from 'vitest';
import { createLog } from '../log.ts';
import { type LiveMessage, retention } from './event-log.ts';
import { Hub } from './hub.ts';
import { createRedisLog } from './redis-log.ts';
import { impatient } from './redis-url.ts';

const silent = createLog('silent');

async function redisLog() {
  const prefix = `redis-log-${randomUUID()}`;
  const options = { ...impatient, lazyConnect: true, retryStrategy: () => 1, connectionName: prefix };
  const redis = new Redis(inject('services').redisUrl, options);
  await redis.connect();
  const log = createRedisLog({ redis, prefix, log: silent });
  onTestFinished(async () => {
    await log.close();
    redis.disconnect();
  });
  return { redis, prefix, log };
}

test('a topic whose numbering was evicted while its past lives begins anew, and loses nothing', async () => {
  const { redis, prefix, log } = await redisLog();
  const leaving = new AbortController();
  const deliveries = new Hub(log, silent).listen('t', null, leaving.signal);
  await deliveries.next();
  for (const text of ['1', '2', '3']) await log.publish('t', text, text);
  for (const message of ['1', '2', '3']) expect((await deliveries.next()).value).toMatchObject({ message });

  await redis.del(`${prefix}:{t}:meta`);
  await log.publish('t', '4', '4');
  expect((await deliveries.next()).value).toEqual({ type: 'reset', id: expect.stringMatching(/:1$/) });
  expect(await log.read('t', 0)).toMatchObject({ last: 1, messages: [{ seq: 1, message: '4' }] });

  // What was said is not said again, be it of this numbering or of the one before.
  for (const text of ['4', '3', '5']) await log.publish('t', text, text);
  expect((await deliveries.next()).value).toMatchObject({ type: 'message', message: '5' });
  leaving.abort();
  await deliveries.next();
});

test('a reader who finds a past without its numbering is not shown that past', async () => {
  const { redis, prefix, log } = await redisLog();
  await log.publish('t', '1', '1');
  const { epoch } = await log.read('t', 0);
  await redis.del(`${prefix}:{t}:meta`);
  const anew = await log.read('t', 0);
  expect(anew).toMatchObject({ last: 0, messages: [] });
  expect(anew.epoch).not.toBe(epoch);
});

test('a message that could not be written is written when its job tries again', async () => {
  const { redis, prefix, log } = await redisLog();
  await log.read('t', 0);
  await redis.set(`${prefix}:{t}`, 'in the way');
  await expect(log.publish('t', '1', 'job')).rejects.toThrow('WRONGTYPE');
  await redis.del(`${prefix}:{t}`);
  await log.publish('t', '1', 'job');
  expect(await log.read('t', 1)).toMatchObject({ messages: [{ message: '1' }] });
});

test('a key is remembered as long as the numbering, for a job may come back hours later', async () => {
  const { redis, prefix, log } = await redisLog();
  await log.publish('t', '1', 'job');
  for (const key of [`${prefix}:{t}:meta`, `${prefix}:{t}:key:job`]) {
    expect(await redis.pttl(key)).toBeGreaterThan(retention.ms * 23);
  }
});

test('what is published once a gap was told is heard at once, however often the subscriber is cut off', async () => {
  const { redis, prefix, log } = await redisLog();
  let gap = Promise.withResolvers<void>();
  let news = Promise.withResolvers<LiveMessage>();
  log.connect({
    onMessage: (live) => news.resolve(live),
    onGap: () => gap.resolve(),
    onWhisper: () => {},
    onTold: () => {},
  });
  // Enough that subscribing again takes longer than publishing over the other connection.
  const topics = Array.from({ length: 2000 }, (_, index) => `topic-${index}`);
  await log.listen(topics);
  await gap.promise;
  for (let round = 0; round < 50; round += 1) {
    gap = Promise.withResolvers();
    news = Promise.withResolvers();
    await cutOff(redis, prefix);
    await gap.promise;
    await log.publish('topic-1999', `${round}`, `${round}`);
    expect(await news.promise).toMatchObject({ topic: 'topic-1999', message: `${round}` });
  }
});

async function cutOff(redis: Redis, name: string): Promise<void> {
  const list = String(await redis.call('CLIENT', 'LIST', 'TYPE', 'pubsub'));
  const line = list.split('\n').find((each) => each.includes(` name=${name} `));
  await redis.call('CLIENT', 'KILL', 'ID', /^id=(\d+)/.exec(line ?? '')?.[1] ?? '');
}
