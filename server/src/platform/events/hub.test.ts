import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { expect, inject, onTestFinished, test } from 'vitest';
import { createLog } from '../log.ts';
import { type EventLog, retention } from './event-log.ts';
import { type Delivery, Hub } from './hub.ts';
import { createMemoryLog } from './memory-log.ts';
import { createRedisLog } from './redis-log.ts';
import { impatient } from './redis-url.ts';

const silent = createLog('silent');

interface Stage {
  readonly log: EventLog;
  readonly hub: Hub;
  /** A connection beside the hub's, to disturb them. */
  readonly redis: Redis | null;
}

async function redisStage(): Promise<Stage> {
  const prefix = `hub-${randomUUID()}`;
  const redis = new Redis(inject('services').redisUrl, { ...impatient, lazyConnect: true, connectionName: prefix });
  await redis.connect();
  const log = createRedisLog({ redis, prefix, log: silent });
  return { log, hub: new Hub(log, silent), redis };
}

async function memoryStage(): Promise<Stage> {
  const log = createMemoryLog();
  return { log, hub: new Hub(log, silent), redis: null };
}

async function stageOf(create: () => Promise<Stage>): Promise<Stage> {
  const stage = await create();
  onTestFinished(async () => {
    await stage.hub.close();
    stage.redis?.disconnect();
  });
  return stage;
}

/** Follows a topic and keeps what is told; `until` waits for a number of deliveries. */
function follow(hub: Hub, { topic = 't', cursor = null }: { topic?: string; cursor?: string | null } = {}) {
  const leaving = new AbortController();
  const told: Delivery[] = [];
  let wake: () => void = () => undefined;
  const done = (async () => {
    for await (const delivery of hub.listen(topic, cursor, leaving.signal)) {
      told.push(delivery);
      wake();
    }
  })();
  return {
    told,
    async until(count: number) {
      while (told.length < count) await new Promise<void>((resolve) => (wake = resolve));
      return told;
    },
    async leave() {
      leaving.abort();
      await done;
    },
  };
}

const messages = (told: readonly Delivery[]) =>
  told.flatMap((delivery) => (delivery.type === 'message' ? [delivery.message] : []));
const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => String(from + index));
const publishAll = async (log: EventLog, from: number, to: number) => {
  for (const text of numbers(from, to)) await log.publish('t', text, `key-${text}`);
};

test.each([['Redis', redisStage] as const, ['the process', memoryStage] as const])(
  'over %s, a new listener is told to read anew and then hears each message once, in order',
  async (_, create) => {
    const { hub, log } = await stageOf(create);
    await publishAll(log, 1, 3);
    const ear = follow(hub);
    expect(await ear.until(1)).toEqual([{ type: 'reset', id: expect.stringMatching(/^[0-9a-f]{8}:3$/) }]);
    await publishAll(log, 4, 60);
    expect(messages(await ear.until(58))).toEqual(numbers(4, 60));
    await ear.leave();
    expect(hub.listeners).toBe(0);
  },
);

test.each([['Redis', redisStage] as const, ['the process', memoryStage] as const])(
  'over %s, a listener that comes back hears what it missed and nothing twice',
  async (_, create) => {
    const { hub, log } = await stageOf(create);
    const first = follow(hub);
    await first.until(1);
    await publishAll(log, 1, 5);
    const cursor = (await first.until(6)).at(-1)?.id ?? '';
    await first.leave();
    // More than one page of the log.
    await publishAll(log, 6, 520);
    const second = follow(hub, { cursor });
    await second.until(515);
    await publishAll(log, 521, 523);
    expect(messages(await second.until(518))).toEqual(numbers(6, 523));
    await second.leave();
  },
);

test.each([['Redis', redisStage] as const, ['the process', memoryStage] as const])(
  'over %s, a cursor that leads nowhere gives a reset, and hearing goes on from there',
  async (_, create) => {
    const { hub, log } = await stageOf(create);
    await publishAll(log, 1, 2);
    const known = follow(hub);
    const epoch = (await known.until(1))[0]?.id.split(':')[0] ?? '';
    await known.leave();
    for (const cursor of [`${epoch}:999`, '00000000:1', 'garbage', '', `${epoch}:-1`, `${epoch}:1e9`]) {
      const ear = follow(hub, { cursor });
      expect((await ear.until(1))[0]).toEqual({ type: 'reset', id: `${epoch}:2` });
      await ear.leave();
    }
    const ear = follow(hub, { cursor: 'garbage' });
    await ear.until(1);
    await publishAll(log, 3, 3);
    expect(messages(await ear.until(2))).toEqual(['3']);
    await ear.leave();
  },
);

