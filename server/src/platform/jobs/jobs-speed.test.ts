import { Client } from 'pg';
import { expect, test } from 'vitest';
import { explain } from '../../../test/explain.ts';
import { type Host, startHost } from '../../../test/host.ts';
import { statementsOf } from '../../../test/statements.ts';
import { createVisitor, type Visitor } from '../../../test/visitor.ts';

/**
 * A host whose queue and whose history hold this many each, of twenty names: of the queue half waits, most of the others are for
 * later, and what failed and what is tried again is as much in either; so it is of the history.
 */
async function startWith(rows: number): Promise<{ host: Host; visitor: Visitor }> {
  const host = await startHost();
  const { email } = await host.signUp('Olga', 'operator');
  const client = new Client({ connectionString: host.databaseUrl });
  await client.connect();
  await client.query(`
    INSERT INTO graphile_worker._private_tasks (identifier) SELECT 'things.no' || n FROM generate_series(1, 20) n;
    INSERT INTO graphile_worker._private_jobs (task_id, payload, run_at, max_attempts, attempts, last_error, key, locked_at, locked_by)
      SELECT tasks.id, '{"data": {}}', CASE WHEN n % 2 = 0 THEN now() - interval '1 hour' ELSE now() + n * interval '1 second' END, 4,
        CASE WHEN n <= 2000 THEN 4 WHEN n <= 4000 THEN 1 ELSE 0 END, CASE WHEN n <= 4000 THEN 'It broke.' END, 'key:' || n,
        CASE WHEN n > ${rows} - 10 THEN now() END, CASE WHEN n > ${rows} - 10 THEN 'pool' END
      FROM generate_series(1, ${rows}) n JOIN graphile_worker._private_tasks tasks ON identifier = 'things.no' || (1 + n % 20);
    INSERT INTO job_run (id, job_id, name, attempt, outcome, error, key, queued_at, started_at, finished_at)
      SELECT ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, (1000000 + n)::text, 'things.no' || (1 + n % 20), 1,
        (CASE WHEN n % ${rows / 1000} = 0 THEN 'failed' ELSE 'succeeded' END)::"JobOutcome",
        CASE WHEN n % ${rows / 1000} = 0 THEN 'It broke.' END, CASE WHEN n % 100 = 0 THEN 'key:' || n END, at, at, at
      FROM generate_series(1, ${rows}) n, LATERAL (SELECT now() - n * interval '1 second' AS at) moment`);
  for (const table of ['graphile_worker._private_jobs', 'graphile_worker._private_tasks', 'job_run']) {
    await client.query(`VACUUM (ANALYZE) ${table}`);
  }
  await client.end();
  const visitor = createVisitor(host.url);
  await visitor.signIn(email);
  return { host, visitor };
}

/** Each way to ask, with an index that has to answer it. */
const reads: Record<string, string> = {
  '?state=waiting': 'hybrid_jobs_ready',
  '?state=scheduled': 'hybrid_jobs_ready',
  '?state=retrying': 'hybrid_jobs_retrying',
  '?state=running': 'hybrid_jobs_locked',
  '?state=failed': 'hybrid_jobs_failed',
  '?state=waiting&name=no7': 'hybrid_jobs_ready',
  '?state=waiting&key=key:5000': 'jobs_key_key1',
  '?state=failed&error=broke': 'hybrid_jobs_failed',
  '?state=failed&error=nothing': 'hybrid_jobs_failed',
  '?state=finished': 'job_run_started_at_id_idx',
  '?state=finished&name=no7': 'job_run_name_started_at_id_idx',
  '?state=finished&key=key:5000': 'job_run_key_idx',
  '?state=succeeded': 'job_run_started_at_id_idx',
  '?state=succeeded&error=nothing': 'job_run_started_at_id_idx',
  '?state=failed-attempt': 'job_run_unsuccessful_idx',
  '?state=failed-attempt&name=no7': 'job_run_unsuccessful_by_name_idx',
  '/figures': 'hybrid_jobs_ready',
  '/1005000': 'job_run_job_id_attempt_key',
  '/5000': 'jobs_pkey1',
};

test('at 100,000 jobs in the queue and in the history every page is read from its index, and costs at most twice what it does at 25,000', async () => {
  const few = await startWith(25_000);
  const many = await startWith(100_000);
  for (const [question, index] of Object.entries(reads)) {
    const measure = async ({ host, visitor }: { host: Host; visitor: Visitor }) => {
      const statements = await statementsOf(host, () => visitor.get(`/admin/jobs${question}`));
      const plans = [];
      for (const statement of statements.filter(({ text }) => /job_run|_private_jobs/.test(text))) {
        plans.push(await explain(host, statement));
      }
      return {
        indexes: new Set(plans.flatMap((plan) => [...plan.indexes])),
        pages: plans.reduce((sum, { pages }) => sum + pages, 0),
      };
    };
    const [small, large] = [await measure(few), await measure(many)];
    expect([...large.indexes], question).toContain(index);
    // Whoever reads a table from one end to the other reads four times as much.
    expect(large.pages, `pages read: ${question}`).toBeLessThanOrEqual(2 * small.pages);
  }
});
