import { expect, test } from 'vitest';
import { beginBulk, enterAs, makePeople } from '../../../test/bulk.ts';
import { type Host, jobContext } from '../../../test/host.ts';
import { createVisitor } from '../../../test/visitor.ts';
import { restoreAll, suspendAll } from '../../features/accounts/suspend-all.ts';

/** Two operators, who decide about the same people. */
async function enterTwo() {
  const { host, visitor: boss } = await enterAs('operator');
  const olga = createVisitor(host.url);
  await olga.signIn((await host.signUp('olga', 'operator')).email);
  return { host, boss, olga };
}

const suspended = async ({ db }: Host) => {
  const where = { suspendedAt: { not: null } };
  return (await db.user.findMany({ where, orderBy: { username: 'asc' } })).map(({ username }) => username);
};

const runIdOf = (page: string) => page.split('/').at(-1) ?? '';

test('undoing a run leaves out whom somebody decided about since, also where it is as the run had left it, and says who', async () => {
  const { host, boss, olga } = await enterTwo();
  await makePeople(host, 'spam', 3);
  const page = String((await beginBulk(boss, '/admin/users/all/suspend?q=spam')).headers.get('location'));
  await host.runJobs();
  for (const path of ['restore?q=spam2', 'restore?q=spam3', 'suspend?q=spam3']) {
    await beginBulk(olga, `/admin/users/all/${path}`);
    await host.runJobs();
  }
  expect(await suspended(host)).toEqual(['spam1', 'spam3']);

  const undoing = String((await beginBulk(boss, `${page}/undo`)).headers.get('location'));
  await host.runJobs();
  expect(await suspended(host)).toEqual(['spam3']);
  expect(await host.db.bulkRun.findUnique({ where: { id: runIdOf(undoing) } })).toMatchObject({
    state: 'done',
    changed: 1,
    unchanged: 1,
    refused: 1,
  });
  expect((await boss.get(undoing)).html).toMatch(/Left out[^]*spam3[^]*Changed since by olga\./);
  // What was refused left no line, and no other trace.
  const spam3 = await host.db.user.findUniqueOrThrow({ where: { username: 'spam3' } });
  expect(await host.db.auditLog.count({ where: { target: `user:${spam3.id}` } })).toBe(3);
});

test('what else staff did with somebody since does not keep an undo from them', async () => {
  const { host, boss } = await enterTwo();
  await makePeople(host, 'spam', 1);
  const page = String((await beginBulk(boss, '/admin/users/all/suspend?q=spam')).headers.get('location'));
  await host.runJobs();
  const { id } = await host.db.user.findUniqueOrThrow({ where: { username: 'spam1' } });
  await host.db.auditLog.create({ data: { actorId: 'x', action: 'users.resetSent', target: `user:${id}` } });
  await beginBulk(boss, `${page}/undo`);
  await host.runJobs();
  expect(await suspended(host)).toEqual([]);
});

test('a run that waited leaves whom somebody decided about meanwhile, and comes to all that were meant', async () => {
  const { host, boss, olga } = await enterTwo();
  await makePeople(host, 'spam', 5);
  const meant = ['spam1', 'spam4', 'spam5'];
  await host.db.user.updateMany({ where: { username: { in: meant } }, data: { suspendedAt: new Date() } });
  const page = String((await beginBulk(boss, '/admin/users/all/restore?state=suspended')).headers.get('location'));
  const attempt = { jobId: '1', attempt: 1 };
  // In the order of the list these stand between those that were meant.
  for (const name of ['spam2', 'spam3']) {
    const begun = await beginBulk(olga, `/admin/users/all/suspend?q=${name}`);
    const runId = runIdOf(String(begun.headers.get('location')));
    await suspendAll.job.runAny(jobContext(host, attempt), { runId });
  }
  await restoreAll.job.runAny(jobContext(host, attempt), { runId: runIdOf(page) });
  expect(await suspended(host)).toEqual(['spam2', 'spam3']);
  const { html } = await boss.get(page);
  expect(html).toContain('3 of 3');
  expect(html.match(/Changed since by olga\./g)).toHaveLength(2);
});
