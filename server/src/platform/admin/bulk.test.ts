import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { beginBulk, enterAs, fieldsOf, makePeople } from '../../../test/bulk.ts';
import { type Host, jobContext } from '../../../test/host.ts';
import { createVisitor } from '../../../test/visitor.ts';
import { enqueue } from '../jobs/enqueue.ts';
import { purgeBulkRows } from './purge-bulk-rows.ts';
import { suspendAll } from '../../features/accounts/suspend-all.ts';

const suspended = ({ db }: Host) => db.user.count({ where: { suspendedAt: { not: null } } });

test('all that match are changed by a job, each with its line in the audit log, and nobody else is', async () => {
  const { host, visitor, id: actorId } = await enterAs('operator');
  await makePeople(host, 'spam', 12);
  await makePeople(host, 'ham', 3);
  const question = await visitor.get('/admin/users/all/suspend?q=spam&state=active');
  expect(question.html).toContain('<h1>Suspend 12 people?</h1>');
  expect(question.html).toContain('whose name or e-mail contains “spam”, who are active');
  expect(question.html).toMatch(/spam1, spam2, .*spam10 and 2 more/);
  expect(question.html).toContain('This cannot be undone:');

  const begun = await visitor.post('/admin/users/all/suspend?q=spam&state=active', fieldsOf(question.html));
  expect(begun.status).toBe(303);
  const page = String(begun.headers.get('location'));
  expect((await visitor.get(page)).html).toContain('0 of 12');
  expect(await suspended(host)).toBe(0);

  await host.runJobs();
  expect((await visitor.get(page)).html).toContain('12 of 12');
  const people = await host.db.user.findMany({ where: { suspendedAt: { not: null } } });
  expect(people.map(({ username }) => username).filter((name) => !name.startsWith('spam'))).toEqual([]);
  expect(people).toHaveLength(12);
  const lines = await host.db.auditLog.findMany({ where: { action: 'users.suspended' } });
  expect(new Set(lines.map(({ target }) => target))).toEqual(new Set(people.map(({ id }) => `user:${id}`)));
  expect(lines.every((line) => line.actorId === actorId && line.address === '127.0.0.1')).toBe(true);
  const run = await host.db.auditLog.findMany({
    where: { target: `bulk:${page.split('/').at(-1)}` },
    orderBy: { id: 'asc' },
  });
  expect(run).toMatchObject([
    { action: 'bulk.begun', actorId, after: { change: 'users.suspendAll', matched: 12 } },
    { action: 'bulk.finished', actorId, after: { matched: 12, changed: 12, unchanged: 0, refused: 0 } },
  ]);
});

test('above a hundred the number is typed, in whatever way it is written', async () => {
  const { host, visitor } = await enterAs('operator');
  await makePeople(host, 'spam', 1001);
  const path = '/admin/users/all/suspend?q=spam';
  for (const typed of ['', '1000', '10.01.1', 'all']) {
    const refused = await beginBulk(visitor, path, { typed });
    expect(refused.status, typed).toBe(422);
    expect(refused.html, typed).toContain('Type 1,001 to go on. Nothing was changed.');
  }
  expect(await host.db.bulkRun.count()).toBe(0);
  expect((await beginBulk(visitor, path, { typed: '1.001' })).status).toBe(303);
  expect(await host.db.bulkRun.count({ where: { matched: 1001 } })).toBe(1);
});

test('more than are read at a time are changed to the last', async () => {
  const { host, visitor } = await enterAs('operator');
  await makePeople(host, 'spam', 201);
  await beginBulk(visitor, '/admin/users/all/suspend?q=spam&state=active', { typed: '201' });
  const { id: runId } = await host.db.bulkRun.findFirstOrThrow();
  await suspendAll.job.runAny(jobContext(host, { jobId: '1', attempt: 1 }), { runId });
  expect(await suspended(host)).toBe(201);
  expect(await host.db.bulkRun.findFirst()).toMatchObject({ state: 'done', changed: 201 });
});

