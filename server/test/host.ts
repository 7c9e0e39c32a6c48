import { join } from 'node:path';
import type { ApiRouter, SignedIn } from '@hybrid/contracts';
import type { Db } from '@hybrid/prisma';
import { createTRPCClient, httpBatchLink, httpSubscriptionLink, splitLink, type TRPCClient } from '@trpc/client';
import { EventSource } from 'eventsource';
import { runOnce } from 'graphile-worker';
import type { DestinationStream } from 'pino';
import { inject, onTestFinished } from 'vitest';
import { createApp } from '../src/app.ts';
import { readEnv } from '../src/env.ts';
import { features } from '../src/features/index.ts';
import type { Services } from '../src/platform/context.ts';
import type { EventLog } from '../src/platform/events/event-log.ts';
import { listen } from '../src/platform/http/server.ts';
import type { AnyJob } from '../src/platform/jobs/job.ts';
import { jobsOf } from '../src/platform/jobs/jobs-of.ts';
import { createQueuePool, queueLogger } from '../src/platform/jobs/queue.ts';
import { taskList } from '../src/platform/jobs/task-list.ts';
import { createLog } from '../src/platform/log.ts';
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
}

/** Starts the product for the current test and stops it when the test has finished. */
export async function startHost({
  hasRedis = true,
  env: variables = {},
  client = fixture,
}: HostOptions = {}): Promise<Host> {
  const { redisUrl } = inject('services');
  const databaseUrl = await cloneDatabase();
  const env = readEnv({
    HOST: '127.0.0.1',
    PORT: '0',
    DATABASE_URL: databaseUrl,
    REDIS_PREFIX: new URL(databaseUrl).pathname.slice(1),
    AUTH_SECRET: 'a secret that only tests know, of length',
    ...(hasRedis && { REDIS_URL: redisUrl }),
    ...(variables['PUBLIC_URL'] === undefined && { RATE_LIMITS: 'off' }),
    ...variables,
  });
  const logged: string[] = [];
  const destination: DestinationStream = { write: (line) => void logged.push(line) };
  const { services, eventLog, close } = await openServices({ env, log: createLog('info', destination), databaseUrl });
  const status = {
    services,
    version: '0.0.0',
    isMigrated: async () => true,
    isWorkerRunning: null,
    isDraining: () => false,
  };
  const app = createApp({ env, services, status, root, client });
  const http = await listen(app, { port: 0, host: '127.0.0.1' });
  onTestFinished(async () => {
    await http.stop();
    await close();
  });
  const url = `http://127.0.0.1:${http.port}`;
  const jobs = jobsOf(features, eventLog);
  return {
    url,
    databaseUrl,
    db: services.db,
    services,
    eventLog,
    logged,
    ...people(url, services.db),
    runJobs: () => runDue(services, databaseUrl, jobs),
  };
}

/** Runs what is due of some jobs, and what they enqueue, until nothing is left. */
export async function runDue(services: Services, databaseUrl: string, jobs: readonly AnyJob[]): Promise<void> {
  const pool = createQueuePool(databaseUrl, 4, services.log);
  const logger = queueLogger(services.log);
  try {
    await runOnce({ pgPool: pool, taskList: taskList(jobs, services), noHandleSignals: true, logger });
  } finally {
    await pool.end();
  }
}

function people(url: string, db: Db): Pick<Host, 'api' | 'apiOf' | 'signUp'> {
  const apiOf = (token: string | null) => createApi(url, token);
  const api = apiOf(null);
  return {
    api,
    apiOf,
    async signUp(username, role) {
      const email = `${username}@example.com`.toLowerCase();
      const { user, token }: SignedIn = await api.accounts.register.mutate({ username, email, password });
      if (token === null) throw new Error('A client that is no page of ours is given a token.');
      if (role) await db.user.update({ where: { id: user.id }, data: { role } });
      return { id: user.id, username, email, token, api: apiOf(token) };
    },
  };
}

/** Makes a client over the published links. */
export function createApi(url: string, token: string | null): Api {
  const headers = token === null ? {} : { authorization: `Bearer ${token}` };
  const endpoint = `${url}/api/trpc`;
  return createTRPCClient<ApiRouter>({
    links: [
      splitLink({
        condition: ({ type }) => type === 'subscription',
        true: httpSubscriptionLink({
          url: endpoint,
          EventSource,
          eventSourceOptions: () => ({
            fetch: (input, init) => fetch(input, { ...init, headers: { ...init.headers, ...headers } }),
          }),
        }),
        false: httpBatchLink({ url: endpoint, headers }),
      }),
    ],
  });
}
