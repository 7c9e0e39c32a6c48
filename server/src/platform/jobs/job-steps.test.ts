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
