import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { countRecords } from './count-runs.ts';
import type { RunRecord } from './run-record.ts';

/** What is said of an attempt whose worker died. */
export const lostText = 'The worker was lost while this ran.';

/** Attempts that are written down together. */
export interface RunBatch {
  /** By which it is known whether it was counted already, where nobody heard that it was written. */
  readonly id: string;
  readonly runs: readonly RunRecord[];
}

/**
 * Writes attempts down, and what those of them that ended come to, in one statement; where some are not the first of their job, what
 * was lost before them in another.
 *
 * @remarks
 * A column at a time, and what many have in common once: Postgres reads that in half the time it takes for a JSON of rows,
 * and it is written in half the time as well.
 */
export async function writeRuns(pool: Pool, { id, runs }: RunBatch): Promise<void> {
  const again = runs.filter(({ attempt }) => attempt > 1);
  if (again.length > 0) await pool.query(settleLost, settledOf(again));
  await pool.query({ name: 'hybrid-history', text: insert, values: [...valuesOf(runs), id, countsOf(runs)] });
}

// The setting is for this statement alone: what a crash of Postgres takes is the last moment of a history, and not a job. An attempt that
// did not count is followed by another of its number; where the job was replaced between them, that is another's in all.
const insert = `
  WITH quick AS (SELECT set_config('synchronous_commit', 'off', true)),
  counted AS (
    INSERT INTO job_figure_batch (id, counts) SELECT $20::uuid, $21::jsonb WHERE $21 IS NOT NULL ON CONFLICT DO NOTHING)
  INSERT INTO job_run (id, job_id, attempt, queued_at, started_at, finished_at, error, progress, request_id, trace, user_id,
    actor_id, key, log, name, queue, worker, outcome)
  SELECT id, job_id, attempt, to_timestamp(queued / 1000), to_timestamp(started / 1000), to_timestamp(finished / 1000),
    error, progress, request_id, trace, user_id, actor_id, key, log,
    ($1::text[])[kind], ($2::text[])[kind], ($3::text[])[kind], ($4::"JobOutcome"[])[kind]
  FROM quick, unnest($5::int[], $6::uuid[], $7::text[], $8::int[], $9::float8[], $10::float8[], $11::float8[], $12::text[],
    $13::jsonb[], $14::text[], $15::text[], $16::text[], $17::text[], $18::text[],
    $19::jsonb[])
    AS run(kind, id, job_id, attempt, queued, started, finished, error, progress, request_id, trace, user_id, actor_id, key,
      log)
  ON CONFLICT (job_id, attempt) DO UPDATE SET (name, queue, outcome, error, progress, log, worker, request_id, trace, user_id,
      actor_id, key, queued_at, started_at, finished_at)
    = (excluded.name, excluded.queue, excluded.outcome, excluded.error, excluded.progress, excluded.log, excluded.worker,
      excluded.request_id, excluded.trace, excluded.user_id, excluded.actor_id, excluded.key, excluded.queued_at,
      excluded.started_at, excluded.finished_at)`;

// An attempt would not be, had the one before it ended: its worker was lost.
const settleLost = `
  UPDATE job_run SET outcome = 'lost', finished_at = to_timestamp(run.started / 1000), error = '${lostText}'
  FROM unnest($1::text[], $2::int[], $3::float8[]) AS run(job_id, attempt, started)
  WHERE job_run.job_id = run.job_id AND job_run.attempt < run.attempt AND job_run.outcome = 'running'`;

function settledOf(runs: readonly RunRecord[]): unknown[] {
  return [
    runs.map(({ jobId }) => jobId),
    runs.map(({ attempt }) => attempt),
    runs.map(({ startedAt }) => startedAt.getTime()),
  ];
}

function valuesOf(runs: readonly RunRecord[]): unknown[] {
  const kinds = new Map<string, RunRecord & { place: number }>();
  const placeOf = (run: RunRecord) => {
    const key = `${run.name}\n${run.queue}\n${run.worker}\n${run.outcome}`;
    const known = kinds.get(key);
    if (known) return known.place;
    const place = kinds.size + 1;
    kinds.set(key, { ...run, place });
    return place;
  };
  const places = column(runs, placeOf);
  const ofKinds = [...kinds.values()];
  return [
    ofKinds.map(({ name }) => name),
    ofKinds.map(({ queue }) => queue),
    ofKinds.map(({ worker }) => worker),
    ofKinds.map(({ outcome }) => outcome),
    places,
    column(runs, ({ startedAt }) => timedId(startedAt)),
    column(runs, ({ jobId }) => jobId),
    column(runs, ({ attempt }) => attempt),
    column(runs, ({ queuedAt }) => queuedAt.getTime()),
    column(runs, ({ startedAt }) => startedAt.getTime()),
    column(runs, ({ finishedAt }) => finishedAt?.getTime() ?? null),
    texts(runs, ({ error }) => error),
    texts(
      runs,
      ({ progress }) => progress && JSON.stringify({ ...progress, note: progress.note && storable(progress.note) }),
    ),
    texts(runs, ({ requestId }) => requestId),
    texts(runs, ({ trace }) => trace),
    texts(runs, ({ userId }) => userId),
    texts(runs, ({ actorId }) => actorId),
    texts(runs, ({ key }) => key),
    texts(runs, ({ log }) => log && JSON.stringify(log, storableText)),
  ];
}

/** Null where none of them has ended. */
function countsOf(runs: readonly RunRecord[]): string | null {
  const counts = countRecords(runs);
  return counts.length === 0 ? null : JSON.stringify(counts);
}

/** Postgres takes no NUL in a JSON either, however it is written. */
function storableText(_name: string, value: unknown): unknown {
  return typeof value === 'string' ? storable(value) : value;
}

/** An array as Postgres reads it, of numbers and of ids: nothing in them is to be escaped, and the driver would look. */
function column(runs: readonly RunRecord[], value: (run: RunRecord) => string | number | null): string {
  let written = '';
  for (const run of runs) written += `${written === '' ? '' : ','}${value(run) ?? 'NULL'}`;
  return `{${written}}`;
}

/** Texts of any kind; null as a whole where none has any, as with most. */
function texts(runs: readonly RunRecord[], value: (run: RunRecord) => string | null): (string | null)[] | null {
  if (runs.every((run) => value(run) === null)) return null;
  return runs.map((run) => {
    const text = value(run);
    return text && storable(text);
  });
}

/** One text that Postgres refuses would keep all others of its batch from being written: it holds no NUL, and no half of a character. */
function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

/** A UUID of version 7: ids that rise with time fill an index from one end. Node keeps random ones in stock. */
function timedId(at: Date): string {
  const time = at.getTime().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
