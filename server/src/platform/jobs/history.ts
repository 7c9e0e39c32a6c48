import { randomUUID } from 'node:crypto';
import type { JobOutcome } from '@hybrid/prisma';
import type { Pool } from 'pg';
import type { Logger } from '../log.ts';
import type { Progress } from './job.ts';

/** One attempt at a job, as `job_run` tells it. */
export interface RunRecord {
  readonly jobId: string;
  readonly name: string;
  readonly queue: string;
  readonly attempt: number;
  readonly worker: string | null;
  readonly outcome: JobOutcome;
  readonly error: string | null;
  readonly progress: Progress | null;
  readonly requestId: string | null;
  readonly trace: string | null;
  readonly queuedAt: Date;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
}

/** What is written in one statement at the most. */
const batchSize = 2000;
/** What is kept while the database is away; the oldest goes first. */
const keptMax = 50_000;
/** How long it waits where it could not write. */
const retryMs = 2000;

/**
 * Writes attempts down, many in one statement: one by one they would cost more than the jobs.
 *
 * @remarks
 * graphile-worker deletes what it finished. The record is written apart from the job's own transactions: it tells what happened,
 * also where the job was rolled back. It is a tenth of a second behind; a process that is killed takes that with it, and
 * the sweep says of what was running that it was lost.
 */
export class History {
  readonly #waiting = new Map<string, RunRecord>();
  #writing: Promise<void> | null = null;
  #notBefore = 0;
  readonly #pool: Pool;
  readonly #log: Logger;

  constructor(pool: Pool, log: Logger) {
    this.#pool = pool;
    this.#log = log;
  }

  /** Takes a record to be written soon. A later one of the same attempt stands in its place. */
  add(record: RunRecord): void {
    this.#waiting.set(`${record.jobId}:${record.attempt}`, record);
    if (this.#waiting.size > keptMax) this.#dropOldest();
  }

  /** Writes what waits; where that fails, it waits on. */
  async flush(): Promise<void> {
    while (this.#waiting.size > 0) {
      this.#writing ??= this.#writeBatch().finally(() => (this.#writing = null));
      await this.#writing;
    }
  }

  /** As `flush`, without waiting for it, and not while it is being done. */
  flushSoon(): void {
    if (this.#writing || this.#waiting.size === 0 || performance.now() < this.#notBefore) return;
    this.flush().catch((error: unknown) => {
      this.#notBefore = performance.now() + retryMs;
      this.#log.warn(
        { reason: String(error), count: this.#waiting.size },
        'The history of jobs could not be written yet.',
      );
    });
  }

  async #writeBatch(): Promise<void> {
    const batch = [...this.#waiting].slice(0, batchSize);
    const rows = batch.map(rowOf);
    const again = rows.filter(({ attempt }) => attempt > 1);
    if (again.length > 0) await this.#pool.query(settleLost, [JSON.stringify(again)]);
    await this.#pool.query({ name: 'hybrid-history', text: insert, values: [JSON.stringify(rows)] });
    // What was said of an attempt meanwhile waits for the next batch.
    for (const [key, record] of batch) if (this.#waiting.get(key) === record) this.#waiting.delete(key);
  }

  #dropOldest(): void {
    const [oldest] = this.#waiting.keys();
    if (oldest !== undefined) this.#waiting.delete(oldest);
  }
}

/** What is said of an attempt whose worker died. */
export const lostText = 'The worker was lost while this ran.';

const columns = `
  id uuid, job_id text, name text, queue text, attempt int, worker text, outcome "JobOutcome", error text, progress jsonb,
  request_id text, trace text, queued_at timestamptz, started_at timestamptz, finished_at timestamptz`;

// The setting is for this statement alone: what a crash of Postgres takes is the last moment of a history, and not a job.
const insert = `
  WITH quick AS (SELECT set_config('synchronous_commit', 'off', true))
  INSERT INTO job_run (id, job_id, name, queue, attempt, worker, outcome, error, progress, request_id, trace, queued_at,
    started_at, finished_at)
  SELECT run.* FROM quick, json_to_recordset($1::json) AS run(${columns})
  ON CONFLICT (job_id, attempt) DO UPDATE SET outcome = excluded.outcome, error = excluded.error,
    progress = excluded.progress, worker = excluded.worker, started_at = excluded.started_at,
    finished_at = excluded.finished_at`;

// An attempt would not be, had the one before it ended: its worker was lost.
const settleLost = `
  UPDATE job_run SET outcome = 'lost', finished_at = run.started_at, error = '${lostText}'
  FROM json_to_recordset($1::json) AS run(job_id text, attempt int, started_at timestamptz)
  WHERE job_run.job_id = run.job_id AND job_run.attempt < run.attempt AND job_run.outcome = 'running'`;

/** What is null is left out: it is null all the same, and is neither written nor read. */
function rowOf([, run]: [string, RunRecord]) {
  return {
    id: timedId(run.startedAt),
    job_id: run.jobId,
    name: run.name,
    queue: run.queue,
    attempt: run.attempt,
    worker: run.worker ?? undefined,
    outcome: run.outcome,
    error: run.error ?? undefined,
    progress: run.progress ?? undefined,
    request_id: run.requestId ?? undefined,
    trace: run.trace ?? undefined,
    queued_at: run.queuedAt,
    started_at: run.startedAt,
    finished_at: run.finishedAt ?? undefined,
  };
}

/** A UUID of version 7: ids that rise with time fill an index from one end. Node keeps random ones in stock. */
function timedId(at: Date): string {
  const time = at.getTime().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