test.each([['Redis', redisStage] as const, ['the process', memoryStage] as const])(
  'over %s, a listener that slept past what is kept is told to read anew',
  async (_, create) => {
    const { hub, log } = await stageOf(create);
    const first = follow(hub);
    const [{ id } = { id: '' }] = await first.until(1);
    await first.leave();
    // Redis trims by whole nodes of a hundred entries: that much more is surely beyond what it keeps.
    await publishAll(log, 1, retention.messages + 200);
    const late = follow(hub, { cursor: id });
    expect((await late.until(1))[0]?.type).toBe('reset');
    await late.leave();
  },
);

test.each([['Redis', redisStage] as const, ['the process', memoryStage] as const])(
  'over %s, a message whose key was published before is ignored',
  async (_, create) => {
    const { hub, log } = await stageOf(create);
    const ear = follow(hub);
    await ear.until(1);
    for (const key of ['a', 'a', 'b', 'a']) await log.publish('t', key, key);
    expect(messages(await ear.until(3))).toEqual(['a', 'b']);
    await ear.leave();
  },
);

test('topics do not hear each other, and all of them share one subscriber connection', async () => {
  const { hub, log, redis } = await stageOf(redisStage);
  const ears = Array.from({ length: 20 }, (_, index) => follow(hub, { topic: `topic-${index % 10}` }));
  await Promise.all(ears.map((ear) => ear.until(1)));
  expect(await subscribers(redis)).toHaveLength(1);
  expect(hub.listeners).toBe(20);
  await Promise.all(numbers(0, 9).map((index) => log.publish(`topic-${index}`, `for ${index}`, 'once')));
  await Promise.all(ears.map((ear) => ear.until(2)));
  ears.forEach((ear, index) => expect(messages(ear.told)).toEqual([`for ${index % 10}`]));
  await Promise.all(ears.map((ear) => ear.leave()));
});

/** The subscriber connections of a stage; the other tests' share the server. */
async function subscribers(redis: Redis | null): Promise<string[]> {
  const list = String(await redis?.call('CLIENT', 'LIST', 'TYPE', 'pubsub'));
  const own = list.split('\n').filter((line) => line.includes(` name=${redis?.options.connectionName} `));
  return own.flatMap((line) => /^id=(\d+)/.exec(line)?.[1] ?? []);
}

test('nothing is lost, doubled or out of order while the subscriber is cut off again and again', async () => {
  const { hub, log, redis } = await stageOf(redisStage);
  const ears = [follow(hub), follow(hub), follow(hub)];
  await Promise.all(ears.map((ear) => ear.until(1)));
  for (let batch = 0; batch < 10; batch += 1) {
    await publishAll(log, batch * 50 + 1, batch * 50 + 50);
    for (const id of await subscribers(redis)) await redis?.call('CLIENT', 'KILL', 'ID', id);
  }
  await Promise.all(ears.map((ear) => ear.until(501)));
  for (const ear of ears) expect(messages(ear.told)).toEqual(numbers(1, 500));
  await Promise.all(ears.map((ear) => ear.leave()));
});

test('a listener that does not listen holds no more than its bound, and catches up when it does', async () => {
  const { hub, log } = await stageOf(memoryStage);
  const leaving = new AbortController();
  const deliveries = hub.listen('t', null, leaving.signal);
  expect((await deliveries.next()).value).toMatchObject({ type: 'reset' });
  const second = deliveries.next();
  await publishAll(log, 1, 900);
  const heard = [(await second).value];
  while (heard.length < 900) heard.push((await deliveries.next()).value);
  expect(messages(heard.filter((delivery) => delivery !== undefined))).toEqual(numbers(1, 900));
  leaving.abort();
  await deliveries.next();
});
