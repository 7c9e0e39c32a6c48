import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SealedLock } from '@hybrid/contracts/gate';
import { z } from 'zod';
import { createApp, createStatusApp } from './app.ts';
import type { Env } from './env.ts';
import { features } from './features/index.ts';
import { readReleases } from './contract-lock.ts';
import { startKeepingUsage } from './platform/calls/keep-usage.ts';
import type { Services } from './platform/context.ts';
import { nameProcess, startKeepingState } from './platform/figures/process-state.ts';
import type { AnyJob } from './platform/jobs/job.ts';
import { jobsOf } from './platform/jobs/jobs-of.ts';
import { clientRelease } from './platform/http/client-release.ts';
import { type HttpServer, listen } from './platform/http/server.ts';
import { type JobRunner, startJobs } from './platform/jobs/runner.ts';
import { createLog, type Logger, readableLines } from './platform/log.ts';
import { createStatusGuard } from './platform/status-guard.ts';
import { createMailer } from './platform/mail/mailer.ts';
import { startKeeping } from './platform/releases/keep-release.ts';
import { Closing } from './closing.ts';
import { isMigrated, prepareDatabase } from './prepare-database.ts';
import { openServices } from './services.ts';

const Package = z.object({ version: z.string() });

/** The running product. */
export interface Product {
  readonly port: number;
  readonly log: Logger;
  /** Takes no more work, finishes what was begun, closes everything it opened. */
  stop(reason: string): Promise<void>;
}

/**
 * Starts the process that the configuration describes.
 *
 * @param root the folder that holds `prisma`, `admin-views` and `client`.
 */
export async function startProduct(env: Env, root: string): Promise<Product> {
  const log = createLog(env.LOG_LEVEL, env.LOG_FORMAT === 'text' ? await readableLines() : undefined);
  const opened = new Closing();
  try {
    const database = await prepareDatabase(env, root, log);
    opened.add(() => database.stop());
    const releases = await readReleases(root);
    const { services, eventLog, close } = await openServices({ env, log, databaseUrl: database.url, releases });
    opened.add(close);
    opened.add(startKeepingUsage(services));
    const version = await versionOf(root);
    opened.add(startKeepingState(services, nameProcess({ role: env.ROLE, version, now: services.now })));
    await database.seed(services);

    const mailer = createMailer({ env, root, features, services });
    opened.add(async () => mailer.transport?.close());
    const jobs = jobsOf(features, { eventLog, mailer, historyDays: env.JOB_HISTORY_DAYS });
    const { WORKER_CONCURRENCY: concurrency, WORKER_QUEUES: queues } = env;
    const runner =
      env.ROLE === 'web' ? null : await startJobs({ services, jobs, databaseUrl: database.url, concurrency, queues });
    if (runner) opened.add(() => runner.stop());
    const http = await startHttp({ env, root, services, jobs, runner, version, releases });
    opened.add(() => http.stop());
    const client = env.ROLE === 'worker' ? null : builtClient(root);
    if (client !== null) opened.add(startKeeping(services, join(client, 'static')));
    log.info({ role: env.ROLE, port: http.port }, 'Ready.');
    await database.greet(http.port);
    return { port: http.port, log, stop: (reason) => stop(reason, log, opened) };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function stop(reason: string, log: Logger, opened: Closing): Promise<void> {
  log.info({ reason }, 'Stopping.');
  await opened.close();
  log.info('Stopped.');
}

interface HttpOptions {
  readonly env: Env;
  readonly root: string;
  readonly services: Services;
  readonly jobs: readonly AnyJob[];
  readonly runner: JobRunner | null;
  readonly version: string;
  readonly releases: readonly SealedLock[];
}

async function startHttp({ env, root, services, jobs, runner, version, releases }: HttpOptions): Promise<HttpServer> {
  let server: HttpServer | undefined;
  const status = {
    services,
    version,
    client: clientRelease(join(root, 'client/dist/index.html')),
    isMigrated: () => isMigrated(services.db, join(root, 'prisma')),
    isWorkerRunning: runner && (() => runner.isRunning()),
    isDraining: () => server?.isDraining() ?? false,
    guard: createStatusGuard({ token: env.STATUS_TOKEN, isLaptop: env.isLaptop }),
  };
  const app =
    env.ROLE === 'worker'
      ? createStatusApp({ env, services, status })
      : createApp({ env, services, status, jobs, root, client: builtClient(root), releases });
  server = await listen(app, { port: env.PORT, host: env.HOST, drain: () => services.streams.drain() });
  return server;
}

/** In development nothing is built: Vite serves the pages and passes on the rest. */
function builtClient(root: string): string | null {
  const client = join(root, 'client/dist');
  return existsSync(join(client, 'index.html')) ? client : null;
}

async function versionOf(root: string): Promise<string> {
  return Package.parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))).version;
}
