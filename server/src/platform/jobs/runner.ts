import { setTimeout as wait } from 'node:timers/promises';
import { failUnknown } from './fail-unknown.ts';
import { createQueuePool } from './queue.ts';
import { type Shift, type ShiftOptions, startShift } from './shift.ts';
import { StopReason } from './stop-reason.ts';
import { sweep } from './sweep.ts';
import { startWatchdog } from './watchdog/watchdog.ts';
import { Worker } from './worker.ts';

/** The worker and scheduler of a process. */
export interface JobRunner {
  /** Whether jobs are being taken from the queue now. */
  isRunning(): boolean;
  /** Takes no more jobs, waits for those that run, and lets go of what did not finish in time. */
  stop(): Promise<void>;
}

/** What a process runs jobs with. */
export interface RunnerOptions extends ShiftOptions {
  /** How long a worker of another process is absent before its jobs are let go; 15 s unless told. */
  readonly absentMs?: number;
  /** How long a job may block the event loop before it is given up, with the process; 10 s unless told. */
  readonly blockedMs?: number;
}

const restartMs = 1000;
/** How long the end of a worker that lost its database may take. */
const endMs = 3000;
const sweepMs = 3000;
const unknownMs = 60_000;
const defaultAbsentMs = 15_000;

/**
 * Runs jobs and their schedule until it is stopped, beginning anew when the database comes back after a loss.
 *
 * @remarks
 * graphile-worker ends for good when its pool fails; this is what notices and starts another. Beside it goes the sweep for
 * workers of other processes that died.
 */
export async function startJobs(options: RunnerOptions): Promise<JobRunner> {
  const { services, databaseUrl, absentMs = defaultAbsentMs, blockedMs } = options;
  const pool = createQueuePool(databaseUrl, 2, services.log);
  const worker = new Worker({ services, pool });
  const supervisor = new Supervisor(options, worker);
  const close = async () => {
    await worker
      .close()
      .catch((error: unknown) => services.log.warn({ err: error }, 'The history of jobs is not whole.'));
    await pool.end().catch(() => undefined);
  };
  try {
    await supervisor.start();
  } catch (error) {
    await close();
    throw error;
  }
  const stopWatchdog = startWatchdog({
    log: services.log,
    databaseUrl,
    ...(blockedMs !== undefined && { endMs: blockedMs }),
  });
  const warn = (error: unknown) =>
    services.log.warn({ reason: String(error) }, 'Lost workers cannot be looked for now.');
  const looking = setInterval(() => void failUnknown(pool, services.log).catch(warn), unknownMs);
  const sweeping = setInterval(
    () => void sweep(pool, { log: services.log, absentMs }).catch(warn),
    Math.min(sweepMs, absentMs),
  );
  return {
    isRunning: () => supervisor.isRunning(),
    async stop() {
      clearInterval(sweeping);
      clearInterval(looking);
      await supervisor.stop();
      await stopWatchdog();
      await close();
    },
  };
}

/** Keeps a shift running. */
class Supervisor {
  readonly #options: RunnerOptions;
  readonly #worker: Worker;
  readonly #stopping = new AbortController();
  #shift: Shift | null = null;
  #supervised: Promise<void> | undefined;
  /** Pools of this process that are gone, whose jobs are still to be let go. */
  #ended: string[] = [];

  constructor(options: RunnerOptions, worker: Worker) {
    this.#options = options;
    this.#worker = worker;
  }

  isRunning(): boolean {
    return this.#shift !== null && !this.#stopping.signal.aborted;
  }

  async start(): Promise<void> {
    this.#shift = await startShift(this.#options, this.#worker, []);
    this.#supervised = this.#supervise();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#shift?.stop();
    await this.#supervised;
  }

  async #supervise(): Promise<void> {
    const { log } = this.#options.services;
    while (!this.#stopping.signal.aborted) {
      if (this.#shift) {
        await this.#shift.ended.catch((error: unknown) => log.error({ err: error }, 'The worker failed.'));
        if (this.#stopping.signal.aborted) return;
        log.warn('The worker lost its database; another one starts.');
        await this.#endShift(this.#shift);
      }
      await wait(restartMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
      await this.#tryToStart();
    }
    await this.#shift?.stop();
  }

  /** What the shift still runs is stopped: others may take over what it had locked. */
  async #endShift(shift: Shift): Promise<void> {
    this.#shift = null;
    this.#ended.push(...shift.poolIds);
    this.#worker.stopAll(new StopReason('lost', 'The worker lost its database while this ran.'));
    // Its connections may be waited for in vain: what is left of it holds no other up.
    await Promise.race([shift.stop(), wait(endMs)]);
  }

  async #tryToStart(): Promise<void> {
    if (this.#stopping.signal.aborted) return;
    try {
      this.#shift = await startShift(this.#options, this.#worker, this.#ended);
      this.#ended = [];
    } catch (error) {
      this.#options.services.log.warn({ reason: String(error) }, 'The worker cannot start yet.');
    }
  }
}
