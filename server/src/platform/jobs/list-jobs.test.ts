import { indexQueue } from '@hybrid/prisma/migrate';
import { expect, test } from 'vitest';
import { beginBulk } from '../../../test/bulk.ts';
import { type Host, startHost } from '../../../test/host.ts';
import { createVisitor, type Visitor } from '../../../test/visitor.ts';

async function startAs(role: 'viewer' | 'operator' | 'admin'): Promise<{ host: Host; visitor: Visitor }> {
  const host = await startHost();
  const visitor = createVisitor(host.url);
  await visitor.signIn((await host.signUp('vi', role)).email);
  return { host, visitor };
}

/** Many jobs of two names, three to each moment, which differ by microseconds: one in five failed for good, one in five is for later. */
async function fill({ db }: Host, count: number): Promise<void> {
  await db.$executeRaw`INSERT INTO graphile_worker._private_tasks (identifier) VALUES ('mail.deliver'), ('tests.other')`;
  await db.$executeRaw`
    INSERT INTO graphile_worker._private_jobs (task_id, payload, run_at, max_attempts, attempts, last_error, key)
    SELECT tasks.id, '{"data": {}}', now() + (n / 3) * interval '7 microseconds'
        + CASE WHEN n % 5 = 1 THEN interval '1 hour' ELSE interval '-1 hour' END,
      4, CASE WHEN n % 5 = 0 THEN 4 ELSE 0 END, CASE WHEN n % 5 = 0 THEN 'It broke at ' || n END, 'key:' || n
    FROM generate_series(1, ${count}::int) AS n JOIN graphile_worker._private_tasks AS tasks
      ON identifier = CASE WHEN n % 2 = 0 THEN 'mail.deliver' ELSE 'tests.other' END`;
}