test('where another number matches than was shown, it is said and asked again, and nothing is changed', async () => {
  const { host, visitor } = await enterAs('operator');
  await makePeople(host, 'spam', 2);
  const path = '/admin/users/all/suspend?q=spam';
  const shown = fieldsOf((await visitor.get(path)).html);
  await makePeople(host, 'spammer', 1);
  const again = await visitor.post(path, shown);
  expect(again.status).toBe(409);
  expect(again.html).toContain('2 matched when this page was shown, and 3 do now. Nothing was changed.');
  expect(again.html).toContain('<h1>Suspend 3 people?</h1>');
  expect(await host.db.bulkRun.count()).toBe(0);
});

test('a form that is sent twice begins one run, and who comes later is not changed by it', async () => {
  const { host, visitor } = await enterAs('operator');
  await makePeople(host, 'spam', 3);
  const path = '/admin/users/all/suspend?q=spam';
  const form = fieldsOf((await visitor.get(path)).html);
  const [first, second] = [await visitor.post(path, form), await visitor.post(path, form)];
  expect(second.headers.get('location')).toBe(first.headers.get('location'));
  expect(await host.db.bulkRun.count()).toBe(1);
  // Before the job comes to it, somebody joins who would match as well.
  await host.signUp('spamlater');
  await host.runJobs();
  expect(await suspended(host)).toBe(3);
  expect(await host.db.user.count({ where: { username: 'spamlater', suspendedAt: null } })).toBe(1);
});

test('what may not be changed is left out, counted and named', async () => {
  const { host, visitor } = await enterAs('operator');
  await host.signUp('bossy', 'admin');
  await makePeople(host, 'bosses', 2);
  const begun = await beginBulk(visitor, '/admin/users/all/suspend?q=boss');
  await host.runJobs();
  expect(await host.db.bulkRun.findFirst()).toMatchObject({ state: 'done', matched: 4, changed: 2, refused: 2 });
  const { html } = await visitor.get(String(begun.headers.get('location')));
  expect(html).toMatch(/Left out[\s\S]*bossy/);
  expect(await suspended(host)).toBe(2);
});

test('a run ends where whoever asked for it may not do it any more, with what was done so far', async () => {
  const { host, visitor, id } = await enterAs('operator');
  await makePeople(host, 'spam', 3);
  await beginBulk(visitor, '/admin/users/all/suspend?q=spam');
  await host.db.user.update({ where: { id }, data: { role: 'viewer' } });
  await host.runJobs();
  expect(await suspended(host)).toBe(0);
  expect(await host.db.bulkRun.findFirst()).toMatchObject({ state: 'stopped', changed: 0 });
  expect(await host.db.auditLog.count({ where: { action: 'bulk.stopped', actorId: id } })).toBe(1);
});

test('an attempt that takes over from one that was lost counts every row once, as what became of it', async () => {
  const { host, visitor } = await enterAs('operator');
  await makePeople(host, 'spam', 5);
  await beginBulk(visitor, '/admin/users/all/suspend?q=spam&state=active');
  const { id: runId } = await host.db.bulkRun.findFirstOrThrow();
  const run = (attempt: number) => suspendAll.job.runAny(jobContext(host, { jobId: '1', attempt }), { runId });
  // Lost after some were suspended, and before that was counted of each. Several are at once: a sequence counts them all.
  await host.db.$executeRaw`CREATE SEQUENCE counted`;
  await host.db.$executeRaw`
    CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      IF nextval('counted') = 3 THEN RAISE 'lost'; END IF; RETURN NEW; END $$`;
  await host.db.$executeRaw`CREATE TRIGGER lose BEFORE UPDATE ON bulk_row FOR EACH ROW EXECUTE FUNCTION lose()`;
  await expect(run(1)).rejects.toThrow('lost');
  expect(await suspended(host)).toBeGreaterThan(await host.db.bulkRow.count({ where: { outcome: 'changed' } }));
  await host.db.$executeRaw`DROP TRIGGER lose ON bulk_row`;

  await run(2);
  expect(await host.db.bulkRun.findFirst()).toMatchObject({ state: 'done', changed: 5, unchanged: 0, refused: 0 });
  await run(3);
  expect(await host.db.auditLog.count({ where: { action: 'users.suspended' } })).toBe(5);
  expect(await host.db.auditLog.count({ where: { action: 'bulk.finished' } })).toBe(1);
});

