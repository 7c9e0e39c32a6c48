import { withConnection } from './databases.ts';

/**
 * What the console reads the queue by, as graphile-worker itself looks for nothing but the next job.
 *
 * @remarks
 * With a million jobs in it, each look at the queue would read all of it, for up to half a second. A job that waits stands in the first
 * of them, and in that of its request; one that is taken in none but that of what is locked; the others hold what is rare. They are made
 * after graphile-worker's own migrations and not by one of ours, which come first.
 */
const indexes: Readonly<Record<string, string>> = {
  hybrid_jobs_ready: '(task_id, run_at, id) WHERE is_available AND attempts = 0',
  hybrid_jobs_retrying: '(task_id, run_at, id) WHERE is_available AND attempts > 0',
  // By when they failed, in the words in which the console asks for it: when they would be tried again has the order of that only among
  // those of as many attempts. To take a time from a moment goes by a time zone, which no index may; to take a moment from a moment does not.
  hybrid_jobs_failed_at: `(task_id, to_timestamp(extract(epoch FROM run_at - '1970-01-01 00:00:00+00'::timestamptz)::float8 - exp(least(attempts, 10))), id)
    WHERE attempts >= max_attempts AND locked_at IS NULL`,
  // A worker that signs off, and the sweep, find by it as well what is locked.
  hybrid_jobs_locked: '(locked_by) WHERE locked_by IS NOT NULL',
  // Left when a job is taken, so that it is written to once for each.
  hybrid_jobs_request: "((payload->>'requestId')) WHERE locked_by IS NULL AND payload->>'requestId' IS NOT NULL",
};

/** Those of earlier releases that have another in their place: one that is to be otherwise takes a new name. */
const replaced = ['hybrid_jobs_failed'];

/** Makes the indexes that are not there, and drops those that were replaced; of two instances that start at once, one waits. */
export async function indexQueue(url: string): Promise<void> {
  await withConnection(url, async (client) => {
    // Held until the connection ends.
    await client.query("SELECT pg_advisory_lock(hashtextextended('hybrid-queue-indexes', 0))");
    const { rows } = await client.query<{ name: string }>(
      "SELECT indexname AS name FROM pg_indexes WHERE schemaname = 'graphile_worker'",
    );
    const known = new Set(rows.map(({ name }) => name));
    for (const [name, definition] of Object.entries(indexes)) {
      if (!known.has(name)) await client.query(`CREATE INDEX ${name} ON graphile_worker._private_jobs ${definition}`);
    }
    for (const name of replaced) await client.query(`DROP INDEX IF EXISTS graphile_worker.${name}`);
  });
}
