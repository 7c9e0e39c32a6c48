import { expect, test } from 'vitest';
import { beginBulk, enterAs, makePeople } from '../../../test/bulk.ts';
import { createVisitor } from '../../../test/visitor.ts';

test('a run is stopped by nobody who could not have begun it', async () => {
  const { host, visitor: admin } = await enterAs('admin');
  const operator = createVisitor(host.url);
  await operator.signIn((await host.signUp('olga', 'operator')).email);
  const at = new Date();
  const run = { jobId: '5000', name: 'tests.ran', attempt: 1, outcome: 'failed' as const };
  await host.db.jobRun.create({ data: { ...run, queuedAt: at, startedAt: at, finishedAt: at } });
  const begun = await beginBulk(admin, '/admin/jobs/all/delete?state=failed-attempt&name=ran');
  const page = String(begun.headers.get('location'));
  expect((await operator.get(page)).html).not.toContain(`${page}/stop`);
  expect((await operator.get(`${page}/stop`)).status).toBe(403);
  expect((await operator.post(`${page}/stop`)).status).toBe(403);
  expect(await host.db.bulkRun.findFirst()).toMatchObject({ state: 'waiting' });
  expect((await admin.get(`${page}/stop`)).html).toContain('Stop this?');
  await admin.post(`${page}/stop`);
  expect(await host.db.bulkRun.findFirst()).toMatchObject({ state: 'stopped' });
});

test('the page of a run whose job was taken out of the queue says so, and how to go on', async () => {
  const { host, visitor } = await enterAs('operator');
  await makePeople(host, 'spam', 2);
  const page = String((await beginBulk(visitor, '/admin/users/all/suspend?q=spam')).headers.get('location'));
  const words = 'Its job was taken out of the queue, so it does not go on.';
  expect((await visitor.get(page)).html).not.toContain(words);
  // It has changed somebody before.
  const { id, jobId } = await host.db.bulkRun.findFirstOrThrow();
  await host.db.bulkRun.update({ where: { id }, data: { state: 'running', changed: 1 } });
  await host.db.bulkRow.create({ data: { runId: id, rowId: 'x', label: 'spam0', outcome: 'changed' } });
  const at = new Date();
  const lost = { jobId: String(jobId), name: 'users.suspendAll', attempt: 1, outcome: 'lost' as const, error: 'Gone.' };
  await host.db.jobRun.create({ data: { ...lost, queuedAt: at, startedAt: at, finishedAt: at } });
  expect((await visitor.get(page)).html).toContain('An attempt failed.');
  await visitor.post(`/admin/jobs/${jobId}/cancel`);
  const { html } = await visitor.get(page);
  expect(html).toContain(words);
  expect(html).toContain('what it changed so far can be undone then');
  expect(html).not.toContain('An attempt failed.');
  await visitor.post(`${page}/stop`);
  const stopped = (await visitor.get(page)).html;
  expect(stopped).not.toContain(words);
  expect(stopped).toContain(`${page}/undo`);
});