function idsOf(html: string): string[] {
  return [...html.matchAll(/<th scope="row"><a class="code" href="\/admin\/jobs\/(\d+)/g)].map(([, id]) => String(id));
}

function linkOf(html: string, rel: string): string | undefined {
  return new RegExp(`rel="${rel}" href="([^"]+)"`).exec(html)?.[1]?.replaceAll('&amp;', '&');
}

/** Every page of a list, from the first one on. */
async function pagesOf(visitor: Visitor, path: string): Promise<string[]> {
  const pages = [(await visitor.get(path)).html];
  for (let next = linkOf(pages[0] ?? '', 'next'); next; next = linkOf(pages.at(-1) ?? '', 'next')) {
    pages.push((await visitor.get(next)).html);
  }
  return pages;
}

test('a list of the queue holds every job of its state once, page after page, and leads back', async () => {
  const { host, visitor } = await startAs('operator');
  await fill(host, 300);
  for (const [state, count] of Object.entries({ waiting: 180, scheduled: 60, failed: 60 })) {
    const pages = await pagesOf(visitor, `/admin/jobs?state=${state}`);
    const ids = pages.flatMap(idsOf);
    expect({ state, ids: ids.length, distinct: new Set(ids).size }).toEqual({ state, ids: count, distinct: count });
    expect(pages[0]).toContain(`${count} jobs`);
    const back = await visitor.get(linkOf(pages[1] ?? '', 'prev') ?? '');
    expect(idsOf(back.html)).toEqual(idsOf(pages[0] ?? ''));
    expect(linkOf(back.html, 'prev')).toBeUndefined();
  }
  const [due] = await pagesOf(visitor, '/admin/jobs?state=waiting');
  const rows = await host.db.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM graphile_worker._private_jobs WHERE attempts = 0 AND run_at < now() ORDER BY run_at, id LIMIT 50`;
  expect(idsOf(due ?? '')).toEqual(rows.map(({ id }) => id));
});

test('what failed last comes first, however often it was tried and however much later it would be tried again', async () => {
  const { host, visitor } = await startAs('viewer');
  await host.db
    .$executeRaw`INSERT INTO graphile_worker._private_tasks (identifier) VALUES ('tests.one'), ('tests.other')`;
  // One to a minute, of 1 to 12 attempts by turns: the queue's backoff puts those of ten and more six hours behind the others.
  const failedAt = new Date(Date.now() - 3_600_000);
  await host.db.$executeRaw`
    INSERT INTO graphile_worker._private_jobs (task_id, payload, run_at, max_attempts, attempts, last_error)
    SELECT tasks.id, '{"data": {}}', ${failedAt}::timestamptz - n * interval '1 minute' + exp(least(1 + n % 12, 10)) * interval '1 second',
      1 + n % 12, 1 + n % 12, 'It broke.'
    FROM generate_series(1, 120) AS n JOIN graphile_worker._private_tasks AS tasks
      ON identifier = CASE WHEN n % 2 = 0 THEN 'tests.one' ELSE 'tests.other' END ORDER BY n`;
  const rows = await host.db.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM graphile_worker._private_jobs AS jobs ORDER BY jobs.id`;
  const ids = rows.map(({ id }) => id);
  const pages = await pagesOf(visitor, '/admin/jobs?state=failed');
  expect(pages.map((html) => idsOf(html))).toEqual([ids.slice(0, 50), ids.slice(50, 100), ids.slice(100)]);
  const back = await visitor.get(linkOf(pages[1] ?? '', 'prev') ?? '');
  expect(idsOf(back.html)).toEqual(ids.slice(0, 50));

  const minute = (n: number) => new Date(failedAt.getTime() - n * 60_000 + 30_000).toISOString().slice(0, 16);
  const asked = `state=failed&from=${minute(40)}&to=${minute(20)}`;
  const [within = ''] = await pagesOf(visitor, `/admin/jobs?${asked}`);
  expect(idsOf(within)).toHaveLength(20);
  expect(within).toContain('20 jobs</p>');
  const told = JSON.parse((await visitor.get(`/admin/jobs/export.json?${asked}`)).html) as {
    jobId: string;
    failedAt: string;
  }[];
  expect(told.map(({ jobId }) => jobId)).toEqual(idsOf(within));
  for (const { jobId, failedAt: at } of told) {
    expect(Math.abs(Date.parse(at) - failedAt.getTime() + (ids.indexOf(jobId) + 1) * 60_000)).toBeLessThanOrEqual(1);
  }
});

test('a download tells when a job failed for good, and of one that staff put elsewhere nothing that is not so', async () => {
  const { host, visitor } = await startAs('operator');
  await fill(host, 5);
  type Told = { state: string; failedAt: string | null };
  const told = async (state: string) =>
    (JSON.parse((await visitor.get(`/admin/jobs/export.json?state=${state}`)).html) as Told[]).map(
      (row) => row.failedAt,
    );
  expect(await told('failed')).toEqual([expect.any(String)]);
  const [failed = ''] = idsOf((await visitor.get('/admin/jobs?state=failed')).html);
  const year = new Date().getUTCFullYear() + 1;
  await visitor.post(`/admin/jobs/${failed}/reschedule`, { at: `${year}-01-01T00:00` });
  expect(await told('retrying')).toEqual([null]);
  await host.db.$executeRaw`
    UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'pool' WHERE id = ${failed}::bigint`;
  expect(await told('running')).toEqual([null]);
});

test('all that failed are tried again as far as they had failed when that was asked for, however much later they would be tried again', async () => {
  const { host, visitor } = await startAs('operator');
  await host.db.$executeRaw`INSERT INTO graphile_worker._private_tasks (identifier) VALUES ('tests.other')`;
  const fail = (count: number, attempts: number) => host.db.$executeRaw`
    INSERT INTO graphile_worker._private_jobs (task_id, payload, run_at, max_attempts, attempts, last_error)
    SELECT id, '{}', now() + exp(${attempts}::int) * interval '1 second', ${attempts}::int, ${attempts}::int, 'It broke.'
    FROM graphile_worker._private_tasks, generate_series(1, ${count}::int) WHERE identifier = 'tests.other'`;
  await fail(3, 10);
  await beginBulk(visitor, '/admin/jobs/all/retry?state=failed');
  await fail(2, 1);
  await host.runJobs();
  const left = await host.db.$queryRaw`
    SELECT attempts::int, count(*)::int FROM graphile_worker._private_jobs WHERE attempts >= max_attempts GROUP BY 1`;
  expect(left).toEqual([{ attempts: 1, count: 2 }]);
});

test('an index of an earlier release that has another in its place is dropped at the start', async () => {
  const { databaseUrl, db } = await startHost();
  await db.$executeRaw`CREATE INDEX hybrid_jobs_failed ON graphile_worker._private_jobs (task_id, run_at, id)`;
  await indexQueue(databaseUrl);
  const rows = await db.$queryRaw<{ name: string }[]>`
    SELECT indexname AS name FROM pg_indexes WHERE schemaname = 'graphile_worker' AND indexname LIKE 'hybrid_jobs_failed%'`;
  expect(rows).toEqual([{ name: 'hybrid_jobs_failed_at' }]);
});

test('jobs are found by name, queue, key, error and time, also together; what nobody knows finds none and not all', async () => {
  const { host, visitor } = await startAs('operator');
  await fill(host, 100);
  const found = async (question: string) => (await pagesOf(visitor, `/admin/jobs?${question}`)).flatMap(idsOf).length;
  expect(await found('state=failed')).toBe(20);
  expect(await found('state=failed&name=MAIL')).toBe(10);
  expect(await found('state=failed&queue=mail')).toBe(10);
  expect(await found('state=failed&queue=nobodys')).toBe(0);
  expect(await found('state=failed&key=key:50')).toBe(1);
  expect(await found('state=failed&key=key:51')).toBe(0);
  expect(await found('state=failed&error=AT 5')).toBe(3);
  expect(await found('state=failed&error=at_5')).toBe(0);
  expect(await found('state=failed&name=mail&error=at 5')).toBe(1);
  // They failed some 55 s before they would be due again, which they were an hour ago.
  const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString().slice(0, 16);
  expect(await found(`state=failed&from=${at(-70)}&to=${at(-50)}`)).toBe(20);
  expect(await found(`state=failed&from=${at(-50)}`)).toBe(0);
  expect(await found(`state=scheduled&from=${at(50)}&to=${at(70)}`)).toBe(20);
  expect(await found(`state=scheduled&to=${at(50)}`)).toBe(0);
});

test('attempts that ended are found by outcome, name, queue, key and error', async () => {
  const { host, visitor } = await startAs('operator');
  const at = new Date();
  await host.db.jobRun.createMany({
    data: Array.from({ length: 60 }, (_, n) => ({
      jobId: String(1000 + n),
      name: n % 2 ? 'mail.deliver' : 'tests.other',
      attempt: 1,
      outcome: n % 3 ? ('succeeded' as const) : ('failed' as const),
      error: n % 3 ? null : `It broke at ${n}`,
      key: n === 7 ? 'key:7' : null,
      queuedAt: at,
      startedAt: at,
      finishedAt: at,
    })),
  });
  const found = async (question: string) => (await pagesOf(visitor, `/admin/jobs?${question}`)).flatMap(idsOf).length;
  expect(await found('state=finished')).toBe(60);
  expect(await found('state=succeeded')).toBe(40);
  expect(await found('state=failed-attempt')).toBe(20);
  expect(await found('state=cancelled')).toBe(0);
  expect(await found('state=failed-attempt&name=mail')).toBe(10);
  expect(await found('state=finished&queue=mail')).toBe(30);
  expect(await found('state=finished&key=key:7')).toBe(1);
  expect(await found('state=finished&error=at 3')).toBe(5);
});

test('a search in errors goes on behind the rows that a page looked at', async () => {
  const { host, visitor } = await startAs('operator');
  await host.db.$executeRaw`
    INSERT INTO job_run (id, job_id, name, attempt, outcome, error, queued_at, started_at, finished_at)
    SELECT gen_random_uuid(), n::text, 'tests.other', 1, 'failed', CASE WHEN n = 3 THEN 'the needle' ELSE 'hay' END,
      now() + n * interval '1 ms', now() + n * interval '1 ms', now() FROM generate_series(1, 12000) AS n`;
  const pages = await pagesOf(visitor, '/admin/jobs?state=failed-attempt&error=needle');
  expect(pages.map((html) => idsOf(html))).toEqual([[], [], ['3']]);
  expect(pages[0]).toContain('There are more.');
});

test('a download of what waits holds all of it, with what is kept from viewers kept', async () => {
  const { host, visitor } = await startAs('viewer');
  await fill(host, 700);
  await host.db.$executeRaw`
    UPDATE graphile_worker._private_jobs SET key = 'lovelace@example.org', last_error = 'told lovelace@example.org' WHERE key = 'key:3'`;
  const json = (await visitor.get('/admin/jobs/export.json?state=waiting')).html;
  const rows = JSON.parse(json) as { jobId: string; state: string }[];
  expect(new Set(rows.map(({ jobId }) => jobId)).size).toBe(420);
  expect(new Set(rows.map(({ state }) => state))).toEqual(new Set(['waiting']));
  const csv = (await visitor.get('/admin/jobs/export.csv?state=waiting&name=other')).html;
  expect(csv).toContain('l…@example.org');
  expect(json + csv).not.toContain('lovelace');
});
