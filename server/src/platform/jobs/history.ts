import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { Logger } from '../log.ts';
import type { RunRecord } from './run-record.ts';
import { type RunBatch, writeRuns } from './write-runs.ts';

/** What a history is written with. */
export interface HistoryOptions {
  readonly pool: Pool;
  readonly log: Logger;
  /** Is told of each job of which more is known now, where somebody may be looking at it. */
  onShown(jobId: string): void;
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
  /** Under way, or not known to be written: it is written again as it was, so that it is counted once. */
  #batch: RunBatch | null = null;
  readonly #options: HistoryOptions;

  constructor(options: HistoryOptions) {
    this.#options = options;
  }

  /** Takes a record to be written soon. A later one of the same attempt stands in its place. */
  add(record: RunRecord): void {
    this.#waiting.set(keyOf(record), record);
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
      this.#options.log.warn(
        { reason: String(error), count: this.#waiting.size },
        'The history of jobs could not be written yet.',
      );
    });
  }

  async #writeBatch(): Promise<void> {
    const { runs } = (this.#batch ??= { id: randomUUID(), runs: [...this.#waiting.values()].slice(0, batchSize) });
    await writeRuns(this.#options.pool, this.#batch);
    this.#batch = null;
    for (const { jobId, isShown } of runs) if (isShown) this.#options.onShown(jobId);
    // What was said of an attempt meanwhile waits for the next batch.
    for (const record of runs) if (this.#waiting.get(keyOf(record)) === record) this.#waiting.delete(keyOf(record));
  }

  #dropOldest(): void {
    const [oldest] = this.#waiting.keys();
    if (oldest !== undefined) this.#waiting.delete(oldest);
  }
}

function keyOf({ jobId, attempt }: RunRecord): string {
  return `${jobId}:${attempt}`;
}
