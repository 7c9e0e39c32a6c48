import { EventEmitter, once } from 'node:events';
import { parseCronItems, run, type TaskList, type WorkerEvents, type WorkerPool } from 'graphile-worker';
import type { Pool } from 'pg';
import type { Logger } from '../log.ts';
import type { AnyJob } from './job.ts';
import { queueLogger } from './queue.ts';
import { cronItems } from './schedule.ts';
import type { Worker } from './worker.ts';

/** Jobs that share a concurrency, and what runs them. */
export interface LaneOptions {
  readonly queue: string;
  readonly concurrency: number;
  readonly jobs: readonly AnyJob[];
  /** Whose ticks it enqueues. */
  readonly scheduled: readonly AnyJob[];
  /** Whether a schedule has no ticks at this moment. */
  readonly isOff: (scheduleId: string) => boolean;
  readonly worker: Worker;
  readonly pool: Pool;
  readonly log: Logger;
}

/** One graphile-worker, until it ends by itself or is stopped. */
export interface Lane {
  /** By which it locks jobs. */
  readonly id: string;
  readonly queue: string;
  readonly names: readonly string[];
  /** Settles when it has ended, also where the library's own promise never would. */
  readonly ended: Promise<unknown>;
  /** Takes jobs of all names but these from now on. It takes none before this is called first. */
  takeAllBut(paused: ReadonlySet<string>): void;
  stop(): Promise<void>;
}

/** How long running jobs may go on after a stop was asked for; the process has 25 s in all, requests up to 8 of them. */
const graceMs = 12_000;

/** Stands in the list of what is taken where nothing is: graphile-worker refuses an empty one. Nobody enqueues it. */
const nothing = 'jobs.nothing';

/** Starts a graphile-worker for the jobs of a queue, closed at first. */
export async function startLane(options: LaneOptions): Promise<Lane> {
  const { queue, jobs, worker, concurrency } = options;
  const names = jobs.map(({ name }) => name);
  const tasks = Object.fromEntries(jobs.map((job) => [job.name, worker.taskOf(job)]));
  const open: TaskList = { [nothing]: () => undefined, ...tasks };
  takeOnly(open, new Set());
  const events: WorkerEvents = new EventEmitter();
  let workerPool: WorkerPool | undefined;
  events.once('pool:create', (event) => {
    workerPool = event.workerPool;
  });
  letGiveBack(events);
  const runner = await startRunner(options, open, events);
  if (!workerPool) throw new Error('graphile-worker made no pool.');
  const failed = Promise.race([once(events, 'pool:fatalError'), once(events, 'pool:gracefulShutdown')]);
  const { id } = workerPool;
  return {
    id,
    queue,
    names: [nothing, ...names],
    ended: Promise.race([runner.promise, failed]),
    takeAllBut(paused) {
      const changed = takeOnly(open, new Set(names.filter((name) => !paused.has(name))));
      // What waits is looked for now, and not at the next poll.
      if (changed && workerPool?._shuttingDown === false) workerPool.nudge(concurrency);
    },
    // A worker that lost its database has stopped already.
    stop: () => runner.stop().catch(() => undefined),
  };
}

/**
 * Lets a worker that ends give back what it has taken and not begun.
 *
 * @remarks
 * graphile-worker 0.18 refuses to, where nothing else of its queue goes on at that moment: it takes that for a failure and ends
 * the jobs that run by force, and if the database is away as well, the promise it lost sight of ends the process. So something
 * of ours goes on until it has begun to give back.
 */
function letGiveBack(events: WorkerEvents): void {
  const released = Promise.withResolvers<void>();
  events.once('localQueue:init', ({ localQueue }) => {
    // A method of its own that its types leave out.
    (localQueue as unknown as { background(promise: Promise<void>): void }).background(released.promise);
  });
  events.on('localQueue:setMode', ({ newMode }) => {
    if (newMode === 'RELEASED') setImmediate(released.resolve);
  });
}

/**
 * Has graphile-worker look for these names alone.
 *
 * @remarks
 * It asks the database for the enumerable names of the list each time. What it has taken already it looks up by name, so that
 * a task must stay where it is.
 *
 * @returns whether that is more than before.
 */
function takeOnly(tasks: TaskList, names: ReadonlySet<string>): boolean {
  let hasMore = false;
  for (const name of Object.getOwnPropertyNames(tasks)) {
    const enumerable = name === nothing || names.has(name);
    hasMore ||= enumerable && !Object.prototype.propertyIsEnumerable.call(tasks, name);
    Object.defineProperty(tasks, name, { enumerable });
  }
  return hasMore;
}

function startRunner(
  { pool, concurrency, log, scheduled, isOff }: LaneOptions,
  taskList: TaskList,
  events: WorkerEvents,
) {
  return run({
    pgPool: pool,
    concurrency,
    noHandleSignals: true,
    events,
    logger: queueLogger(log),
    taskList,
    parsedCronItems: parseCronItems(scheduled.flatMap((job) => cronItems(job, isOff))),
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
