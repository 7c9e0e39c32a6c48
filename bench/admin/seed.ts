import { Client } from 'pg';

/** How much of everything there is. */
export interface Amounts {
  readonly users: number;
  readonly articles: number;
  readonly runs: number;
}

/** Fills a database by statements of its own: rows that look like those of a product that has been used for some time. */
export async function fill(url: string, amounts: Amounts): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statementsFor(amounts)) await client.query(statement);
  } finally {
    await client.end();
  }
}

const failure = `'Error: the mail server of user' || n || '@example.com does not answer' || chr(10) || '    at deliver (deliver.ts:10:5)'`;

function statementsFor(amounts: Amounts): string[] {
  return [...content(amounts), ...work(amounts), ...staff(amounts), ...traffic(amounts), 'ANALYZE'];
}

/** What people wrote. */
function content({ users, articles }: Amounts): string[] {
  return [
    // People by their number, under an id like those of the product.
    `CREATE FUNCTION pg_temp.person(n bigint) RETURNS text LANGUAGE sql IMMUTABLE AS
       $$ SELECT lpad(to_hex(n), 8, '0') || '-0000-7000-8000-000000000000' $$`,
    `INSERT INTO "user" (id, username, email, bio, created_at, updated_at)
       SELECT pg_temp.person(n), 'person-' || n, 'person-' || n || '@example.com', 'Writes of ' || n, at, at
       FROM (SELECT n, now() - n * interval '10 minutes' AS at FROM generate_series(1, ${users}) n) AS made`,
    `INSERT INTO article (id, slug, title, description, body, author_id, created_at, updated_at)
       SELECT gen_random_uuid(), 'article-' || n, 'Article ' || n, 'About ' || n, 'The body of ' || n, pg_temp.person(1 + n % ${users}), at, at
       FROM (SELECT n, now() - n * interval '9 minutes' AS at FROM generate_series(1, ${articles}) n) AS made`,
    `INSERT INTO comment (body, article_id, author_id, created_at, updated_at)
       SELECT 'A word on ' || slug, id, author_id, created_at, created_at FROM article`,
    `INSERT INTO article_tag (article_id, tag, position) SELECT id, 'tag-' || row_number % 2000, 0 FROM (SELECT id, row_number() OVER () FROM article) AS tagged`,
    `INSERT INTO upload (id, owner_id, key, size_bytes, width, height, created_at)
       SELECT gen_random_uuid(), pg_temp.person(1 + n % ${users}), 'bench-' || n || '-640x480.webp', 1000 * (n % 3000), 640, 480, now() - n * interval '5 minutes'
       FROM generate_series(1, 20000) n`,
  ];
}

/** What jobs did, and those that wait. */
function work({ runs }: Amounts): string[] {
  return [
    `INSERT INTO job_run (id, job_id, name, attempt, outcome, error, queue, worker, request_id, queued_at, started_at, finished_at)
       SELECT gen_random_uuid(), n::text, (ARRAY['events.deliver', 'mail.deliver', 'articles.published', 'notifications.digest', 'exports.make'])[1 + n % 5],
         1, (CASE WHEN n % 50 = 0 THEN 'failed' ELSE 'succeeded' END)::"JobOutcome", CASE WHEN n % 50 = 0 THEN ${failure} END,
         CASE WHEN n % 5 = 1 THEN 'mail' ELSE 'default' END, 'worker-' || n % 4, CASE WHEN n % 3 = 0 THEN 'request-' || n END,
         at, at + interval '20 ms', at + interval '20 ms' + (n % 400) * interval '1 ms'
       FROM (SELECT n, now() - n * (interval '14 days' / ${runs}) AS at FROM generate_series(1, ${runs}) n) AS made`,
    // What a worker would have added up of them.
    ...(['minute', 'hour'] as const).map(
      (span) => `INSERT INTO job_figure (span, at, name, succeeded, failed, lost, waits, runs)
       SELECT '${span}', date_trunc('${span}', started_at), name, count(*) FILTER (WHERE outcome = 'succeeded'), count(*) FILTER (WHERE outcome = 'failed'), 0,
         jsonb_build_object('18', count(*)), jsonb_build_object('20', count(*) / 2, '30', count(*) / 3, '36', count(*) - count(*) / 2 - count(*) / 3)
       FROM job_run GROUP BY 2, 3`,
    ),
    // What is due in a month waits, and is looked at with all that is in the queue.
    `SELECT graphile_worker.add_job('events.deliver', '{}'::json, run_at => now() + interval '30 days') FROM generate_series(1, 20000)`,
    // What failed for good waits for somebody.
    `SELECT graphile_worker.add_job('mail.deliver', '{}'::json, max_attempts => 1) FROM generate_series(1, 20000)`,
    `UPDATE graphile_worker._private_jobs SET attempts = 1, last_error = (SELECT ${failure} FROM (SELECT id AS n) AS numbered) WHERE max_attempts = 1`,
  ];
}

