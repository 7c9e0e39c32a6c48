import { randomUUID } from 'node:crypto';
import { Cluster, type Redis } from 'ioredis';
import { onTestFinished } from 'vitest';
import { type MortalRedis, startMortalRedis, startRedis, startRedisCluster } from '../../tools/redis.ts';
import { Hub } from '../src/platform/events/hub.ts';
import { createMemoryLog } from '../src/platform/events/memory-log.ts';
import { createRedisLog } from '../src/platform/events/redis-log.ts';
import { redisOf } from '../src/platform/events/redis-url.ts';
import { createLog } from '../src/platform/log.ts';
import type { Instance } from './event-chaos.ts';

const silent = createLog('silent');

/** Instances on one engine of their own, and a way to cut all their subscribers off. */
export interface Stage {
  readonly instances: readonly Instance[];
  cutOff(): Promise<void>;
}

/** Instances that share a Redis which nobody else uses. */
export async function redisStage(count: number): Promise<Stage> {
  const { url, stop } = await startRedis();
  onTestFinished(() => stop());
  return stageOn(url, count);
}

/** Instances that share a cluster of three nodes. */
export async function clusterStage(count: number): Promise<Stage> {
  const { url, stop } = await startRedisCluster();
  onTestFinished(() => stop());
  return stageOn(url, count);
}

/** One instance, which keeps everything in itself. */
export async function memoryStage(): Promise<Stage> {
  const log = createMemoryLog();
  const hub = new Hub(log, silent);
  onTestFinished(() => hub.close());
  return { instances: [{ hub, log }], cutOff: async () => {} };
}

async function stageOn(url: string, count: number): Promise<Stage> {
  const prefix = `stage-${randomUUID()}`;
  const open = async () => {
    const redis = redisOf(url, { isCluster: false });
    redis.on('error', () => undefined);
    await redis.connect();
    return redis;
  };
  const beside = await open();
  onTestFinished(() => beside.disconnect());
  const instances = await Promise.all(
    Array.from({ length: count }, async () => {
      const redis = await open();
      const log = createRedisLog({ redis, prefix, log: silent });
      const hub = new Hub(log, silent);
      onTestFinished(async () => {
        await hub.close();
        redis.disconnect();
      });
      return { hub, log };
    }),
  );
  return { instances, cutOff: () => killSubscribers(beside) };
}

/** A Redis that a test kills, hangs and starts again. */
export async function mortalRedis(): Promise<MortalRedis> {
  const redis = await startMortalRedis();
  onTestFinished(() => redis.stop());
  return redis;
}

/** Subscribers of shards count as such for Redis. */
async function killSubscribers(redis: Redis | Cluster): Promise<void> {
  const nodes = redis instanceof Cluster ? redis.nodes('master') : [redis];
  await Promise.all(nodes.map((node) => node.call('CLIENT', 'KILL', 'TYPE', 'pubsub').catch(() => undefined)));
}
