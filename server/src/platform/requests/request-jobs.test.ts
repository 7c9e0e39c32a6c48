import { hostname } from 'node:os';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { type Host, runDue, startHost } from '../../../test/host.ts';
import { createVisitor, type Visitor } from '../../../test/visitor.ts';
import { enqueue } from '../jobs/enqueue.ts';
import { job } from '../jobs/job.ts';
import { giveUp } from '../jobs/watchdog/give-up.ts';
import { withRequestId } from '../request-scope.ts';

async function enter(host: Host, role: 'viewer' | 'operator' | 'admin' = 'operator') {
  const visitor = createVisitor(host.url);
  await visitor.signIn((await host.signUp(`one-${role}`, role)).email);
  return visitor;
}

/** The rows of what came of a request, as text. */
async function stepsOf(visitor: Visitor, id: string): Promise<string[]> {
  const { html } = await visitor.get(`/admin/requests/${id}`);
  const [, ...rows] = (/<tbody>([^]*?)<\/tbody>/.exec(html)?.[1] ?? '').split('<tr>');
  return rows.map((row) =>
    row
      .replaceAll(/<[^>]+>/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim(),
  );
}

const later = { name: 'tests.later', payload: z.object({}), attempts: 2 };

test('a job that has not begun is found under its request, with when it is due, and stands there once when it has', async () => {
  const host = await startHost();
  const visitor = await enter(host, 'viewer');
  const runAt = new Date(Date.now() + 3_600_000);
  const ask = (requestId: string, options: { runAt?: Date }) =>
    withRequestId(requestId, () => host.db.$transaction((tx) => enqueue(tx, later, {}, options)));
  const scheduled = await ask('asked-for-later', { runAt });
  const { status, html } = await visitor.get('/admin/requests/asked-for-later');
  expect(status).toBe(200);
  expect(html).toContain(`href="/admin/jobs/${scheduled}"`);
  // It began when it was asked for, and not when the job is due.
  expect(html).toMatch(/<dt>Began<\/dt><dd><time[^>]*>just now/);
  const due = `due ${runAt.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
  expect(await stepsOf(visitor, 'asked-for-later')).toEqual([
    expect.stringMatching(new RegExp(`^3,\\d{3},\\d{3} Job tests\\.later scheduled ${due}$`)),
  ]);

  await ask('asked-for-now', {});
  expect(await stepsOf(visitor, 'asked-for-now')).toEqual([expect.stringContaining('Job tests.later waiting due ')]);
  const fails = job({ ...later, run: () => Promise.reject(new Error('It is broken.')) });
  await runDue(host.services, host.databaseUrl, [fails]);
  expect(await stepsOf(visitor, 'asked-for-now')).toEqual([
    expect.stringMatching(/Job tests\.later failed .*It is broken\./),
    expect.stringContaining('Job tests.later retrying due '),
  ]);
  await host.db
    .$executeRaw`UPDATE graphile_worker._private_jobs SET run_at = now() - interval '1 s' WHERE attempts = 1`;
  await runDue(host.services, host.databaseUrl, [fails]);
  // The queue holds what has failed for good, and the history tells of it.
  expect(await stepsOf(visitor, 'asked-for-now')).toEqual([
    expect.stringMatching(/Job tests\.later failed /),
    expect.stringContaining('Job tests.later failed, attempt 2'),
  ]);
});

test('a job that runs is found under its request before the history tells of it, and one that failed after that has forgotten it', async () => {
  const host = await startHost();
  const visitor = await enter(host, 'viewer');
  const id = await withRequestId('asked-for-now', () => host.db.$transaction((tx) => enqueue(tx, later, {})));
  await host.db.$executeRaw`
    UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'worker', attempts = 1 WHERE id = ${id}::bigint`;
  expect(await stepsOf(visitor, 'asked-for-now')).toEqual([expect.stringMatching(/Job tests\.later running$/)]);
  await host.db.$executeRaw`
    UPDATE graphile_worker._private_jobs SET locked_at = NULL, locked_by = NULL, attempts = 2,
      last_error = ${'550 no such user <lovelace@example.org>\n at deliver'} WHERE id = ${id}::bigint`;
  expect(await stepsOf(visitor, 'asked-for-now')).toEqual([
    expect.stringMatching(/failed 550 no such user &lt;l…@example\.org&gt;$/),
  ]);
});

test('a job that the watchdog gave up stands under its request once, and failed when that was', async () => {
  const host = await startHost();
  const visitor = await enter(host);
  const many = { ...later, attempts: 10 };
  const id = await withRequestId('asked-for-now', () => host.db.$transaction((tx) => enqueue(tx, many, {})));
  const at = new Date();
  await host.db.jobWorker.create({
    data: { id: 'worker', host: hostname(), pid: process.pid, queue: 'default', names: [] },
  });
  await host.db.$executeRaw`
    UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'worker', attempts = 1 WHERE id = ${id}::bigint`;
  // Shown while it ran.
  const run = { jobId: id, name: many.name, attempt: 1, requestId: 'asked-for-now', queuedAt: at, startedAt: at };
  await host.db.jobRun.create({ data: run });
  await giveUp(host.databaseUrl, { id, error: 'It blocked the event loop for 10 s.\n    at spin' });
  expect(await stepsOf(visitor, 'asked-for-now')).toEqual([
    expect.stringMatching(/Job tests\.later failed .*It blocked the event loop for 10 s\.$/),
  ]);
  const [told] = JSON.parse((await visitor.get('/admin/jobs/export.json?state=failed')).html) as { failedAt: string }[];
  const { finishedAt } = await host.db.jobRun.findFirstOrThrow();
  expect(Math.abs(Date.parse(String(told?.failedAt)) - Number(finishedAt))).toBeLessThanOrEqual(1);
});

test('a job that was replaced while it ran stands under its request once, while it runs and when it has failed', async () => {
  const host = await startHost();
  const visitor = await enter(host);
  const keyed = { ...later, attempts: 10, key: () => 'the-key' };
  const put = (requestId: string) =>
    withRequestId(requestId, () => host.db.$transaction((tx) => enqueue(tx, keyed, {})));
  await put('first');
  const run = async () => {
    await put('second');
    const [queued] = await host.db.$queryRaw<{ id: string }[]>`
      SELECT id::text FROM graphile_worker._private_jobs WHERE locked_by IS NOT NULL`;
    const at = new Date();
    const shown = {
      jobId: String(queued?.id),
      name: later.name,
      attempt: 1,
      requestId: 'first',
      queuedAt: at,
      startedAt: at,
    };
    await host.db.jobRun.create({ data: shown });
    expect(await stepsOf(visitor, 'first')).toEqual([expect.stringContaining('Job tests.later running')]);
    await host.db.$executeRaw`
      UPDATE graphile_worker._private_jobs SET run_at = now() + interval '1 hour' WHERE locked_by IS NULL`;
    throw new Error('It is broken.');
  };
  await runDue(host.services, host.databaseUrl, [job({ ...keyed, run })]);
  expect(await stepsOf(visitor, 'first')).toEqual([expect.stringMatching(/Job tests\.later failed .*It is broken\.$/)]);
});

test('a job that does not begin because its name or its queue is paused says so under its request', async () => {
  const host = await startHost();
  const visitor = await enter(host);
  const put = (name: string, runAt?: Date) =>
    withRequestId('asked-for-now', () =>
      host.db.$transaction((tx) => enqueue(tx, { ...later, name }, {}, runAt ? { runAt } : {})),
    );
  await put('tests.later');
  await put('mail.deliver', new Date(Date.now() + 3_600_000));
  await put('tests.other');
  const before = await stepsOf(visitor, 'asked-for-now');
  expect(before.filter((step) => step.includes('paused'))).toEqual([]);
  await host.db.jobPause.createMany({
    data: [
      { kind: 'job', name: 'tests.later' },
      { kind: 'queue', name: 'mail' },
    ],
  });
  const steps = await stepsOf(visitor, 'asked-for-now');
  expect(steps).toContainEqual(
    expect.stringMatching(/tests\.later waiting, paused due .*; jobs of this name are paused$/),
  );
  expect(steps).toContainEqual(
    expect.stringMatching(/mail\.deliver scheduled, paused due .*; the queue mail is paused$/),
  );
  expect(steps).toContainEqual(expect.stringMatching(/tests\.other waiting due [^;]*$/));
});

test('an event is told with its name and its topic, before it is delivered and after', async () => {
  const host = await startHost();
  const visitor = await enter(host, 'admin');
  const change = { revision: '0', state: 'off', percent: '0', people: '' };
  const { headers } = await visitor.post('/admin/flags/signUps/change', change);
  const id = headers.get('x-request-id') ?? '';
  expect(await stepsOf(visitor, id)).toContainEqual(expect.stringMatching(/Event events\.deliver waiting due /));
  await host.runJobs();
  const steps = await stepsOf(visitor, id);
  expect(steps).toEqual([
    expect.stringContaining('Change flags.changed done flag:signUps'),
    expect.stringMatching(/Event events\.deliver succeeded [\d,]+ flags\.changed on flags$/),
  ]);
});
