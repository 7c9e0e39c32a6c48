import { EventEmitter, once } from 'node:events';
import { parseCronItems, run, type WorkerEvents } from 'graphile-worker';
import type { Pool } from 'pg';
import type { Services } from '../context.ts';
import type { AnyJob } from './job.ts';
import { createQueuePool, queueLogger } from './queue.ts';
import { taskList } from './task-list.ts';

/** What a worker needs. */
export interface ShiftOptions {
  readonly services: Services;
  readonly jobs: readonly AnyJob[];
  readonly databaseUrl: string;
  readonly concurrency: number;
}

/** One graphile-worker, until it ends by itself or is stopped. */
export interface Shift {
  /** Settles when it has ended, also where the library's own promise never would. */
  readonly ended: Promise<unknown>;
  /** The ids under which it locks jobs. */
  readonly workerIds: readonly string[];
  stop(): Promise<void>;
}

/** How long running jobs may go on after a stop was asked for; the process has 25 s in all, requests up to 8 of them. */
const graceMs = 12_000;

/**
 * Starts a worker with the schedule.
 *
 * @param ended ids of workers of this process that are gone: what they had locked is let go, or it would wait for 4 h.
 */
export async function startShift(options: ShiftOptions, ended: readonly string[]): Promise<Shift> {
  const { services, concurrency, databaseUrl } = options;
  const pool = createQueuePool(databaseUrl, concurrency + 2, services.log);
  const endPool = () => pool.end().catch(() => undefined);
  const workerIds: string[] = [];
  const events: WorkerEvents = new EventEmitter();
  events.on('pool:create', ({ workerPool }) => workerIds.push(workerPool.id));
  events.on('worker:create', ({ worker }) => workerIds.push(worker.workerId));
  try {
    if (ended.length > 0) await pool.query('SELECT FROM graphile_worker.force_unlock_workers($1)', [ended]);
    const runner = await startRunner(options, pool, events);
    const failed = Promise.race([once(events, 'pool:fatalError'), once(events, 'pool:gracefulShutdown')]);
    return {
      ended: Promise.race([runner.promise, failed]),
      workerIds,
      async stop() {
        // The pool goes last: jobs that still run complete over it. A worker that lost its database has stopped already.
        await runner.stop().catch(() => undefined);
        await endPool();
      },
    };
  } catch (error) {
    await endPool();
    throw error;
  }
}

function startRunner({ services, jobs, concurrency }: ShiftOptions, pool: Pool, events: WorkerEvents) {
  return run({
    pgPool: pool,
    concurrency,
    noHandleSignals: true,
    events,
    logger: queueLogger(services.log),
    taskList: taskList(jobs, services),
    parsedCronItems: parseCronItems(jobs.flatMap(cronItem)),
    preset: {
      worker: {
        // A batched completion is lost when the process ends: the job stays locked for 4 h and then runs again.
        completeJobBatchDelay: 0,
        failJobBatchDelay: 0,
        localQueue: { size: concurrency + 1 },
        gracefulShutdownAbortTimeout: graceMs,
      },
    },
  });
}

function cronItem({ name, cron }: AnyJob) {
  return cron === undefined ? [] : [{ task: name, match: cron, identifier: name }];
}