test('a run that is stopped changes nobody more, and says who stopped it', async () => {
  const { host, visitor } = await enterAs('operator');
  await makePeople(host, 'spam', 2);
  const page = String((await beginBulk(visitor, '/admin/users/all/suspend?q=spam')).headers.get('location'));
  await visitor.get(`${page}/stop`);
  await visitor.post(`${page}/stop`);
  await host.runJobs();
  expect(await suspended(host)).toBe(0);
  expect((await visitor.get(page)).html).toContain('boss stopped it.');
});

test('undoing takes back what the run changed, and leaves those who were so before', async () => {
  const { host, visitor } = await enterAs('operator');
  await makePeople(host, 'spam', 3);
  await host.db.user.updateMany({ where: { username: 'spam2' }, data: { suspendedAt: new Date() } });
  const page = String((await beginBulk(visitor, '/admin/users/all/suspend?q=spam')).headers.get('location'));
  expect((await visitor.get(`${page}/undo`)).headers.get('location')).toBe(page);
  await host.runJobs();
  expect(await host.db.bulkRun.findFirst()).toMatchObject({ changed: 2, unchanged: 1 });

  expect((await visitor.get(`${page}/undo`)).html).toContain('<h1>Restore 2 people?</h1>');
  await beginBulk(visitor, `${page}/undo`);
  await host.runJobs();
  expect(await suspended(host)).toBe(1);
  const { html } = await visitor.get(page);
  expect(html).toContain('Undone by');
  expect(html).not.toContain(`${page}/undo`);
});

test('what became of each row is kept for 90 days, and a run is then told by its counts', async () => {
  const { host, visitor } = await enterAs('operator');
  await makePeople(host, 'spam', 2);
  const pages = [];
  for (const path of ['suspend', 'restore']) {
    pages.push(String((await beginBulk(visitor, `/admin/users/all/${path}?q=spam`)).headers.get('location')));
    await host.runJobs();
  }
  const [old = '', young = ''] = pages;
  const endedAt = new Date(Date.now() - 91 * 86_400_000);
  await host.db.bulkRun.updateMany({ where: { id: old.split('/').at(-1) ?? '' }, data: { endedAt } });
  await host.db.$transaction((tx) => enqueue(tx, purgeBulkRows, {}));
  await host.runJobs();
  expect(await host.db.bulkRow.count()).toBe(2);
  const shown = (await visitor.get(old)).html;
  expect(shown).toContain('2 of 2');
  expect(shown).not.toContain(`${old}/undo`);
  expect((await visitor.get(young)).html).toContain(`${young}/undo`);
});

test('a viewer is offered no change of all that match, and sees of a run no word that was looked for', async () => {
  const { host, visitor } = await enterAs('viewer');
  expect((await visitor.get('/admin/users')).html).not.toContain('/all/suspend');
  expect((await visitor.get('/admin/users/all/suspend')).status).toBe(403);
  expect((await visitor.post('/admin/users/all/suspend')).status).toBe(403);
  const operator = createVisitor(host.url);
  await operator.signIn((await host.signUp('olga', 'operator')).email);
  await makePeople(host, 'lovelace', 1);
  const begun = await beginBulk(operator, '/admin/users/all/suspend?q=lovelace1%40example.com&state=active');
  const page = String(begun.headers.get('location'));
  expect((await operator.get(page)).html).toContain('lovelace1@example.com');
  expect((await visitor.get(page)).html).toContain('contains a word that only operators see');
  for (const path of [
    page,
    '/admin/audit',
    '/admin/audit/export.csv',
    `/admin/audit?target=bulk:${page.split('/').at(-1)}`,
  ]) {
    const { html, status } = await visitor.get(path);
    expect([path, status]).toEqual([path, 200]);
    expect(html, path).not.toContain('lovelace');
  }
  expect((await visitor.get(`/admin/bulk/${randomUUID()}`)).status).toBe(404);
});
