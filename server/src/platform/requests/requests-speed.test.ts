import { Client } from 'pg';
import { expect, test } from 'vitest';
import { explain } from '../../../test/explain.ts';
import { type Host, startHost } from '../../../test/host.ts';
import { statementsOf } from '../../../test/statements.ts';
import { vacuum } from '../../../test/vacuum.ts';
import { createVisitor, type Visitor } from '../../../test/visitor.ts';

/** A host that remembers so many calls, one a second: of ten procedures, by a hundred people, a few failed, were broken or slow. */
async function startWith(calls: number): Promise<{ host: Host; visitor: Visitor }> {
  const host = await startHost();
  const { email } = await host.signUp('Olga', 'operator');
  const client = new Client({ connectionString: host.databaseUrl });
  await client.connect();
  await client.query(`
    INSERT INTO request_record (id, request_id, at, procedure, kind, user_id, actor_id, client, version, status, error, took_ms)
      SELECT ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'request-' || n, timestamptz '2026-01-01' + n * interval '1 second',
        'things.p' || n % 10, 'query', 'person-' || n % 100, CASE WHEN n % 1000 = 0 THEN 'staff' END, 'spa', '1', CASE WHEN n % 999 = 0 THEN 500 WHEN n % 50 = 0 THEN 404 ELSE 200 END,
        NULL, CASE WHEN n % 500 = 0 THEN 2000 + n % 77 ELSE 5 END FROM generate_series(1, ${calls}) n`);
  await client.query(`
    INSERT INTO job_run (id, job_id, name, attempt, outcome, request_id, queued_at, started_at, finished_at)
      SELECT gen_random_uuid(), n::text, 'things.job', 1, 'succeeded', 'request-' || n, now(), now(), now() FROM generate_series(1, ${calls}) n`);
  await client.query(`
    INSERT INTO audit_log (id, actor_id, action, target, request_id)
      SELECT gen_random_uuid(), 'x', 'things.changed', 'thing:' || n, 'request-' || n FROM generate_series(1, ${calls}) n`);
  // One of a hundred runs; of the others each asked for the job of a request of its own.
  await client.query(`
    INSERT INTO graphile_worker._private_tasks (identifier) SELECT 'things.no' || n FROM generate_series(1, 20) n;
    INSERT INTO graphile_worker._private_jobs (task_id, payload, run_at, locked_at, locked_by)
      SELECT tasks.id, json_build_object('data', '{}'::json, 'requestId', 'request-' || n), now() + interval '1 hour',
        CASE WHEN n % 100 = 0 THEN now() END, CASE WHEN n % 100 = 0 THEN 'pool' END
      FROM generate_series(1, ${calls}) n JOIN graphile_worker._private_tasks tasks ON identifier = 'things.no' || (1 + n % 20)`);
  const queue = ['graphile_worker._private_jobs', 'graphile_worker._private_tasks'];
  await vacuum(client, 'request_record', 'job_run', 'audit_log', ...queue);
  await client.end();
  const visitor = createVisitor(host.url);
  await visitor.signIn(email);
  return { host, visitor };
}

/** Each way to ask, with indexes that have to answer it. */
const reads: Record<string, readonly string[]> = {
  '': ['request_record_at_id_idx', 'request_record_slowest_idx'],
  '?show=failed': ['request_record_failed_idx'],
  '?show=broken': ['request_record_broken_idx'],
  // Few are slow here: they are read by how long they took, and sorted.
  '?show=slow': ['request_record_slowest_idx'],
  '?procedure=things.p3': ['request_record_procedure_at_id_idx'],
  '?who=person-3': ['request_record_user_id_at_id_idx'],
  '?who=staff': ['request_record_user_id_at_id_idx', 'request_record_actor_idx'],
  '/request-77': [
    'request_record_request_id_idx',
    'job_run_request_id_idx',
    'audit_log_request_id_idx',
    'hybrid_jobs_request',
  ],
};

test('at 20,000 calls every page of requests is read from its indexes, and costs at most twice what it does at 10,000', async () => {
  const few = await startWith(10_000);
  const many = await startWith(20_000);
  for (const [query, wanted] of Object.entries(reads)) {
    const measure = async ({ host, visitor }: { host: Host; visitor: Visitor }) => {
      const statements = await statementsOf(host, () => visitor.get(`/admin/requests${query}`));
      const plans = [];
      for (const statement of statements.filter(({ text }) =>
        /request_record|job_run|audit_log|_private_jobs/.test(text),
      )) {
        if (!/insert/i.test(statement.text)) plans.push(await explain(host, statement));
      }
      return {
        indexes: plans.flatMap((plan) => [...plan.indexes]),
        // The names of jobs are few, whatever the queue holds of them.
        scanned: plans.flatMap((plan) => plan.scanned).filter((table) => table !== '_private_tasks'),
        pages: plans.reduce((sum, { pages }) => sum + pages, 0),
      };
    };
    const [small, large] = [await measure(few), await measure(many)];
    expect(large.indexes, query).toEqual(expect.arrayContaining([...wanted]));
    expect(large.scanned, query).toEqual([]);
    expect(large.pages, `pages read: ${query}`).toBeLessThanOrEqual(2 * small.pages + 50);
  }
}, 180_000);
