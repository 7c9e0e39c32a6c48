import type { Job as QueuedRow } from 'graphile-worker';
import type { Pool } from 'pg';

/**
 * Unlocks a job that this worker holds: as one that was never taken, or as one that is not to be tried again by itself.
 *
 * @remarks
 * It is due in a moment and not at once, so that the queue does not hand it out while its worker still lets go of it.
 */
export async function returnToQueue(
  pool: Pool,
  { id, locked_by: worker }: QueuedRow,
  { how, error = null }: { how: 'uncounted' | 'failed'; error?: string | null | undefined },
): Promise<void> {
  await pool.query(
    `UPDATE graphile_worker._private_jobs
     SET attempts = CASE WHEN $3 THEN max_attempts ELSE greatest(0, attempts - 1) END, last_error = coalesce($4, last_error),
       run_at = greatest(run_at, now() + interval '1 second'), locked_by = NULL, locked_at = NULL
     WHERE id = $1::bigint AND locked_by = $2`,
    [id, worker, how === 'failed', error],
  );
}
