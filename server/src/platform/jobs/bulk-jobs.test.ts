import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { type Host, startHost } from '../../../test/host.ts';
import { createVisitor, type Visitor } from '../../../test/visitor.ts';

async function startAs(role: 'operator' | 'admin'): Promise<{ host: Host; visitor: Visitor }> {
  const host = await startHost();
  const visitor = createVisitor(host.url);
  await visitor.signIn((await host.signUp('boss', role)).email);
  return { host, visitor };
}

/** Jobs of a name that no worker here knows, so that they stay where they are put: all failed, all at once, or all due. */
async function fill(
  { db }: Host,
  name: string,
  {
    count,
    failed,
    error = 'It broke.',
    hoursAgo = 1,
  }: { count: number; failed: boolean; error?: string; hoursAgo?: number },
): Promise<void> {
  await db.$executeRaw`INSERT INTO graphile_worker._private_tasks (identifier) VALUES (${name}) ON CONFLICT DO NOTHING`;
  await db.$executeRaw`
    INSERT INTO graphile_worker._private_jobs (task_id, run_at, max_attempts, attempts, last_error)
    SELECT id, now() - ${hoursAgo}::int * interval '1 hour', 3, CASE WHEN ${failed}::boolean THEN 3 ELSE 0 END, CASE WHEN ${failed}::boolean THEN ${error} END
    FROM generate_series(1, ${count}::int), graphile_worker._private_tasks WHERE identifier = ${name}`;
}

/** Asks for the page before a change of all that match, and sends its form. */
async function begin(visitor: Visitor, path: string, typed: Record<string, string> = {}) {
  const page = await visitor.get(path);
  const hidden = page.html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g);
  const fields = Object.fromEntries([...hidden].map(([, name = '', value = '']) => [name, value]));
  await visitor.post(path, { ...fields, ...typed });
  return page;
}

/** How many of a name the queue holds that failed, and in all. */
async function countOf({ db }: Host, name: string): Promise<{ failed: number; all: number }> {
  const [row] = await db.$queryRaw<{ failed: number; all: number }[]>`
    SELECT count(*) FILTER (WHERE attempts >= max_attempts)::int AS failed, count(*)::int AS "all"
    FROM graphile_worker.jobs WHERE task_identifier = ${name}`;
  return row ?? { failed: 0, all: 0 };
}

test('all jobs that failed and match are tried again, each with its line in the audit log, and no others are', async () => {
  const { host, visitor } = await startAs('operator');
  await fill(host, 'tests.meant', { count: 230, failed: true });
  await fill(host, 'tests.other', { count: 20, failed: true });
  const list = await visitor.get('/admin/jobs?state=failed&name=meant');
  expect(list.html).toContain('/admin/jobs/all/retry?state=failed&amp;name=meant');
  expect(list.html).not.toContain('/admin/jobs/all/delete');
  const page = await begin(visitor, '/admin/jobs/all/retry?state=failed&name=meant', { typed: '230' });
  expect(page.html).toContain('Retry 230 jobs?');
  expect(page.html).toContain('that are failed, have “meant” in their names');
  await host.runJobs();
  expect(await countOf(host, 'tests.meant')).toEqual({ failed: 0, all: 230 });
  expect(await countOf(host, 'tests.other')).toEqual({ failed: 20, all: 20 });
  expect(await host.db.bulkRun.findFirst()).toMatchObject({ state: 'done', matched: 230, changed: 230 });
  expect(await host.db.auditLog.count({ where: { action: 'jobs.retried' } })).toBe(230);
});

test.each([
  ['before and behind', [1, 3]],
  ['only behind', [3]],
])('those that match are all changed where they stand %s more than are looked at for one page', async (_, hours) => {
  const { host, visitor } = await startAs('operator');
  await fill(host, 'tests.other', { count: 5100, failed: true, hoursAgo: 2 });
  for (const hoursAgo of hours)
    await fill(host, 'tests.meant', { count: 4, failed: true, error: 'Timed out.', hoursAgo });
  const page = await begin(visitor, '/admin/jobs/all/retry?state=failed&error=timed');
  expect(page.html).toContain(`Retry ${4 * hours.length} jobs?`);
  expect(page.html).toContain('tests.meant');
  await host.runJobs();
  const all = 4 * hours.length;
  expect(await host.db.bulkRun.findFirst()).toMatchObject({ state: 'done', matched: all, changed: all });
  expect(await countOf(host, 'tests.meant')).toEqual({ failed: 0, all });
  expect(await countOf(host, 'tests.other')).toEqual({ failed: 5100, all: 5100 });
});

test('all that wait and match are cancelled, and the history tells of each', async () => {
  const { host, visitor } = await startAs('operator');
  await fill(host, 'tests.meant', { count: 60, failed: false });
  await fill(host, 'tests.other', { count: 5, failed: false });
  await begin(visitor, '/admin/jobs/all/cancel?state=waiting&name=meant');
  await host.runJobs();
  expect(await countOf(host, 'tests.meant')).toEqual({ failed: 0, all: 0 });
  expect(await countOf(host, 'tests.other')).toEqual({ failed: 0, all: 5 });
  expect(await host.db.jobRun.count({ where: { name: 'tests.meant', outcome: 'cancelled' } })).toBe(60);
});

