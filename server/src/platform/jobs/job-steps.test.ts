import { expect, test } from 'vitest';
import { z } from 'zod';
import { type Host, password, runDue, startHost } from '../../../test/host.ts';
import { createVisitor, type Visitor } from '../../../test/visitor.ts';
import { enqueue } from './enqueue.ts';
import { job } from './job.ts';

const talk = { name: 'tests.talk', payload: z.object({ text: z.string() }), attempts: 1 };

async function visitorOf(host: Host, role: 'viewer' | 'operator' | 'admin'): Promise<Visitor> {
  const visitor = createVisitor(host.url);
  await visitor.signIn((await host.signUp(`one-${role}`, role)).email);
  return visitor;
}

test('a job is put off, run before all others, and deleted with its attempts, each after a page that says what follows', async () => {
  const host = await startHost();
  const admin = await visitorOf(host, 'admin');
  const id = await host.db.$transaction((tx) =>
    enqueue(tx, talk, { text: 'x' }, { runAt: new Date(Date.now() + 60_000) }),
  );
  const stateOf = async () =>
    host.db.$queryRaw`SELECT run_at AS at, priority FROM graphile_worker._private_jobs WHERE id = ${id}::bigint`;

  expect((await admin.get(`/admin/jobs/${id}/reschedule`)).html).toContain('does not begin before');
  const wrong = await admin.post(`/admin/jobs/${id}/reschedule`, { at: 'tomorrow' });
  expect([wrong.status, wrong.html]).toEqual([422, expect.stringContaining('A day and a time are needed')]);
  expect((await admin.post(`/admin/jobs/${id}/reschedule`, { at: '2190-01-01T00:00' })).status).toBe(422);
  const year = new Date().getUTCFullYear();
  await admin.post(`/admin/jobs/${id}/reschedule`, { at: `${year}-12-31T23:59` });
  expect(await stateOf()).toEqual([{ at: new Date(`${year}-12-31T23:59Z`), priority: 0 }]);

  expect((await admin.get(`/admin/jobs/${id}/run`)).html).toContain('-1000');
  await admin.post(`/admin/jobs/${id}/run`);
  const [now] = (await stateOf()) as { at: Date; priority: number }[];
  expect(now?.priority).toBe(-1000);
  expect(now?.at.getTime()).toBeLessThanOrEqual(Date.now() + 1000);

  const failing = job({ ...talk, run: () => Promise.reject(new Error('It is broken.')) });
  await runDue(host.services, host.databaseUrl, [failing]);
  expect((await admin.get(`/admin/jobs/${id}/delete`)).html).toContain('1 attempt is removed');
  expect((await (await visitorOf(host, 'operator')).post(`/admin/jobs/${id}/delete`)).status).toBe(403);
  // Nobody can undo it: it takes a proof of the last ten minutes.
  await host.db.$executeRaw`
    UPDATE session SET created_at = created_at - interval '11 min', proved_at = proved_at - interval '11 min'`;
  for (const asked of [await admin.get(`/admin/jobs/${id}/delete`), await admin.post(`/admin/jobs/${id}/delete`)]) {
    expect(asked.headers.get('location')).toContain('/admin/confirm?next=');
  }
  expect(await host.db.jobRun.count()).toBe(1);
  await admin.post('/admin/confirm', { password, next: `/admin/jobs/${id}/delete` });
  await admin.post(`/admin/jobs/${id}/delete`);
  expect((await admin.get(`/admin/jobs/${id}`)).status).toBe(404);
  expect(await host.db.jobRun.count()).toBe(0);
  const lines = await host.db.auditLog.findMany({ where: { target: `job:${id}` }, orderBy: { at: 'asc' } });
  expect(lines.map(({ action }) => action)).toEqual(['jobs.rescheduled', 'jobs.hastened', 'jobs.deleted']);
  expect(lines.at(-1)?.before).toEqual({ name: 'tests.talk', attempts: 1, isQueued: true });
});

test('whoever comes from an old page and asks for what cannot be done any more is told how the job stands', async () => {
  const host = await startHost();
  const [ada, bea] = [await visitorOf(host, 'admin'), await visitorOf(host, 'operator')];
  const put = () => host.db.$transaction((tx) => enqueue(tx, talk, { text: 'x' }));
  /** What is said on the page that an answer leads to, and which one that is. */
  const said = async ({ status, headers }: { status: number; headers: Headers }) => {
    expect(status).toBe(303);
    const at = String(headers.get('location'));
    const page = await ada.get(at);
    expect(page.status).toBe(200);
    return [at, /<p role="status">(?:<svg[^]*?<\/svg>)?([^<]*)/.exec(page.html)?.[1]?.trim()];
  };
  const steps = ['cancel', 'retry', 'run', 'delete', 'reschedule'];
  const isNotDone = async (id: string, asked: readonly string[], words: [at: string, text: string]) => {
    for (const step of asked) {
      const path = `/admin/jobs/${id}/${step}`;
      const form = { at: `${new Date().getUTCFullYear()}-12-31T23:59` };
      expect([step, ...(await said(await ada.get(path)))]).toEqual([step, ...words]);
      expect([step, ...(await said(await ada.post(path, form)))]).toEqual([step, ...words]);
    }
  };

  const running = await put();
  await host.db
    .$executeRaw`UPDATE graphile_worker._private_jobs SET attempts = 1, locked_at = now(), locked_by = 'worker'`;
  const restless = steps.filter((step) => step !== 'cancel');
  await isNotDone(running, restless, [`/admin/jobs/${running}`, 'Nothing was done: the job is running.']);
  await host.db.$executeRaw`DELETE FROM graphile_worker._private_jobs`;

  // What the history tells of may be deleted, though it has left the queue.
  const ofQueue = steps.filter((step) => step !== 'delete');
  const done = await put();
  await runDue(host.services, host.databaseUrl, [job({ ...talk, run: async () => undefined })]);
  await isNotDone(done, ofQueue, [`/admin/jobs/${done}`, 'Nothing was done: the job is done.']);

  const cancelled = await put();
  await bea.post(`/admin/jobs/${cancelled}/cancel`);
  const byBea = 'Nothing was done: the job was cancelled by one-operator.';
  await isNotDone(cancelled, ofQueue, [`/admin/jobs/${cancelled}`, byBea]);

  const deleted = await put();
  await ada.post(`/admin/jobs/${deleted}/delete`);
  await isNotDone(deleted, steps, ['/admin/jobs', 'Nothing was done: the job was deleted by you.']);
  await isNotDone('4711', steps, ['/admin/jobs', 'Nothing was done: there is no such job any more.']);
});
