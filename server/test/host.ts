import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ApiRouter } from '@hybrid/contracts';
import { createClient } from '@hybrid/contracts/client';
import type { SealedLock } from '@hybrid/contracts/gate';
import type { Db } from '@hybrid/prisma';
import type { TRPCClient } from '@trpc/client';
import { EventSource } from 'eventsource';
import { runOnce } from 'graphile-worker';
import type { DestinationStream } from 'pino';
import { inject, onTestFinished } from 'vitest';
import { createApp } from '../src/app.ts';
import { type Env, readEnv } from '../src/env.ts';
import { features } from '../src/features/index.ts';
import type { Services } from '../src/platform/context.ts';
import type { EventLog } from '../src/platform/events/event-log.ts';
import { listen } from '../src/platform/http/server.ts';
import type { AnyJob, JobContext } from '../src/platform/jobs/job.ts';
import { jobsOf } from '../src/platform/jobs/jobs-of.ts';
import { createQueuePool, queueLogger } from '../src/platform/jobs/queue.ts';
import { Worker } from '../src/platform/jobs/worker.ts';
import { createLog } from '../src/platform/log.ts';
import { createStatusGuard } from '../src/platform/status-guard.ts';
import { createMailer, type Mailer } from '../src/platform/mail/mailer.ts';
import { openServices } from '../src/services.ts';
import { cloneDatabase } from './database.ts';
import { root } from './services.ts';

/** A typed client, as the SPA and other programs use it. */
export type Api = TRPCClient<ApiRouter>;

/** Somebody who is signed in, with a client and a cookie that act for them. */
export interface Person {
  readonly id: string;
  readonly username: string;
  readonly email: string;
  readonly token: string;
  readonly api: Api;
}

/** The product, started for one test: its own database, real Redis, real HTTP. */
export interface Host {
  readonly url: string;
  readonly databaseUrl: string;
  readonly db: Db;
  readonly services: Services;
  readonly eventLog: EventLog;
  readonly mailer: Mailer;
  readonly jobs: readonly AnyJob[];
  /** A client of nobody. */
  readonly api: Api;
  /** What was logged, a line each. */
  readonly logged: string[];
  /** Makes an account; `role` raises it. */
  signUp(username: string, role?: 'user' | 'viewer' | 'operator' | 'admin'): Promise<Person>;
  /** A client that carries a token. */
  apiOf(token: string | null): Api;
  /** Runs every job that is due, and those they enqueue, until none is left. */
  runJobs(): Promise<void>;
}

/** The password of everybody whom `signUp` makes. */
export const password = 'correct horse battery';

const fixture = join(root, 'server/test/fixtures/client');

interface HostOptions {
  /** `false` starts without Redis, with events and limits in process. */
  readonly hasRedis?: boolean;
  /** Limits are off unless told, as tests make more people than an address may; where others reach us, they are on. */
  readonly env?: Record<string, string>;
  /** The folder of a built SPA; a small fixture unless told. */
  readonly client?: string;
  /** Starts another process of that product: on the same database, and the same Redis. */
  readonly beside?: Host;
  /** The contracts of releases whose clients are still out. */
  readonly releases?: readonly SealedLock[];
}

/** Starts the product for the current test and stops it when the test has finished. */
export async function startHost({
  hasRedis = true,
  env: variables = {},
  client = fixture,
  beside,
  releases = [],
}: HostOptions = {}): Promise<Host> {
  const databaseUrl = beside?.databaseUrl ?? (await cloneDatabase());
  const env = await testEnv(databaseUrl, { hasRedis, variables });
  const logged: string[] = [];
  const destination: DestinationStream = { write: (line) => void logged.push(line) };
  const { services, eventLog, close } = await openServices({
    env,
    log: createLog('info', destination),
    databaseUrl,
    releases,
  });
  const status = {
    services,
    version: '0.0.0',
    client: null,
    isMigrated: async () => true,
    isWorkerRunning: null,
    isDraining: () => false,
    guard: createStatusGuard({ token: env.STATUS_TOKEN, isLaptop: env.isLaptop }),
  };
  const mailer = createMailer({ env, root, features, services });
  const jobs = jobsOf(features, { eventLog, mailer, historyDays: env.JOB_HISTORY_DAYS });
  const app = createApp({ env, services, status, jobs, root, client, releases });
  const http = await listen(app, { port: 0, host: '127.0.0.1', drain: () => services.streams.drain() });
  onTestFinished(async () => {
    await http.stop();
    mailer.transport?.close();
    await close();
  });
  const url = `http://127.0.0.1:${http.port}`;
  return {
    url,
    databaseUrl,
    db: services.db,
    services,
    eventLog,
    mailer,
    jobs,
    logged,
    ...people(url, services),
    runJobs: () => runDue(services, databaseUrl, jobs),
  };
}

/** The configuration of a host: everything of its own, and nothing that is left behind. */
async function testEnv(
  databaseUrl: string,
  { hasRedis, variables }: { hasRedis: boolean; variables: Record<string, string> },
): Promise<Env> {
  const { redisUrl } = inject('services');
  const dataDir = await mkdtemp(join(tmpdir(), 'hybrid-data-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  return readEnv({
    HOST: '127.0.0.1',
    PORT: '0',
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl,
    REDIS_PREFIX: new URL(databaseUrl).pathname.slice(1),
    AUTH_SECRET: 'a secret that only tests know, of length',
    ...(hasRedis && { REDIS_URL: redisUrl }),
    ...(variables['PUBLIC_URL'] === undefined && { RATE_LIMITS: 'off' }),
    ...variables,
  });
}

/** Runs what is due of some jobs, and what they enqueue, until nothing is left. */
export async function runDue(services: Services, databaseUrl: string, jobs: readonly AnyJob[]): Promise<void> {
  const pool = createQueuePool(databaseUrl, 4, services.log);
  const logger = queueLogger(services.log);
  const worker = new Worker({ services, pool });
  const taskList = Object.fromEntries(jobs.map((job) => [job.name, worker.taskOf(job)]));
  try {
    await runOnce({ pgPool: pool, taskList, noHandleSignals: true, logger });
  } finally {
    await worker.close();
    await pool.end();
  }
}

/** What a job is given that a test runs by itself. */
export function jobContext(
  { services }: Pick<Host, 'services'>,
  given: { readonly jobId: string; readonly attempt: number },
): JobContext {
  const signal = new AbortController().signal;
  return { ...services, ...given, jobName: 'tests.job', tick: null, signal, progress: () => undefined };
}

function people(url: string, { db, auth }: Services): Pick<Host, 'api' | 'apiOf' | 'signUp'> {
  const apiOf = (token: string | null) => createApi(url, token);
  const api = apiOf(null);
  return {
    api,
    apiOf,
    async signUp(username, role) {
      const email = `${username}@example.com`.toLowerCase();
      // Not by registering: its mail and its job would stand in the way of who counts theirs.
      const begun = await auth.signUp({ username, email, password }, { address: '127.0.0.1', userAgent: 'test' });
      if (typeof begun === 'string') throw new Error(`${username} cannot be made: ${begun}.`);
      const { user, token } = begun;
      if (role) await db.user.update({ where: { id: user.id }, data: { role } });
      return { id: user.id, username, email, token, api: apiOf(token) };
    },
  };
}

/** Makes a client over the published links. */
export function createApi(url: string, token: string | null): Api {
  return createClient({ url, token, name: 'test', EventSource });
}
