import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startEmbeddedPostgres } from '@hybrid/prisma/embedded';
import { inject, onTestFinished } from 'vitest';
import { stopPostmaster } from '../../../prisma/embedded/postmaster.ts';
import { createLog } from '../../src/platform/log.ts';
import { migrateAll } from '../../src/prepare-database.ts';
import { answering, type ProductProcess, startProcess } from '../process.ts';
import { root } from '../services.ts';
import { slow } from './jobs.ts';
import { setStage } from './stage.ts';
import { until } from '../until.ts';

/** What became of the product and its jobs while Postgres was stopped. */
export interface StoppedPostgres {
  /** Whether product and worker are the processes that they were. */
  readonly isAlive: boolean;
  /** Answers while it was away: of a route that needs no database, of the readiness, and of one that needs it. */
  readonly live: number;
  readonly ready: number;
  readonly statuses: readonly number[];
  /** From its return to readiness, and to the next job that is done. */
  readonly readyMs: number;
  readonly jobsMs: number;
  readonly lost: number;
  readonly doubleEffects: number;
  readonly locked: number;
}

/** Stops Postgres for some seconds under requests and jobs. */
export async function stopPostgres({ mode, jobs, awayMs }: StopOptions): Promise<StoppedPostgres> {
  const postgres = await startOwnPostgres();
  const stage = await setStage(postgres.url);
  const worker = await stage.startWorker();
  const product = await startProcess({
    DATABASE_URL: postgres.url,
    REDIS_URL: inject('services').redisUrl,
    ROLE: 'web',
  });
  await answering(product, '/_status/ready');
  await using traffic = startTraffic(product);
  await stage.enqueue(
    slow,
    Array.from({ length: jobs }, (_, n) => ({ n, ms: 20 })),
  );
  await until(async () => (await stage.effects()).size > jobs / 20, 60_000);

  await postgres.stop(mode);
  await wait(awayMs / 2);
  traffic.statuses.clear();
  const away = { live: await statusOf(product, '/_status/live'), ready: await statusOf(product, '/_status/ready') };
  await wait(awayMs / 2);
  const statuses = [...traffic.statuses];
  await postgres.start();

  const before = (await stage.effects()).size;
  const [readyMs, jobsMs] = await Promise.all([
    until(async () => (await statusOf(product, '/_status/ready')) === 200, 120_000),
    until(async () => (await stage.effects()).size > before, 120_000),
  ]);
  await until(async () => (await stage.waiting()) === 0, 300_000);
  const effects = await stage.effects();
  const isAlive = [worker, product].every(({ child }) => child.exitCode === null && child.signalCode === null);
  const doubleEffects = [...effects.values()].filter((count) => count > 1).length;
  const left = { lost: jobs - effects.size, doubleEffects, locked: await stage.locked() };
  return { ...away, ...left, isAlive, statuses, readyMs, jobsMs };
}

/** A migrated Postgres of the test's own, that can be stopped and started again on its data. */
async function startOwnPostgres() {
  const dataDir = await mkdtemp(join(tmpdir(), 'hybrid-postgres-'));
  const start = () => startEmbeddedPostgres({ dataDir, log: () => undefined });
  let postgres = await start();
  onTestFinished(async () => {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
    await rm(postgres.location, { recursive: true, force: true });
  });
  await migrateAll(postgres.url, root, createLog('silent'));
  return {
    url: postgres.url,
    stop: (mode: 'fast' | 'immediate') => stopPostmaster(join(postgres.location, 'cluster', 'data'), mode),
    async start() {
      postgres = await start();
    },
  };
}

interface StopOptions {
  readonly mode: 'fast' | 'immediate';
  readonly jobs: number;
  readonly awayMs: number;
}

async function statusOf({ url }: ProductProcess, path: string): Promise<number> {
  const answer = await fetch(`${url}${path}`, { signal: AbortSignal.timeout(10_000) });
  await answer.arrayBuffer();
  return answer.status;
}

/** Fifty requests a second of a route that reads the database. */
function startTraffic(product: ProductProcess): AsyncDisposable & { readonly statuses: Set<number> } {
  const statuses = new Set<number>();
  const pending = new Set<Promise<void>>();
  const timer = setInterval(() => {
    const request = statusOf(product, '/api/articles').then(
      (status) => void statuses.add(status),
      () => void statuses.add(0),
    );
    pending.add(request);
    void request.then(() => pending.delete(request));
  }, 20);
  return {
    statuses,
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await Promise.all(pending);
    },
  };
}
