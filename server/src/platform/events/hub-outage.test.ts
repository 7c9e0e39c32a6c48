import { setTimeout as wait } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { mortalRedis } from '../../../test/event-stages.ts';
import { createLog } from '../log.ts';
import type { EventLog } from './event-log.ts';
import { type Delivery, Hub } from './hub.ts';
import { createRedisLog } from './redis-log.ts';
import { redisOf } from './redis-url.ts';

const silent = createLog('silent');

/** A hub on a Redis that can be done anything to, and what a listener of it is told. */
async function start() {
  const redis = await mortalRedis();
  const client = redisOf(redis.url, { isCluster: false });
  client.on('error', () => undefined);
  await client.connect();
  const log = createRedisLog({ redis: client, prefix: 'outage', log: silent });
  const hub = new Hub(log, silent);
  const leaving = new AbortController();
  const told: Delivery[] = [];
  const hearing = (async () => {
    for await (const delivery of hub.listen('t', null, leaving.signal)) told.push(delivery);
  })();
  onTestFinished(async () => {
    leaving.abort();
    await hearing;
    await hub.close();
    client.disconnect();
  });
  await vi.waitFor(() => expect(told).toHaveLength(1), { timeout: 10_000, interval: 5 });
  return { redis, log, told };
}

/** As the queue does: again, under the same key, until it was published. */
async function publish(log: EventLog, text: string): Promise<void> {
  await log.publish('t', text, text).catch(async () => {
    await wait(50);
    return publish(log, text);
  });
}

const messages = (told: readonly Delivery[]) =>
  told.map((delivery) => (delivery.type === 'message' ? delivery.message : delivery.type));

test('while Redis hangs listeners wait, and hear everything once when it goes on', async () => {
  const { redis, log, told } = await start();
  await publish(log, '1');
  redis.hang();
  const publishing = Promise.all(['2', '3'].map((text) => publish(log, text)));
  await wait(1500);
  redis.wake();
  await publishing;
  await publish(log, '4');
  await vi.waitFor(() => expect(told).toHaveLength(5), { timeout: 15_000, interval: 10 });
  expect(messages(told).toSorted()).toEqual(['1', '2', '3', '4', 'reset']);
  expect(messages(told).slice(0, 2)).toEqual(['reset', '1']);
});

test('of a Redis that comes back empty listeners are told to read anew, and hear what is said from then on', async () => {
  const { redis, log, told } = await start();
  for (const text of ['1', '2']) await publish(log, text);
  await vi.waitFor(() => expect(told).toHaveLength(3), { interval: 5 });
  await redis.kill();
  await expect(log.publish('t', 'lost', 'lost')).rejects.toThrow(/./);
  await redis.begin();
  // Its numbering begins anew: the first number is one that was heard already, of another epoch.
  await publish(log, '3');
  await vi.waitFor(() => expect(messages(told).filter((each) => each === 'reset')).toHaveLength(2), {
    timeout: 15_000,
    interval: 10,
  });
  await publish(log, '4');
  await vi.waitFor(() => expect(messages(told).at(-1)).toBe('4'), { timeout: 15_000, interval: 10 });
  expect(messages(told).slice(0, 4)).toEqual(['reset', '1', '2', 'reset']);
});
