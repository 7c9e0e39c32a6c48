import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { SealedLock } from '@hybrid/contracts/gate';
import { createDatabase, type Db } from '@hybrid/prisma';
import { events } from '@hybrid/contracts';
import type { Cluster, Redis } from 'ioredis';
import { currentLock } from './contract-lock.ts';
import type { Env } from './env.ts';
import type { AuthBackend, AuthPort } from './platform/auth/auth-port.ts';
import { createBetterAuth } from './platform/auth/better-auth.ts';
import { keepReachable } from './platform/auth/keep-reachable.ts';
import { KnownCallers } from './platform/auth/known-callers.ts';
import { tellOfEnded } from './platform/auth/tell-of-ended.ts';
import { createSigner } from './platform/auth/signer.ts';
import { createLiveReleases } from './platform/calls/live-releases.ts';
import { createUsageCounter } from './platform/calls/usage-counter.ts';
import type { Services } from './platform/context.ts';
import { rightsOf, type TopicRight } from './platform/events/topic-right.ts';
import type { Feature } from './platform/feature.ts';
import { Audiences } from './platform/streams/audiences.ts';
import { countAudience } from './platform/streams/count-audience.ts';
import { streamCaps } from './platform/streams/counts.ts';
import { Streams } from './platform/streams/streams.ts';
import { features } from './features/index.ts';
import type { EventLog } from './platform/events/event-log.ts';
import { Hub } from './platform/events/hub.ts';
import { createMemoryLog } from './platform/events/memory-log.ts';
import { createRedisLog } from './platform/events/redis-log.ts';
import { redisOf } from './platform/events/redis-url.ts';
import { Flags } from './platform/flags/flags.ts';
import { createLimits } from './platform/limits.ts';
import type { Logger } from './platform/log.ts';
import { openStorage } from './platform/storage/open-storage.ts';

/** What the services are made from. */
export interface ServiceOptions {
  readonly env: Env;
  readonly log: Logger;
  readonly databaseUrl: string;
  /** The contracts of the releases whose clients are still out. */
  readonly releases: readonly SealedLock[];
}

/** What a process holds, and the log of events behind its hub. */
export interface OpenServices {
  readonly services: Services;
  readonly eventLog: EventLog;
  close(): Promise<void>;
}

/** Opens the connections of a process and makes what every use case may ask for. */
export async function openServices({ env, log, databaseUrl, releases }: ServiceOptions): Promise<OpenServices> {
  const db = openDatabase(env, databaseUrl, log);
  const redis =
    env.REDIS_URL === undefined ? null : await openRedis(env.REDIS_URL, { isCluster: env.REDIS_CLUSTER === 'on', log });
  const { REDIS_PREFIX: prefix } = env;
  if (!redis) log.info('REDIS_URL is not set: events and limits are kept in this process, which must be the only one.');
  const eventLog = redis ? createRedisLog({ redis, prefix, log }) : createMemoryLog();
  const secret = env.AUTH_SECRET ?? (await laptopSecret(env.DATA_DIR));
  const now = () => new Date();
  const backend = keepReachable(createBetterAuth({ db, secret, url: env.PUBLIC_URL }));
  const rights = rightsOf(topicRights(), { db, now, templates: Object.values(events).map(({ topic }) => topic) });
  const streams = new Streams({ auth: backend, log, caps: env.RATE_LIMITS === 'on' ? streamCaps : null });
  const audiences = new Audiences({ rights, count: countAudience(redis, prefix), log });
  const { hub, auth } = joinProcesses({ backend, eventLog, streams, audiences, log });
  const services = {
    db,
    redis,
    auth,
    signer: createSigner(secret),
    hub,
    mayHear: rights.mayHear,
    streams,
    limits: createLimits({ redis, prefix, enabled: env.RATE_LIMITS === 'on' }),
    flags: new Flags(db),
    storage: openStorage({ ...env, url: env.STORAGE_URL, folder: join(resolve(env.DATA_DIR), 'storage'), log }),
    releases: createLiveReleases({ current: currentLock, releases, today: now }),
    usage: createUsageCounter({ now, log }),
    publicUrl: env.PUBLIC_URL,
    log,
    now,
  };
  return {
    services,
    eventLog,
    async close() {
      services.streams.close();
      audiences.close();
      await services.hub.close();
      redis?.disconnect();
      await db.$disconnect();
    },
  };
}

function openDatabase(env: Env, url: string, log: Logger): Db {
  return createDatabase({
    url,
    poolSize: env.DATABASE_POOL_SIZE,
    queueSize: env.DATABASE_QUEUE_SIZE,
    onShed: (refused) =>
      log.warn({ refused }, 'Too many waited for a connection to the database: others were refused.'),
  });
}

interface Joined {
  readonly backend: AuthBackend;
  readonly eventLog: EventLog;
  readonly streams: Streams;
  readonly audiences: Audiences;
  readonly log: Logger;
}

/** Joins who is signed in, and the streams of this process, with what other processes tell. */
function joinProcesses({ backend, eventLog, streams, audiences, log }: Joined): { hub: Hub; auth: AuthPort } {
  const callers = new KnownCallers(backend);
  const hub = new Hub(eventLog, log, {
    onTold: (userId) => {
      callers.forget(userId);
      streams.tell(userId);
    },
    onAudience: (topic) => audiences.changed(topic),
  });
  audiences.attend(hub);
  const auth = tellOfEnded({ ...backend, identify: (...asked) => callers.identify(...asked) }, async (userId) => {
    // This process need not wait for its own word to come back, which it does not while Redis is away.
    callers.forget(userId);
    await hub.tell(userId);
  });
  return { hub, auth };
}

function topicRights(): TopicRight[] {
  const list: Record<string, Feature> = features;
  return Object.values(list).flatMap(({ topics }) => topics ?? []);
}

/** Connects, and goes on without where Redis is away: it is back when it is back. */
async function openRedis(
  url: string,
  { isCluster, log }: { isCluster: boolean; log: Logger },
): Promise<Redis | Cluster> {
  const redis = redisOf(url, { isCluster });
  redis.on('error', (error: Error) => log.warn({ reason: error.message }, 'Redis is away.'));
  await redis.connect().catch(() => undefined);
  return redis;
}

/** On a laptop the secret is made once and kept beside the data, so that nobody runs with one that is printed somewhere. */
async function laptopSecret(dataDir: string): Promise<string> {
  const file = join(resolve(dataDir), 'auth-secret');
  await mkdir(resolve(dataDir), { recursive: true });
  await writeFile(file, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    },
  );
  return readFile(file, 'utf8');
}
