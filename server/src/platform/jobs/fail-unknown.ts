import type { Pool } from 'pg';
import type { Logger } from '../log.ts';

/** The names that the queue has seen and no worker that lives knows: few, and mostly none. */
const findUnknown = `
  SELECT id FROM graphile_worker._private_tasks AS tasks
  WHERE NOT EXISTS (SELECT FROM job_worker WHERE identifier = ANY(names))`;

// In a deploy, workers of the new release know the name soon: it is given time. When one failed is read from when it would have been
// tried again, as the queue itself puts that.
const fail = `
  UPDATE graphile_worker._private_jobs AS jobs
  SET attempts = max_attempts, run_at = now() + exp(least(max_attempts, 10)) * interval '1 second', last_error = 'No worker knows a job called ' || identifier || '.'
  FROM graphile_worker._private_tasks AS tasks
  WHERE tasks.id = task_id AND task_id = ANY($1) AND is_available AND run_at < now() - interval '15 minutes'
  RETURNING identifier`;

/**
 * Gives up jobs that no worker knows, with the reason, for a person to look at: they are of another release, or a mistake.
 *
 * @remarks
 * A worker asks the queue for the names it knows and for no others, so that without this they would wait unseen for ever.
 */
export async function failUnknown(pool: Pool, log: Logger): Promise<void> {
  const unknown = await pool.query<{ id: number }>(findUnknown);
  // The queue may be long, and no index has the names: it is read where there is something to look for.
  if (unknown.rows.length === 0) return;
  const { rows } = await pool.query<{ identifier: string }>(fail, [unknown.rows.map(({ id }) => id)]);
  const names = [...new Set(rows.map(({ identifier }) => identifier))];
  if (names.length > 0) log.error({ names, count: rows.length }, 'No worker knows these jobs; they are given up.');
}
