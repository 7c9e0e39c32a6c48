import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { createRedisLog } from '../../server/src/platform/events/redis-log.ts';
import { redisOf } from '../../server/src/platform/events/redis-url.ts';
import { createLog } from '../../server/src/platform/log.ts';
import { freePort, startRedis } from '../../tools/redis.ts';
import { type Figure, percentile, rounded } from '../figure.ts';
import { type Running, start } from '../rest/subjects.ts';
import { filesMax, Clients } from './clients-of.ts';
import { prefix } from './surroundings.ts';

/** How many idle connections are held; those that would hold much more than the goal are spared the last step. */
const idle: Record<string, readonly number[]> = {
  ours: [1000, 5000, Math.min(20_000, filesMax() - 300)],
  'stock tRPC': [1000, 5000],
  'a subscriber each': [1000],
};
/** What takes the others a minute is enough where it takes us a second. */
const rounds = { fanOut: 40, fanOutOfOthers: 6, seconds: 10, perSecond: 1000 };
const clientsOf = { fanOut: 1000, latency: 1000, storm: 5000 };

const Costs = z.object({ rssKb: z.number(), heapKb: z.number(), externalKb: z.number(), cpuMs: z.number() });

/** What one way of serving is measured with. */
interface Bench {
  readonly subject: string;
  readonly server: Running;
  readonly port: number;
  readonly publish: (topic: string) => Promise<void>;
  readonly clients: Clients;
}

/** Measures streams: ours, tRPC's own, and the usual way of one Redis subscriber for each connection. */
export async function benchStreams(): Promise<Figure[]> {
  const redis = await startRedis();
  const only = process.env['BENCH_SUBJECT'];
  const figures: Figure[] = [];
  try {
    for (const subject of Object.keys(idle).filter((name) => only === undefined || name === only)) {
      for (const row of [idleRow, fanOutRow, latencyRow, stormRow]) {
        const found = await withSubject(subject, redis.url, row);
        for (const { row: name, metric, value } of found) console.error(`${subject}: ${name}: ${metric} ${value}`);
        figures.push(...found);
      }
    }
  } finally {
    await redis.stop();
  }
  return figures;
}

/** Each row begins with processes that have done nothing yet. */
async function withSubject(
  subject: string,
  redisUrl: string,
  row: (bench: Bench) => Promise<Figure[]>,
): Promise<Figure[]> {
  const port = await freePort();
  const client = redisOf(redisUrl, { isCluster: false });
  await client.connect();
  const log = createRedisLog({ redis: client, prefix, log: createLog('silent') });
  let count = 0;
  const publish = (topic: string) => {
    count += 1;
    const message = {
      name: 'bench.said',
      access: 'public',
      payload: { t: performance.timeOrigin + performance.now() },
    };
    return log.publish(topic, JSON.stringify(message), `${process.pid}-${port}-${count}`);
  };
  const clients = new Clients();
  const server = await start('bench/streams/server.ts', port, { SUBJECT: subject, REDIS_URL: redisUrl });
  try {
    return await row({ subject, server, port, publish, clients });
  } finally {
    clients.stop();
    await server[Symbol.asyncDispose]();
    await log.close();
    client.disconnect();
  }
}

/** Resident memory for each connection on which nothing is said. */
async function idleRow({ subject, server, port, clients }: Bench): Promise<Figure[]> {
  // What a process grows by with its first connections is not theirs.
  await clients.open(port, 100, 'own');
  await wait(1000);
  const before = await costs(server);
  const figures: Figure[] = [];
  let open = 100;
  for (const count of idle[subject] ?? []) {
    await clients.open(port, count + 100 - open, 'own');
    open = count + 100;
    await wait(3000);
    const { rssKb, heapKb } = await costs(server);
    figures.push(
      { row: `idle, ${count}`, subject, metric: 'KB/connection', value: rounded((rssKb - before.rssKb) / count) },
      { row: `idle, ${count}`, subject, metric: 'of it heap', value: rounded((heapKb - before.heapKb) / count) },
      { row: `idle, ${count}`, subject, metric: 'MB in all', value: rounded(rssKb / 1024) },
    );
  }
  return figures;
}

