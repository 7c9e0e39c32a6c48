import { hostname } from 'node:os';
import { Client } from 'pg';

/** Nobody takes the process for dead meanwhile: its session is open. */
const answerMs = 10_000;

const record = `
  INSERT INTO job_run (id, job_id, name, attempt, worker, outcome, error, queued_at, started_at, finished_at)
  SELECT gen_random_uuid(), jobs.id, identifier, attempts, locked_by, 'failed', $2, created_at, locked_at, now()
  FROM graphile_worker._private_jobs AS jobs JOIN graphile_worker._private_tasks AS tasks ON tasks.id = task_id
  WHERE jobs.id = $1::bigint AND locked_by IS NOT NULL
  ON CONFLICT (job_id, attempt) DO UPDATE SET outcome = 'failed', error = $2, finished_at = now()`;

// When it failed is read from when it would have been tried again, as the queue itself puts that.
const letGo = `
  UPDATE graphile_worker._private_jobs
  SET attempts = CASE WHEN id = $1::bigint THEN max_attempts ELSE greatest(0, attempts - 1) END,
    run_at = CASE WHEN id = $1::bigint THEN now() + exp(least(max_attempts, 10)) * interval '1 second' ELSE run_at END,
    last_error = CASE WHEN id = $1::bigint THEN $2 ELSE last_error END, locked_by = NULL, locked_at = NULL
  WHERE locked_by IN (SELECT id FROM job_worker WHERE host = $3 AND pid = $4)`;

/**
 * Gives up a job that blocks this process, for a person to look at, and lets go of what else the process had taken, as if it
 * had not. Its main thread has to be halted: nothing of it may go on meanwhile.
 */
export async function giveUp(databaseUrl: string, { id, error }: { id: string; error: string }): Promise<void> {
  const client = new Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: answerMs,
    query_timeout: answerMs,
  });
  await client.connect();
  const self = [hostname(), process.pid];
  await client.query('BEGIN');
  await client.query(record, [id, error]);
  await client.query(letGo, [id, error, ...self]);
  await client.query('DELETE FROM job_worker WHERE host = $1 AND pid = $2', self);
  await client.query('COMMIT');
}
