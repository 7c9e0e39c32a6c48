import { Client } from 'pg';
import { expect, test } from 'vitest';
import { explain } from '../../../test/explain.ts';
import { type Host, startHost } from '../../../test/host.ts';
import { statementsOf } from '../../../test/statements.ts';
import { vacuum } from '../../../test/vacuum.ts';
import { createVisitor, type Visitor } from '../../../test/visitor.ts';

/**
 * A host whose queue and whose history hold this many each, of so many names: of the queue half waits, most of the others are for
 * later, and what failed and what is tried again is as much in either; so it is of the history.
 */
async function startWith(rows: number, names = 20): Promise<{ host: Host; visitor: Visitor }> {
  const host = await startHost();
  const { email } = await host.signUp('Olga', 'operator');
  const client = new Client({ connectionString: host.databaseUrl });
  await client.connect();
  await client.query(`
    INSERT INTO graphile_worker._private_tasks (identifier) SELECT 'things.no' || n FROM generate_series(1, ${names}) n;
    INSERT INTO graphile_worker._private_jobs (task_id, payload, run_at, max_attempts, attempts, last_error, key, locked_at, locked_by)
      SELECT tasks.id, '{"data": {}}', CASE WHEN n % 2 = 0 THEN now() - interval '1 hour' ELSE now() + n * interval '1 second' END, 4,
        CASE WHEN n <= 2000 THEN 4 WHEN n <= 4000 THEN 1 ELSE 0 END, CASE WHEN n <= 4000 THEN 'It broke.' END, 'key:' || n,
        CASE WHEN n > ${rows} - 10 THEN now() END, CASE WHEN n > ${rows} - 10 THEN 'pool' END
      FROM generate_series(1, ${rows}) n JOIN graphile_worker._private_tasks tasks ON identifier = 'things.no' || (1 + n % ${names});
    INSERT INTO job_run (id, job_id, name, attempt, outcome, error, key, queued_at, started_at, finished_at)
      SELECT ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, (1000000 + n)::text, 'things.no' || (1 + n % ${names}), 1,
        (CASE WHEN n % ${rows / 1000} = 0 THEN 'failed' ELSE 'succeeded' END)::"JobOutcome",
        CASE WHEN n % ${rows / 1000} = 0 THEN 'It broke.' END, CASE WHEN n % 100 = 0 THEN 'key:' || n END, at, at, at
      FROM generate_series(1, ${rows}) n, LATERAL (SELECT now() - n * interval '1 second' AS at) moment`);
  await vacuum(client, 'graphile_worker._private_jobs', 'graphile_worker._private_tasks', 'job_run');
  await client.end();
  const visitor = createVisitor(host.url);
  await visitor.signIn(email);
  return { host, visitor };
}

/** Each way to ask, with an index that has to answer it. */
const reads: Record<string, string> = {
  '/jobs?state=waiting': 'hybrid_jobs_ready',
  '/jobs?state=scheduled': 'hybrid_jobs_ready',
  '/jobs?state=retrying': 'hybrid_jobs_retrying',
  '/jobs?state=running': 'hybrid_jobs_locked',
  '/jobs?state=failed': 'hybrid_jobs_failed_at',
  '/jobs?state=waiting&name=no7': 'hybrid_jobs_ready',
  '/jobs?state=waiting&key=key:5000': 'jobs_key_key1',
  '/jobs?state=failed&from=2020-01-01T00:00': 'hybrid_jobs_failed_at',
  '/jobs?state=failed&error=broke': 'hybrid_jobs_failed_at',
  '/jobs?state=failed&error=nothing': 'hybrid_jobs_failed_at',
  '/jobs?state=finished': 'job_run_started_at_id_idx',
  '/jobs?state=finished&name=no7': 'job_run_name_started_at_id_idx',
  '/jobs?state=finished&key=key:5000': 'job_run_key_idx',
  '/jobs?state=succeeded': 'job_run_started_at_id_idx',
  '/jobs?state=succeeded&error=nothing': 'job_run_started_at_id_idx',
  '/jobs?state=failed-attempt': 'job_run_unsuccessful_idx',
  '/jobs?state=failed-attempt&name=no7': 'job_run_unsuccessful_by_name_idx',
  '/jobs/figures': 'hybrid_jobs_ready',
  '/jobs/1005000': 'job_run_job_id_attempt_key',
  '/jobs/5000': 'jobs_pkey1',
};

/** A count ends at 10,000 rows, which of the smaller history are fewer, and lie on as many pages. */
const ofCount = 600;

/** By which indexes a page is read, and how many pages of the disk. */
async function measure({ host, visitor }: { host: Host; visitor: Visitor }, path: string) {
  const statements = await statementsOf(host, () => visitor.get(`/admin${path}`));
  const plans = [];
  for (const statement of statements.filter(({ text }) => /job_run|_private_jobs/.test(text))) {
    plans.push(await explain(host, statement));
  }
  return {
    indexes: new Set(plans.flatMap((plan) => [...plan.indexes])),
    pages: plans.reduce((sum, { pages }) => sum + pages, 0),
  };
}

test('at 100,000 jobs in the queue and in the history every page is read from its index, and costs at most twice what it does at 25,000', async () => {
  const few = await startWith(25_000);
  const many = await startWith(100_000);
  for (const [question, index] of Object.entries(reads)) {
    const [small, large] = [await measure(few, question), await measure(many, question)];
    expect([...large.indexes], question).toContain(index);
    // Whoever reads a table from one end to the other reads four times as much.
    expect(large.pages, `pages read: ${question}`).toBeLessThanOrEqual(2 * small.pages + ofCount);
  }
}, 120_000);

test('schedules that never ran are not looked for in the whole history, also where it holds few names', async () => {
  const { pages } = await measure(await startWith(20_000, 2), '/cron');
  expect(pages).toBeGreaterThan(0);
  // A few for each schedule; the history itself is some hundreds, which each of them would read.
  expect(pages).toBeLessThan(300);
});
