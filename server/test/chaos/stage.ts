import type { ChildProcess } from 'node:child_process';
import { createDatabase, type Db } from '@hybrid/prisma';
import { inject, onTestFinished } from 'vitest';
import { enqueueMany } from '../../src/platform/jobs/enqueue.ts';
import type { JobDefinition } from '../../src/platform/jobs/job.ts';
import { cloneDatabase } from '../database.ts';
import { startProcess } from '../process.ts';
import { until } from '../until.ts';

/** A database of one's own, with what the chaos jobs leave, and the workers on it. */
export interface Stage {
  readonly db: Db;
  readonly databaseUrl: string;
  /** Starts a worker; it takes jobs when this resolves. */
  startWorker(options?: WorkerOptions): Promise<ChaosWorker>;
  enqueue(job: JobDefinition<{ n: number; ms: number }>, payloads: readonly { n: number; ms: number }[]): Promise<void>;
  /** How often which effect was had, of those that were had at all. */
  effects(): Promise<Map<number, number>>;
  /** How many jobs are locked. */
  locked(): Promise<number>;
  /** How many jobs a worker has locked. */
  lockedBy(worker: string): Promise<number>;
  /** How many jobs the queue holds that may still be tried. */
  waiting(): Promise<number>;
}

export interface ChaosWorker {
  readonly child: ChildProcess;
  readonly output: string[];
  readonly exited: Promise<number | null>;
}

interface WorkerOptions {
  readonly concurrency?: number;
  /** How long a worker is absent before its jobs are let go. */
  readonly absentMs?: number;
  /** How long a job may block the event loop. */
  readonly endMs?: number;
}

/** Sets up the stage of a chaos test on a database, its own unless told. */
export async function setStage(databaseUrl?: string): Promise<Stage> {
  const url = databaseUrl ?? (await cloneDatabase());
  const db = createDatabase({ url, poolSize: 4 });
  onTestFinished(() => db.$disconnect());
  await db.$executeRaw`CREATE TABLE chaos_effect (n int)`;
  await db.$executeRaw`CREATE TABLE chaos_tick (at timestamptz, attempt int)`;
  const count = async (rows: Promise<{ count: number }[]>) => (await rows)[0]?.count ?? 0;
  return {
    db,
    databaseUrl: url,
    startWorker: (options = {}) => startWorker(url, options),
    async enqueue(job, payloads) {
      await db.$transaction((tx) => enqueueMany(tx, job, payloads));
    },
    async effects() {
      const rows = await db.$queryRaw<{ n: number; count: number }[]>`
        SELECT n, count(*)::int FROM chaos_effect GROUP BY n`;
      return new Map(rows.map((row) => [row.n, row.count]));
    },
    locked: () =>
      count(db.$queryRaw`SELECT count(*)::int FROM graphile_worker._private_jobs WHERE locked_at IS NOT NULL`),
    lockedBy: (worker) =>
      count(db.$queryRaw`SELECT count(*)::int FROM graphile_worker._private_jobs WHERE locked_by = ${worker}`),
    waiting: () =>
      count(db.$queryRaw`SELECT count(*)::int FROM graphile_worker._private_jobs WHERE attempts < max_attempts`),
  };
}

async function startWorker(databaseUrl: string, options: WorkerOptions): Promise<ChaosWorker> {
  const { concurrency = 10, absentMs = 0, endMs = 0 } = options;
  const worker = await startProcess(
    {
      DATABASE_URL: databaseUrl,
      REDIS_URL: inject('services').redisUrl,
      AUTH_SECRET: 'a secret that only tests know, of length',
      WORKER_CONCURRENCY: String(concurrency),
    },
    ['server/test/chaos/worker.ts', String(absentMs), String(endMs)],
  );
  await until(() => worker.output.includes('working') || worker.child.exitCode !== null, 60_000);
  if (worker.child.exitCode !== null) throw new Error(`The worker did not start:\n${worker.output.join('\n')}`);
  return worker;
}
