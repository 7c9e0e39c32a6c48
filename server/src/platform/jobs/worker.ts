import type { JobHelpers, Task } from 'graphile-worker';
import type { Pool } from 'pg';
import type { Services } from '../context.ts';
import { type Scope, withJob } from '../request-scope.ts';
import { Attempt } from './attempt.ts';
import { History } from './history.ts';
import type { AnyJob } from './job.ts';
import { jobTopic } from './job-topic.ts';
import { returnToQueue } from './return-to-queue.ts';
import { GivenBack, StopReason } from './stop-reason.ts';
import type { RunRecord } from './run-record.ts';

/** How often the time of running jobs is looked at, and what was recorded is written. */
const beatMs = 100;
/** What runs for longer is shown while it runs. */
const shownMs = 1000;
/** How often its progress is written from then on, at the most. */
const progressMs = 250;

/** What a worker needs beside the services. */
export interface WorkerOptions {
  readonly services: Services;
  /** Over which records are written and jobs given back. */
  readonly pool: Pool;
}

/** What a process runs of the queue: each attempt parsed, bounded in time, recorded, and logged where it fails. */
export class Worker {
  readonly history: History;
  readonly #options: WorkerOptions;
  readonly #running = new Map<string, Attempt>();
  readonly #beat: NodeJS.Timeout;
  /** Names of which nothing is to begin. */
  #paused: ReadonlySet<string> = new Set();
  #cancelled: ReadonlySet<string> = new Set();
  readonly #heeded = new WeakSet<AbortSignal>();

  constructor(options: WorkerOptions) {
    this.#options = options;
    const { hub, log } = options.services;
    this.history = new History({ pool: options.pool, log, onShown: (id) => hub.whisper(jobTopic(id), '') });
    this.#beat = setInterval(() => this.#onBeat(), beatMs);
  }

  /** The job as a task of graphile-worker. */
  taskOf(job: AnyJob): Task {
    return async (_payload: unknown, { job: row, abortSignal }: JobHelpers) => {
      const attempt = new Attempt(job, row, {
        startedAt: new Date(),
        clock: performance.now(),
        poolSignal: abortSignal,
      });
      // Taken from the database before it was paused, it has not begun: it goes back as it was.
      if (this.#paused.has(job.name)) await this.#giveBack(attempt);
      this.#running.set(row.id, attempt);
      if (this.#cancelled.has(row.id)) await this.#stopCancelled([attempt]);
      this.#heed(abortSignal);
      try {
        await withJob(scopeOf(attempt), () => this.#carryOut(attempt));
      } finally {
        this.#running.delete(row.id);
      }
    };
  }

  /** Stops what runs under one of these ids, now and until told otherwise. */
  cancel(ids: ReadonlySet<string>): void {
    this.#cancelled = ids;
    const running = [...ids].flatMap((id) => this.#running.get(id) ?? []);
    if (running.length > 0) void this.#stopCancelled(running);
  }

  /** Nothing of these names begins from now on. */
  pause(names: ReadonlySet<string>): void {
    this.#paused = names;
  }

  /** Stops everything that runs. */
  stopAll(reason: StopReason): void {
    for (const attempt of this.#running.values()) attempt.stop(reason);
  }

  /** Writes what is still to be written. */
  async close(): Promise<void> {
    clearInterval(this.#beat);
    await this.history.flush();
  }

  /**
   * Interrupts what runs under the queue's own signal when that comes: the process has waited long enough. One listener for all
   * of them, as one for each would cost as much as a small job; and for no others, since it comes as well, late, from a
   * pool that lost its database while another has begun.
   */
  #heed(signal: AbortSignal | undefined): void {
    if (!signal || this.#heeded.has(signal)) return;
    this.#heeded.add(signal);
    const interrupt = () => {
      const reason = new StopReason('interrupted', 'The process stops.');
      for (const attempt of this.#running.values()) if (attempt.poolSignal === signal) attempt.stop(reason);
    };
    signal.addEventListener('abort', interrupt, { once: true });
  }

  /** Asks once more: what this was told may be older than that somebody has the job tried again. */
  async #stopCancelled(attempts: readonly Attempt[]): Promise<void> {
    try {
      const { rows } = await this.#options.pool.query<{ id: string }>(
        'SELECT job_id AS id FROM job_cancel WHERE job_id = ANY($1)',
        [attempts.map(({ id }) => id)],
      );
      const ids = new Set(rows.map(({ id }) => id));
      for (const attempt of attempts) if (ids.has(attempt.id)) attempt.stop(cancelReason());
    } catch (error) {
      // It is told again with the next look at the orders.
      this.#options.services.log.warn({ reason: String(error) }, 'It is not known yet what is to be cancelled.');
    }
  }

  #onBeat(): void {
    const clock = performance.now();
    for (const attempt of this.#running.values()) {
      if (clock >= attempt.deadline) attempt.stop(timeoutReason(attempt));
      const record = attempt.due(clock, { shownMs, progressMs });
      if (record) this.history.add(record);
    }
    this.history.flushSoon();
  }

  async #carryOut(attempt: Attempt): Promise<void> {
    try {
      await attempt.run(this.#options.services);
      this.history.add(attempt.record('succeeded', { finishedAt: new Date(), error: null }));
    } catch (error) {
      const { stopReason } = attempt;
      const outcome = outcomeOf(stopReason);
      this.history.add(attempt.record(outcome, { finishedAt: new Date(), error: stopReason ?? error }));
      // The queue takes a cancelled one out, as one that is done.
      if (outcome !== 'cancelled') await this.#fail(attempt, stopReason ?? error);
    }
  }

  async #fail(attempt: Attempt, error: unknown): Promise<never> {
    const { job, id, row, stopReason } = attempt;
    if (stopReason?.stopCause === 'interrupted') return this.#giveBack(attempt);
    const about = { err: error, job: job.name, jobId: id, attempt: row.attempts };
    this.#options.services.log.error(about, 'A job failed.');
    throw error;
  }

  /** Lets go of a job as of one that was never taken; the queue then finds nothing of its own to let go of. */
  async #giveBack({ id, row }: Attempt): Promise<never> {
    await returnToQueue(this.#options.pool, row);
    throw new GivenBack(`Job ${id} is in the queue again.`);
  }
}

function scopeOf(attempt: Attempt): Scope {
  const { requestId, trace, userId, actorId, id } = attempt;
  const scope = { requestId: requestId ?? `job-${id}`, trace, userId, job: attempt };
  // Whoever acts as somebody does so no longer when it runs; what it does, and enqueues, is still done by both.
  return actorId === null || userId === null ? scope : { ...scope, acting: { actorId, asId: userId } };
}

function outcomeOf(reason: StopReason | null): RunRecord['outcome'] {
  switch (reason?.stopCause) {
    case 'cancelled':
    case 'interrupted':
    case 'lost':
      return reason.stopCause;
    default:
      return 'failed';
  }
}

function cancelReason(): StopReason {
  return new StopReason('cancelled', 'Somebody cancelled it.');
}

function timeoutReason({ timeoutMs }: Attempt): StopReason {
  return new StopReason('timeout', `It took longer than its timeout of ${timeoutMs} ms.`);
}
