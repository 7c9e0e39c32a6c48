import { expect, test } from 'vitest';
import { beginBulk, enterAs, fieldsOf, makePeople } from '../../../test/bulk.ts';

test('a form that is sent again once the first has changed how many match leads to the run that there is', async () => {
  const { host, visitor } = await enterAs('operator');
  await makePeople(host, 'spam', 3);
  const path = '/admin/users/all/suspend?q=spam&state=active';
  const form = fieldsOf((await visitor.get(path)).html);
  const first = await visitor.post(path, form);
  await host.runJobs();
  const again = await visitor.post(path, form);
  expect(again.headers.get('location')).toBe(first.headers.get('location'));
  expect(await host.db.bulkRun.count()).toBe(1);
});

test('two who undo a run at once undo it once', async () => {
  const { host, visitor } = await enterAs('operator');
  await makePeople(host, 'spam', 3);
  const page = String((await beginBulk(visitor, '/admin/users/all/suspend?q=spam')).headers.get('location'));
  await host.runJobs();
  const [one, other] = await Promise.all([beginBulk(visitor, `${page}/undo`), beginBulk(visitor, `${page}/undo`)]);
  expect(one.headers.get('location')).toBe(other.headers.get('location'));
  expect(await host.db.bulkRun.count()).toBe(2);
  await host.runJobs();
  expect(await host.db.user.count({ where: { suspendedAt: { not: null } } })).toBe(0);
});
