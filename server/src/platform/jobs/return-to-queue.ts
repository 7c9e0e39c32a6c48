import type { Job as QueuedRow } from 'graphile-worker';
import type { Pool } from 'pg';

/**
 * Unlocks a job that this worker holds, as one that was never taken.
 *
 * @remarks
 * It is due in a moment and not at once, so that the queue does not hand it out while its worker still lets go of it.
 */
export async function returnToQueue(pool: Pool, { id, locked_by: worker }: QueuedRow): Promise<void> {
  await pool.query(
    `UPDATE graphile_worker._private_jobs
     SET attempts = greatest(0, attempts - 1), run_at = greatest(run_at, now() + interval '1 second'),
       locked_by = NULL, locked_at = NULL
     WHERE id = $1::bigint AND locked_by = $2`,
    [id, worker],
  );
}