test('an admin deletes all that match, of the queue as of the history, and an operator does not', async () => {
  const { host, visitor } = await startAs('admin');
  await fill(host, 'tests.meant', { count: 30, failed: true });
  await begin(visitor, '/admin/jobs/all/delete?state=failed&error=broke');
  const at = new Date();
  const run = {
    name: 'tests.ran',
    attempt: 1,
    outcome: 'failed' as const,
    queuedAt: at,
    startedAt: at,
    finishedAt: at,
  };
  await host.db.jobRun.createMany({ data: Array.from({ length: 9 }, (_, n) => ({ ...run, jobId: String(5000 + n) })) });
  await begin(visitor, '/admin/jobs/all/delete?state=failed-attempt&name=ran');
  await host.runJobs();
  expect(await countOf(host, 'tests.meant')).toEqual({ failed: 0, all: 0 });
  expect(await host.db.jobRun.count({ where: { name: 'tests.ran' } })).toBe(0);
  expect(await host.db.auditLog.count({ where: { action: 'jobs.deleted' } })).toBe(39);
  const operator = createVisitor(host.url);
  await operator.signIn((await host.signUp('olga', 'operator')).email);
  expect((await operator.get('/admin/jobs/all/delete?state=failed')).status).toBe(403);
});

test('an address that names no state, or a queue that nobody knows, changes nothing', async () => {
  const { host, visitor } = await startAs('operator');
  await fill(host, 'tests.meant', { count: 3, failed: true });
  for (const question of ['', '?state=nothing', '?state=waiting', '?state=failed&queue=nobodys', '?state=finished']) {
    const page = await begin(visitor, `/admin/jobs/all/retry${question}`, { typed: '3' });
    expect({ question, status: page.status }).toEqual({ question, status: 200 });
    expect(page.html, question).toContain('0 jobs');
  }
  await host.runJobs();
  expect(await host.db.bulkRun.count()).toBe(0);
  expect(await countOf(host, 'tests.meant')).toEqual({ failed: 3, all: 3 });
});

test('a text is looked for in all jobs that failed, not in the first 50,000; in more than 100,000 it is not, and it is said', async () => {
  const { host, visitor } = await startAs('operator');
  await fill(host, 'tests.meant', { count: 60_000, failed: true });
  await fill(host, 'tests.other', { count: 40_000, failed: true, error: 'Timed out.', hoursAgo: 2 });
  const path = '/admin/jobs/all/retry?state=failed';
  expect((await visitor.get(`${path}&error=broke`)).html).toContain('Retry 60,000 jobs?');
  expect((await visitor.get(`${path}&error=timed`)).html).toContain('Retry 40,000 jobs?');
  await fill(host, 'tests.more', { count: 1, failed: true });
  const tooMany = await begin(visitor, `${path}&error=timed`, {
    run: randomUUID(),
    matched: '100001',
    typed: '100001',
  });
  expect(tooMany.html).toContain('more than that would have to be looked through');
  expect(tooMany.html).not.toContain('<form method="post" action="/admin/jobs');
  expect(await host.db.bulkRun.count()).toBe(0);
  expect((await visitor.get(`${path}&error=timed&name=other`)).html).toContain('Retry 40,000 jobs?');
});

test('where attempts are listed, jobs are counted and changed once, however often each was tried', async () => {
  const { host, visitor } = await startAs('admin');
  const at = new Date();
  const run = { name: 'tests.ran', outcome: 'failed' as const, queuedAt: at, startedAt: at, finishedAt: at };
  const runs = ['5000', '5001'].flatMap((jobId) => [1, 2, 3].map((attempt) => ({ ...run, jobId, attempt })));
  await host.db.jobRun.createMany({ data: runs });
  for (const error of ['', '&error=nothing']) {
    const { html } = await visitor.get(`/admin/jobs/all/delete?state=failed-attempt&name=ran${error}`);
    expect(html).toContain(error === '' ? 'Delete 2 jobs?' : 'Delete 0 jobs?');
    expect(html).toContain('Meant are all jobs with attempts that are failed-attempt');
  }
  await begin(visitor, '/admin/jobs/all/delete?state=failed-attempt&name=ran');
  await host.runJobs();
  expect(await host.db.jobRun.count({ where: { name: 'tests.ran' } })).toBe(0);
  expect(await host.db.bulkRun.findFirst()).toMatchObject({ state: 'done', matched: 2, changed: 2 });
});

test('a run that waited leaves jobs that somebody steered meanwhile', async () => {
  const { host, visitor } = await startAs('operator');
  const olga = createVisitor(host.url);
  await olga.signIn((await host.signUp('olga', 'operator')).email);
  await fill(host, 'tests.meant', { count: 3, failed: true });
  await begin(visitor, '/admin/jobs/all/cancel?state=failed&name=meant');
  const [job] = await host.db.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM graphile_worker.jobs WHERE task_identifier = 'tests.meant' LIMIT 1`;
  await olga.post(`/admin/jobs/${job?.id}/retry`);
  // It has failed again since, and stands in the list behind the others.
  await host.db.$executeRaw`
    UPDATE graphile_worker._private_jobs SET attempts = max_attempts, run_at = now() - interval '2 hours' WHERE id = ${job?.id}::bigint`;
  await host.runJobs();
  expect(await countOf(host, 'tests.meant')).toEqual({ failed: 1, all: 1 });
  expect(await host.db.bulkRow.findMany({ where: { outcome: 'refused' } })).toMatchObject([
    { rowId: job?.id, reason: 'Changed since by olga.' },
  ]);
});
