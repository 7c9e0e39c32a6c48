import type { Pool, PoolClient } from 'pg';
import type { Logger } from '../log.ts';
import { lostText } from './write-runs.ts';
import { lockKey } from './worker-session.ts';

/** One process sweeps at a time: another's attempt at a lock would look like the worker's own. */
const turn = "pg_try_advisory_xact_lock(hashtextextended('job-sweep', 0))";

/** Those that are sure to be gone are taken off the list, and those that are back off the missing. */
const findGone = `
  WITH tried AS MATERIALIZED (SELECT id, pg_try_advisory_xact_lock(${lockKey}) AS is_absent FROM job_worker),
  changed AS (
    UPDATE job_worker SET missing_at = CASE WHEN is_absent THEN now() END FROM tried
    WHERE tried.id = job_worker.id AND is_absent <> (missing_at IS NOT NULL))
  DELETE FROM job_worker USING tried
  WHERE tried.id = job_worker.id AND is_absent AND missing_at < now() - $1 * interval '1 millisecond' RETURNING job_worker.id`;

// A job that was lost with its worker for the third time may be what kills it: it waits for longer and longer, as one that
// fails does. `last_error` says why one is not tried again, where this was its last attempt; when that was is read from when it would
// have been tried again.
const unlock = `
  WITH held AS (
    SELECT id, locked_at, locked_by FROM graphile_worker._private_jobs WHERE locked_by = ANY($1) FOR UPDATE),
  freed AS (
    UPDATE graphile_worker._private_jobs AS jobs
    SET locked_at = NULL, locked_by = NULL, last_error = $2,
      run_at = CASE WHEN attempts < least(3, max_attempts) THEN run_at ELSE now() + exp(least(attempts, 10)) * interval '1 second' END
    FROM held WHERE jobs.id = held.id
    RETURNING jobs.id, task_id, attempts, created_at, held.locked_at, held.locked_by),
  lost AS (
    SELECT identifier AS name, count(*) FROM freed JOIN graphile_worker._private_tasks AS tasks ON tasks.id = task_id GROUP BY 1),
  counted AS (
    INSERT INTO job_figure_batch (id, counts)
    SELECT gen_random_uuid(), jsonb_agg(jsonb_build_object('name', name, 'at', floor(extract(epoch FROM now()) / 60) * 60000,
      'succeeded', 0, 'failed', 0, 'lost', count, 'waits', '{}'::jsonb, 'runs', '{}'::jsonb))
    FROM lost HAVING count(*) > 0)
  INSERT INTO job_run (id, job_id, name, attempt, worker, outcome, error, queued_at, started_at, finished_at)
  SELECT gen_random_uuid(), freed.id, identifier, attempts, locked_by, 'lost', $2, created_at, locked_at, now()
  FROM freed JOIN graphile_worker._private_tasks AS tasks ON tasks.id = task_id
  ON CONFLICT (job_id, attempt) DO UPDATE SET outcome = 'lost', error = excluded.error, finished_at = excluded.finished_at`;

// Done, but its worker died before it wrote that down: the queue no longer has it.
const settle = `
  UPDATE job_run SET finished_at = now(), outcome = 'succeeded'
  WHERE worker = ANY($1) AND outcome = 'running'
    AND NOT EXISTS (SELECT FROM graphile_worker._private_jobs AS jobs WHERE jobs.id = job_run.job_id::bigint)`;

// The job is out of the queue: it stopped, or ended before it was told to.
const forgetCancels = `
  DELETE FROM job_cancel
  WHERE NOT EXISTS (SELECT FROM graphile_worker._private_jobs AS jobs WHERE jobs.id = job_cancel.job_id::bigint)`;

/**
 * Lets go of what workers that are gone had locked.
 *
 * @param absentMs how long nobody may hold the lock of a worker before its jobs are let go.
 */
export async function sweep(pool: Pool, { log, absentMs }: { log: Logger; absentMs: number }): Promise<void> {
  const gone = await inTransaction(pool, async (client) => {
    const { rows } = await client.query<{ mine: boolean }>(`SELECT ${turn} AS mine`);
    if (rows[0]?.mine !== true) return [];
    const found = await client.query<{ id: string }>(findGone, [absentMs]);
    const ids = found.rows.map(({ id }) => id);
    if (ids.length > 0) {
      await client.query(unlock, [ids, lostText]);
      await client.query('SELECT FROM graphile_worker.force_unlock_workers($1)', [ids]);
      await client.query(settle, [ids]);
    }
    await client.query(forgetCancels);
    return ids;
  });
  if (gone.length > 0) log.warn({ workers: gone }, 'Workers are gone; what they had taken is let go.');
}

async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    client.release();
    return result;
  } catch (error) {
    // What became of the connection is not known.
    client.release(true);
    throw error;
  }
}
