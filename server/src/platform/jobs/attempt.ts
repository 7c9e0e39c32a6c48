import type { Job as QueuedRow } from 'graphile-worker';
import { z } from 'zod';
import type { Services } from '../context.ts';
import type { RunRecord } from './history.ts';
import { type AnyJob, defaultQueue, type JobContext, type Progress } from './job.ts';
import type { StopReason } from './stop-reason.ts';

const Envelope = z.object({
  data: z.unknown().default({}),
  requestId: z.string().nullish(),
  trace: z.string().nullish(),
  /** Added by the queue's schedule. */
  _cron: z.object({ ts: z.string() }).optional(),
});

const defaultTimeoutMs = 60_000;
/** The most of an error's text that is kept. */
const errorCharacters = 10_000;

/** One attempt at a job, from its start to its end in this process. */
export class Attempt {
  readonly job: AnyJob;
  readonly row: QueuedRow;
  readonly startedAt: Date;
  readonly deadline: number;
  /** Rejects when the attempt is stopped from outside: a job that does not look at its signal holds nothing up. */
  readonly stopped: Promise<never>;
  readonly requestId: string | null;
  readonly trace: string | null;
  private readonly data: unknown;
  private readonly tick: Date | null;
  private readonly controller = new AbortController();
  private readonly reject: (reason: StopReason) => void;
  private progress: Progress | null = null;
  /** When it was last written down as running, and with which progress; undefined before the first time. */
  private writtenAt: number;
  private written: Progress | null | undefined;

  constructor(job: AnyJob, row: QueuedRow, { startedAt, clock }: { startedAt: Date; clock: number }) {
    this.job = job;
    this.row = row;
    this.startedAt = startedAt;
    this.deadline = clock + (job.timeoutMs ?? defaultTimeoutMs);
    this.writtenAt = clock;
    const { promise, reject } = Promise.withResolvers<never>();
    this.stopped = promise;
    this.reject = reject;
    // Nobody waits for it any more once the job has ended by itself.
    promise.catch(() => undefined);
    const { data: envelope } = Envelope.safeParse(row.payload);
    // What is no envelope is a payload that somebody put there by hand, for the job to refuse.
    const { data, requestId = null, trace = null, _cron } = envelope ?? { data: row.payload };
    this.data = data;
    this.requestId = requestId;
    this.trace = trace;
    this.tick = _cron ? new Date(_cron.ts) : null;
  }

  get id(): string {
    return this.row.id;
  }

  /** Why it was stopped, or null. */
  get stopReason(): StopReason | null {
    return this.controller.signal.aborted ? (this.controller.signal.reason as StopReason) : null;
  }

  /** Ends it from outside; the first reason counts. */
  stop(reason: StopReason): void {
    this.controller.abort(reason);
    this.reject(this.stopReason ?? reason);
  }

  /** Does the job, until it ends or is stopped. */
  async run(services: Services): Promise<void> {
    const { job, row } = this;
    let log: JobContext['log'] | undefined;
    const ctx: JobContext = {
      ...services,
      // Made for those that write: many do not.
      get log() {
        return (log ??= services.log.child({ job: job.name, jobId: row.id }));
      },
      jobId: row.id,
      jobName: job.name,
      attempt: row.attempts,
      tick: this.tick,
      signal: this.controller.signal,
      progress: (progress) => (this.progress = progress),
    };
    await Promise.race([job.runAny(ctx, this.data), this.stopped]);
  }

  /** What is to be written down of an attempt that goes on, or null: not before it has lasted, and not each step. */
  due(clock: number, everyMs: number): RunRecord | null {
    if (clock - this.writtenAt < everyMs || this.written === this.progress) return null;
    this.writtenAt = clock;
    this.written = this.progress;
    return this.record('running', { finishedAt: null, error: null });
  }

  /** Tells the attempt as it stands. */
  record(outcome: RunRecord['outcome'], { finishedAt, error }: { finishedAt: Date | null; error: unknown }): RunRecord {
    const { job, row, requestId, trace, startedAt, progress } = this;
    return {
      jobId: row.id,
      name: job.name,
      queue: job.queue ?? defaultQueue,
      attempt: row.attempts,
      worker: row.locked_by,
      outcome,
      error: error === null ? null : textOf(error),
      progress,
      requestId,
      trace,
      queuedAt: row.created_at,
      startedAt,
      finishedAt,
    };
  }
}

function textOf(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  // Postgres holds no NUL in a text.
  return text.replaceAll('\0', '').slice(0, errorCharacters);
}
