import type { Job as QueuedRow } from 'graphile-worker';
import { z } from 'zod';
import type { Services } from '../context.ts';
import { readableStack } from '../readable-stack.ts';
import type { ScopedJob } from '../request-scope.ts';
import { type AnyJob, defaultQueue, type JobContext, type Progress } from './job.ts';
import { RunLog } from './run-log.ts';
import { StopReason } from './stop-reason.ts';
import type { RunRecord } from './run-record.ts';

const Envelope = z.object({
  data: z.unknown().default({}),
  requestId: z.string().nullish(),
  trace: z.string().nullish(),
  userId: z.string().nullish(),
  actorId: z.string().nullish(),
  /** Added by the queue's schedule. */
  _cron: z.object({ ts: z.string() }).optional(),
});

const defaultTimeoutMs = 60_000;
/** The most of an error's text that is kept. */
const errorCharacters = 10_000;

/** When an attempt began, by the calendar and by the clock that never goes back, and under which signal. */
interface AttemptStart {
  readonly startedAt: Date;
  readonly clock: number;
  readonly poolSignal: AbortSignal | undefined;
}

/** One attempt at a job, from its start to its end in this process. */
export class Attempt implements ScopedJob {
  readonly job: AnyJob;
  readonly row: QueuedRow;
  readonly startedAt: Date;
  readonly deadline: number;
  /** That of the pool of graphile-worker which took it. */
  readonly poolSignal: AbortSignal | undefined;
  /** Why it was stopped, or null. */
  stopReason: StopReason | null = null;
  readonly requestId: string | null;
  readonly trace: string | null;
  /** Who made the request that it comes from. */
  readonly userId: string | null;
  /** Who acted as them when they did. */
  readonly actorId: string | null;
  readonly #data: unknown;
  readonly #tick: Date | null;
  readonly #controller = new AbortController();
  #reject: ((reason: StopReason) => void) | null = null;
  #progress: Progress | null = null;
  /** Made for the first line: most log nothing. */
  #log: RunLog | null = null;
  /** When it was last written down as running, and with which progress and lines; undefined before the first time. */
  #writtenAt: number;
  #written: Progress | null | undefined;
  #writtenLines = 0;

  constructor(job: AnyJob, row: QueuedRow, { startedAt, clock, poolSignal }: AttemptStart) {
    this.job = job;
    this.row = row;
    this.startedAt = startedAt;
    this.poolSignal = poolSignal;
    this.deadline = clock + this.timeoutMs;
    this.#writtenAt = clock;
    const { data: envelope } = Envelope.safeParse(row.payload);
    // What is no envelope is a payload that somebody put there by hand, for the job to refuse.
    const {
      data,
      requestId = null,
      trace = null,
      userId = null,
      actorId = null,
      _cron,
    } = envelope ?? { data: row.payload };
    this.#data = data;
    this.requestId = requestId;
    this.trace = trace;
    this.userId = userId;
    this.actorId = actorId;
    this.#tick = _cron ? new Date(_cron.ts) : null;
  }

  get timeoutMs(): number {
    return this.job.timeoutMs ?? defaultTimeoutMs;
  }

  get id(): string {
    return this.row.id;
  }

  get name(): string {
    return this.job.name;
  }

  keep(line: string): void {
    this.#log ??= new RunLog();
    this.#log.add(line);
  }

  /** Ends it from outside; the first reason counts. */
  stop(reason: StopReason): void {
    this.stopReason ??= reason;
    this.#controller.abort(this.stopReason);
    this.#reject?.(this.stopReason);
  }

  /**
   * Does the job, until it ends or is stopped.
   *
   * @remarks
   * A job that does not look at its signal holds nothing up: it is no longer waited for.
   */
  run(services: Services): Promise<void> {
    if (this.stopReason) return Promise.reject(this.stopReason);
    return new Promise((resolve, reject) => {
      this.#reject = reject;
      this.job.runAny(this.#contextFor(services), this.#data).then(resolve, reject);
    });
  }

  /** No getters in it, which would cost more than a small job does: the lines of a log are given their job by its scope. */
  #contextFor(services: Services): JobContext {
    const { job, row } = this;
    return {
      ...services,
      signal: this.#controller.signal,
      jobId: row.id,
      jobName: job.name,
      attempt: row.attempts,
      tick: this.#tick,
      progress: (progress) => (this.#progress = progress),
    };
  }

  /** What is to be written down of an attempt that goes on, or null: not before it has lasted, and not each step or line. */
  due(clock: number, { shownMs, progressMs }: { shownMs: number; progressMs: number }): RunRecord | null {
    const lines = this.#log?.count ?? 0;
    const hasMoved = this.#written !== this.#progress;
    if (!hasMoved && this.#writtenLines === lines) return null;
    const waitMs = this.#written !== undefined && hasMoved ? progressMs : shownMs;
    if (clock - this.#writtenAt < waitMs) return null;
    this.#writtenAt = clock;
    this.#written = this.#progress;
    this.#writtenLines = lines;
    return this.record('running', { finishedAt: null, error: null });
  }

  /** Tells the attempt as it stands. */
  record(outcome: RunRecord['outcome'], { finishedAt, error }: { finishedAt: Date | null; error: unknown }): RunRecord {
    const { job, row, requestId, trace, userId, actorId, startedAt } = this;
    return {
      jobId: row.id,
      name: job.name,
      queue: job.queue ?? defaultQueue,
      attempt: row.attempts,
      worker: row.locked_by,
      outcome,
      error: error === null ? null : textOf(error),
      progress: this.#progress,
      requestId,
      trace,
      userId,
      actorId,
      key: row.key,
      log: this.#log?.kept() ?? null,
      queuedAt: row.created_at,
      dueAt: row.run_at > row.created_at ? row.run_at : row.created_at,
      startedAt,
      finishedAt,
      isShown: this.#written !== undefined,
    };
  }
}

function textOf(error: unknown): string {
  // Where in our own code it was stopped tells nobody anything.
  if (error instanceof StopReason) return error.message;
  const text = error instanceof Error ? readableStack(error.stack ?? error.message) : String(error);
  return text.slice(0, errorCharacters);
}
