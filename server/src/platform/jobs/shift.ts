import type { Services } from '../context.ts';
import { type AnyJob, defaultQueue } from './job.ts';
import { type Lane, startLane } from './lane.ts';
import type { Orders } from './orders.ts';
import { createQueuePool } from './queue.ts';
import type { Worker } from './worker.ts';
import { WorkerSession } from './worker-session.ts';

/** What a worker needs. */
export interface ShiftOptions {
  readonly services: Services;
  readonly jobs: readonly AnyJob[];
  readonly databaseUrl: string;
  /** Jobs at a time, of all queues that have no number of their own. */
  readonly concurrency: number;
  /** Jobs at a time of single queues. */
  readonly queues?: Readonly<Record<string, number>> | undefined;
}

/** A worker with its schedule, until it ends by itself or is stopped. */
export interface Shift {
  /** Settles when it has ended: the database is away, or others have taken it for dead. */
  readonly ended: Promise<unknown>;
  /** The ids under which it locks jobs. */
  readonly poolIds: readonly string[];
  stop(): Promise<void>;
}

/**
 * Starts a worker with the schedule: a lane for each queue that has a concurrency of its own, and one for all others.
 *
 * @param ended ids of pools of this process that are gone: what they had locked is let go, or it would wait for 4 h.
 */
export async function startShift(options: ShiftOptions, worker: Worker, ended: readonly string[]): Promise<Shift> {
  const { services, databaseUrl, jobs } = options;
  const { log } = services;
  const plans = planLanes(options);
  const connections = plans.reduce((sum, { concurrency }) => sum + concurrency + 2, 0);
  const pool = createQueuePool(databaseUrl, connections, log);
  const lanes: Lane[] = [];
  const onOrders = (orders: Orders) => obey(orders, { jobs, lanes, worker });
  let session: WorkerSession | undefined;
  const stop = async () => {
    await Promise.all(lanes.map((lane) => lane.stop()));
    // The session signs off what is left, and the pool goes last: jobs that still run complete over it.
    await session?.close();
    await pool.end().catch(() => undefined);
  };
  try {
    const opened = await WorkerSession.open({ databaseUrl, log, ended, onOrders });
    session = opened;
    // As of now: a schedule that was turned off meanwhile makes up for nothing when the worker starts.
    const isOff = (id: string) => opened.orders.schedulesOff.has(id);
    for (const plan of plans) lanes.push(await startLane({ ...plan, isOff, worker, pool, log }));
    for (const lane of lanes) await opened.register(lane);
    // Only now do they take jobs: what a lane had before its lock would be nobody's, were the process killed.
    onOrders(opened.orders);
    const all = [opened.lost, ...lanes.map((lane) => lane.ended)];
    return { ended: Promise.race(all), poolIds: lanes.map(({ id }) => id), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Does what staff want: pauses, resumes, cancels. */
function obey(
  { pausedJobs, pausedQueues, cancelled }: Orders,
  { jobs, lanes, worker }: { jobs: readonly AnyJob[]; lanes: readonly Lane[]; worker: Worker },
): void {
  const isPaused = ({ name, queue = defaultQueue }: AnyJob) => pausedJobs.has(name) || pausedQueues.has(queue);
  const paused = new Set(jobs.filter(isPaused).map(({ name }) => name));
  worker.pause(paused);
  worker.cancel(cancelled);
  for (const lane of lanes) lane.takeAllBut(paused);
}

/** Which jobs share a concurrency. The schedule is kept by one lane, for all. */
function planLanes({ jobs, concurrency, queues = {} }: ShiftOptions) {
  const laneOf = ({ queue = defaultQueue }: AnyJob) => (Object.hasOwn(queues, queue) ? queue : defaultQueue);
  const byLane = Map.groupBy(jobs, laneOf);
  return [...byLane].map(([queue, own], index) => ({
    queue,
    jobs: own,
    concurrency: queues[queue] ?? concurrency,
    scheduled: index === 0 ? jobs : [],
  }));
}