/** One event to everybody, again and again. */
async function fanOutRow({ subject, server, port, publish, clients }: Bench): Promise<Figure[]> {
  const row = `fan-out to ${clientsOf.fanOut}`;
  const times = subject === 'ours' ? rounds.fanOut : rounds.fanOutOfOthers;
  await clients.open(port, clientsOf.fanOut, 'all');
  await publishAndWait({ publish, clients }, 2, clientsOf.fanOut);
  await clients.forget();
  const before = await costs(server);
  const events = await publishAndWait({ publish, clients }, times, clientsOf.fanOut);
  const cpuMs = (await costs(server)).cpuMs - before.cpuMs;
  return [
    { row, subject, metric: 'deliveries/s of a core', value: rounded((events / cpuMs) * 1000) },
    { row, subject, metric: 'µs/delivery', value: rounded((cpuMs / events) * 1000) },
    { row, subject, metric: 'ms to the last', value: rounded(percentile(await clients.latencies(), 1)) },
  ];
}

async function publishAndWait({ publish, clients }: Pick<Bench, 'publish' | 'clients'>, events: number, each: number) {
  const before = await clients.count();
  for (let event = 1; event <= events; event += 1) {
    await publish('all');
    await clients.until(before + event * each);
  }
  return clients.count();
}

/** A thousand events a second, each to one of a thousand people. */
async function latencyRow({ subject, server, port, publish, clients }: Bench): Promise<Figure[]> {
  const row = `${rounds.perSecond} events/s to ${clientsOf.latency}`;
  await clients.open(port, clientsOf.latency, 'own');
  await sayFor(2, publish);
  await wait(1000);
  await clients.forget();
  const before = await costs(server);
  const said = await sayFor(rounds.seconds, publish);
  await clients.until(said);
  const latencies = await clients.latencies();
  const cpuMs = (await costs(server)).cpuMs - before.cpuMs;
  return [
    { row, subject, metric: 'p50 ms', value: rounded(percentile(latencies, 0.5)) },
    { row, subject, metric: 'p99 ms', value: rounded(percentile(latencies, 0.99)) },
    { row, subject, metric: 'µs of processor/event', value: rounded((cpuMs / said) * 1000) },
  ];
}

async function sayFor(seconds: number, publish: Bench['publish']): Promise<number> {
  const begun = performance.now();
  const total = seconds * rounds.perSecond;
  const saying: Promise<void>[] = [];
  while (saying.length < total) {
    const due = Math.min(total, ((performance.now() - begun) / 1000) * rounds.perSecond);
    while (saying.length < due) saying.push(publish(`user:${(saying.length * 7) % clientsOf.latency}`));
    await wait(2);
  }
  await Promise.all(saying);
  return total;
}

/** Everybody loses the connection at once, and comes back to where they were. */
async function stormRow({ subject, server, port, publish, clients }: Bench): Promise<Figure[]> {
  const count = subject === 'a subscriber each' ? clientsOf.storm / 5 : clientsOf.storm;
  const row = `storm of ${count}`;
  await clients.open(port, count, 'own');
  await wait(1000);
  await clients.drop();
  // Each misses something: a connection counts as back when that was heard.
  for (let number = 0; number < count; number += 1) await publish(`user:${number}`);
  await wait(1000);
  const before = await costs(server);
  const ms = await clients.comeBack();
  const cpuMs = (await costs(server)).cpuMs - before.cpuMs;
  return [
    { row, subject, metric: 'ms until all are back', value: rounded(ms) },
    { row, subject, metric: 'ms of processor/connection', value: rounded(cpuMs / count) },
  ];
}

async function costs({ url }: Running): Promise<z.infer<typeof Costs>> {
  return Costs.parse(await (await fetch(`${url}/figures`)).json());
}