/** What staff did, and what waits for them. */
function staff({ users }: Amounts): string[] {
  return [
    `INSERT INTO bulk_run (id, name, state, query, question, actor_id, address, request_id, matched, changed, cursor, created_at, ended_at)
       SELECT gen_random_uuid(), 'users.suspendAll', 'done', '{"q": "spam"}', 'called “spam”', pg_temp.person(1 + n % 10), '127.0.0.1', 'bulk-' || n, 5000, 5000, '',
         now() - n * interval '1 hour', now() - n * interval '1 hour' FROM generate_series(1, 300) n`,
    `INSERT INTO bulk_row (run_id, row_id, label, outcome)
       SELECT run.id, pg_temp.person(n), 'person-' || n, 'changed' FROM (SELECT id FROM bulk_run ORDER BY created_at LIMIT 20) AS run, generate_series(1, 5000) n`,
    `INSERT INTO audit_log (id, at, actor_id, action, target, before, after, request_id)
       SELECT gen_random_uuid(), now() - n * interval '3 minutes', pg_temp.person(1 + n % 10), (ARRAY['users.suspended', 'users.restored', 'jobs.retried'])[1 + n % 3],
         'user:' || pg_temp.person(1 + n % 1000), '{"state": "one"}', '{"state": "other"}', 'request-' || n FROM generate_series(1, ${users}) n`,
    `INSERT INTO mail (id, key, template, user_id, "to", subject, state, error, created_at)
       SELECT gen_random_uuid(), 'bench:' || n, 'accounts.verifyEmail', pg_temp.person(1 + n % ${users}), 'person-' || n || '@example.com', 'Subject ' || n,
         (CASE WHEN n % 100 = 0 THEN 'failed' ELSE 'sent' END)::"MailState", CASE WHEN n % 100 = 0 THEN ${failure} END, now() - n * interval '2 minutes'
       FROM generate_series(1, ${users}) n`,
    `INSERT INTO report (id, reporter_id, is_of_comment, article_id, excerpt, author, reason, created_at, resolved_at, outcome)
       SELECT gen_random_uuid(), pg_temp.person(1 + row_number % 1000), false, id, title, author_id, 'spam', created_at,
         CASE WHEN row_number % 4 > 0 THEN now() END, (CASE WHEN row_number % 4 > 0 THEN 'dismissed' END)::"ReportOutcome"
       FROM (SELECT *, row_number() OVER () FROM article LIMIT 10000) AS reported`,
  ];
}

/** What was called, and what was heard. */
function traffic({ users }: Amounts): string[] {
  return [
    `INSERT INTO request_record (id, request_id, at, procedure, kind, user_id, client, version, status, error, took_ms)
       SELECT gen_random_uuid(), 'request-' || n, now() - n * interval '2 seconds', (ARRAY['articles.list', 'articles.create', 'accounts.me'])[1 + n % 3], 'query',
         pg_temp.person(1 + n % ${users}), 'spa', '1.' || n % 9, CASE WHEN n % 40 = 0 THEN 404 WHEN n % 999 = 0 THEN 500 ELSE 200 END,
         CASE WHEN n % 40 = 0 THEN 'NOT_FOUND' WHEN n % 999 = 0 THEN 'INTERNAL' END, CASE WHEN n % 500 = 0 THEN 1000 + n % 5000 ELSE n % 90 END
       FROM generate_series(1, ${2 * users}) n`,
    `INSERT INTO call_figure (at, procedure, calls, errors, latency)
       SELECT date_bin('5 minutes', now(), 'epoch') - step * interval '5 minutes', procedure, 1000, 10, '{"10": 300, "14": 400, "20": 250, "30": 40, "44": 10}'
       FROM generate_series(0, 575) step, (SELECT '' AS procedure UNION ALL SELECT 'bench.procedure' || n FROM generate_series(1, 60) n UNION ALL
         SELECT unnest(ARRAY['accounts.me', 'articles.list'])) AS named`,
    `INSERT INTO contract_use (day, procedure, client, version, calls, errors, sampled, last_seen_at, fields, latency)
       SELECT current_date - day, procedure, client, '1.' || release, 10000, 100, 100, now() - day * interval '1 day', '{}', '{"10": 300, "14": 400, "20": 250, "30": 40}'
       FROM generate_series(0, 30) day, generate_series(1, 5) release, unnest(ARRAY['spa', 'cli', 'curl']) client,
         (SELECT 'bench.procedure' || n AS procedure FROM generate_series(1, 60) n UNION ALL SELECT unnest(ARRAY['accounts.me', 'articles.list'])) AS named`,
    `INSERT INTO stream_figure (at, process, streams, topics, listeners, deliveries, resets, published, lag)
       SELECT date_bin('5 minutes', now(), 'epoch') - step * interval '5 minutes', 'process-' || process, 500, 300, 900, 10000, 30, 2000, '{"20": 1500, "30": 500}'
       FROM generate_series(0, 575) step, generate_series(1, 4) process`,
  ];
}
