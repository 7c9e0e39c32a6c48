import { EventEmitter, once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { type JobHelpers, parseCronItems, run, type TaskList, type WorkerEvents } from 'graphile-worker';
import { z } from 'zod';
import type { Services } from '../context.ts';
import { withRequestId } from '../request-scope.ts';
import { recordRun } from './history.ts';
import type { AnyJob } from './job.ts';
import { createQueuePool, queueLogger } from './queue.ts';

/** The worker and scheduler of a process. */
export interface JobRunner {
  /** Whether jobs are being taken from the queue now. */
  isRunning(): boolean;
  /** Takes no more jobs, waits for those that run, and lets go of what did not finish in time. */
  stop(): Promise<void>;
}

interface RunnerOptions {
  readonly services: Services;
  readonly jobs: readonly AnyJob[];
  readonly databaseUrl: string;
  readonly concurrency: number;
}

const defaultTimeoutMs = 60_000;
const restartMs = 1000;
/** How long running jobs may go on after a stop was asked for; the process has 25 s in all, requests up to 8 of them. */
const graceMs = 12_000;

const Envelope = z.object({ data: z.unknown().default({}), requestId: z.string().nullish() });

/**
 * Runs jobs and their schedule until it is stopped, beginning anew when the database comes back after a loss.
 *
 * @remarks
 * graphile-worker ends for good when its pool fails; this is what notices and starts another.
 */
export async function startJobs(options: RunnerOptions): Promise<JobRunner> {
  const stopping = new AbortController();
  let shift: Shift | null = await startShift(options);
  const supervised = supervise(options, {
    first: shift,
    stopping: stopping.signal,
    onChange: (current) => (shift = current),
  });
  return {
    isRunning: () => shift !== null && !stopping.signal.aborted,
    async stop() {
      stopping.abort();
      await shift?.stop();
      await supervised;
    },
  };
}

interface Watch {
  readonly first: Shift;
  readonly stopping: AbortSignal;
  onChange(shift: Shift | null): void;
}

async function supervise(options: RunnerOptions, { first, onChange, stopping }: Watch): Promise<void> {
  const { log } = options.services;
  let shift: Shift | null = first;
  while (!stopping.aborted) {
    if (shift) {
      await shift.ended.catch((error: unknown) => log.error({ err: error }, 'The worker failed.'));
      if (stopping.aborted) return;
      log.warn('The worker lost its database; another one starts.');
      onChange(null);
      await shift.stop();
    }
    await wait(restartMs, undefined, { signal: stopping }).catch(() => undefined);
    if (stopping.aborted) return;
    shift = await startShift(options).catch((error: unknown) => {
      log.warn({ reason: String(error) }, 'The worker cannot start yet.');
      return null;
    });
    onChange(shift);
  }
  await shift?.stop();
}

/** One graphile-worker, until it ends by itself or is stopped. */
interface Shift {
  /** Settles when it has ended, also where the library's own promise never would. */
  readonly ended: Promise<unknown>;
  stop(): Promise<void>;
}

async function startShift({ services, jobs, databaseUrl, concurrency }: RunnerOptions): Promise<Shift> {
  const pool = createQueuePool(databaseUrl, concurrency + 2, services.log);
  const end = () => pool.end().catch(() => undefined);
  const events: WorkerEvents = new EventEmitter();
  const runner = await run({
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
  }).catch(async (error: unknown) => {
    await end();
    throw error;
  });
  const failed = Promise.race([once(events, 'pool:fatalError'), once(events, 'pool:gracefulShutdown')]);
  return {
    ended: Promise.race([runner.promise, failed]),
    async stop() {
      // The pool goes last: the jobs that still run complete over it. A worker that lost its database has stopped already.
      await runner.stop().catch(() => undefined);
      await end();
    },
  };
}

/** The jobs as graphile-worker's tasks: each attempt parsed, bounded in time and recorded. */
export function taskList(jobs: readonly AnyJob[], services: Services): TaskList {
  return Object.fromEntries(jobs.map((job) => [job.name, taskOf(job, services)]));
}

function cronItem({ name, cron }: AnyJob) {
  return cron === undefined ? [] : [{ task: name, match: cron, identifier: name }];
}

function taskOf(job: AnyJob, services: Services) {
  return async (raw: unknown, { job: row, abortSignal }: JobHelpers) => {
    const { data, requestId = null } = Envelope.parse(raw);
    const start = { jobId: row.id, name: job.name, attempt: row.attempts, queuedAt: row.created_at, requestId };
    const log = services.log.child({ job: job.name, jobId: row.id });
    // The queue's own signal comes when the process has waited long enough for this job to end.
    const timeout = AbortSignal.timeout(job.timeoutMs ?? defaultTimeoutMs);
    const signal = abortSignal ? AbortSignal.any([timeout, abortSignal]) : timeout;
    await withRequestId(requestId ?? `job-${row.id}`, () =>
      recordRun(services, start, async () => {
        await job.runAny({ ...services, log, jobId: row.id, attempt: row.attempts, signal }, data);
      }),
    );
  };
}
