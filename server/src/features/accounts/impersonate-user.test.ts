import { contract } from '@hybrid/contracts';
import { proceduresOf } from '@hybrid/contracts/kernel';
import { Prisma } from '@hybrid/prisma';
import { expect, test } from 'vitest';
import { type Host, startHost } from '../../../test/host.ts';
import { mailsOf } from '../../../test/mail.ts';
import { refusal } from '../../../test/refusal.ts';
import { write } from '../../../test/subject.ts';
import { createVisitor } from '../../../test/visitor.ts';
import { callMutation, callQuery } from '../../../test/wire.ts';
import { keepRequests } from '../../platform/requests/keep-requests.ts';

const reason = 'They cannot find their drafts.';

/** An admin who acts as somebody. */
async function startActing() {
  const host = await startHost();
  const admin = await host.signUp('Olga', 'admin');
  const ada = await host.signUp('Ada');
  const visitor = createVisitor(host.url);
  await visitor.signIn(admin.email);
  const own = String(visitor.cookies.get('session'));
  const page = `/admin/users/${ada.id}`;
  const begun = await visitor.post(`${page}/impersonate`, { reason });
  const token = String(visitor.cookies.get('session'));
  return { host, admin, ada, visitor, page, begun, own, token, api: host.apiOf(token) };
}

const trail = async ({ db }: Host) => db.auditLog.findMany({ orderBy: { id: 'asc' } });

test('an admin acts as somebody, who is told by mail; both are named by the log, at the start, at each write and at the end', async () => {
  const { host, admin, ada, visitor, page, begun, own, api } = await startActing();
  expect(begun.headers.get('location')).toBe('/');
  const me = await api.accounts.me.query();
  expect(me).toMatchObject({ id: ada.id, impersonator: { username: 'Olga' } });
  expect((Date.parse(String(me?.impersonator?.until)) - Date.now()) / 60_000).toBeCloseTo(30, 0);
  expect(await ada.api.accounts.me.query()).not.toHaveProperty('impersonator');

  const written = await callMutation(host.url, write.name, {
    input: write.input,
    headers: { authorization: `Bearer ${visitor.cookies.get('session')}` },
  });
  expect(written.status).toBe(200);
  const out = await visitor.post('/admin/impersonation/stop');
  expect(out.headers.get('location')).toBe(page);
  expect(visitor.cookies.get('session')).toBe(own);
  expect((await visitor.get(page)).html).toContain(reason);

  const both = { actorId: admin.id, asId: ada.id, target: `user:${ada.id}`, address: '127.0.0.1' };
  const requestId = written.headers.get('x-request-id');
  expect(await trail(host)).toMatchObject([
    { ...both, action: 'users.impersonated', after: { reason } },
    { ...both, action: 'impersonation.called', after: { procedure: write.name }, requestId },
    { ...both, action: 'users.impersonationStopped' },
  ]);
  const found = await visitor.get('/admin/audit?who=olga&as=ada');
  expect(found.html).toContain('3 found');
  expect(await mailsOf(host)).toMatchObject([{ template: 'accounts/impersonated', to: ada.email }]);
  expect(JSON.stringify(await mailsOf(host))).not.toContain('drafts');
  expect(await refusal(contract.accounts.me, api.accounts.me.query())).toMatchObject({ name: 'UNAUTHORIZED' });
});

test('every line of the log says who acts as whom: of their requests, and of the jobs that come of them later', async () => {
  const { host, admin, ada, token, api } = await startActing();
  await host.runJobs();
  const headers = { authorization: `Bearer ${token}` };
  expect((await callMutation(host.url, write.name, { input: write.input, headers })).status).toBe(200);
  await host.db.$executeRaw`ALTER TABLE notification RENAME TO elsewhere`;
  await expect(api.notifications.list.query({})).rejects.toThrow('Something went wrong');
  await host.db.$executeRaw`ALTER TABLE ${Prisma.raw(write.table)} RENAME TO nowhere`;
  await host.runJobs();
  const faults = host.logged.filter((text) => text.includes('"error"')).map((text): unknown => JSON.parse(text));
  const both = { actorId: admin.id, asId: ada.id };
  expect(faults).toMatchObject([both, ...faults.slice(1).map(() => ({ ...both, msg: 'A job failed.' }))]);
  expect(faults.at(-1)).toMatchObject({ job: write.job });
});

test('each call is remembered under both names, those that only read and those that are refused as well', async () => {
  const { host, admin, ada, token, api } = await startActing();
  for (let times = 0; times < 3; times += 1) await api.notifications.list.query({});
  await api.accounts.me.query();
  await ada.api.accounts.me.query();
  await callMutation(host.url, 'accounts.updateSettings', { input: {}, headers: { authorization: `Bearer ${token}` } });
  await keepRequests(host.services);
  const rows = await host.db.requestRecord.findMany({ where: { actorId: { not: null } }, orderBy: { at: 'asc' } });
  const both = { actorId: admin.id, userId: ada.id };
  const named = [
    'notifications.list',
    'notifications.list',
    'notifications.list',
    'accounts.me',
    'accounts.updateSettings',
  ];
  expect(rows).toMatchObject(named.map((procedure) => ({ ...both, procedure })));
  expect(rows.at(-1)).toMatchObject({ status: 403 });
});

test('whatever is the person’s alone is refused to whoever acts as them, and never to themselves', async () => {
  const { host, token } = await startActing();
  const alone = proceduresOf(contract).filter(([, { ownerAlone }]) => ownerAlone);
  // What the list must hold, by whom it would harm: a new one of these groups has to be thought about.
  const groups = new Set(['deletions', 'passwords', 'two-factor', 'sessions', 'exports', 'addresses', 'twoFactor']);
  const writes = proceduresOf(contract).filter(
    ([name, { kind, access }]) => kind === 'mutation' && access === 'user' && groups.has(name.split('.')[0] ?? ''),
  );
  expect(alone.map(([name]) => name).toSorted()).toEqual(
    [...writes.map(([name]) => name), 'accounts.updateSettings'].toSorted(),
  );
  for (const [name, { kind }] of alone) {
    const call = kind === 'query' ? callQuery : callMutation;
    const answer = await call(host.url, name, { input: {}, headers: { authorization: `Bearer ${token}` } });
    expect(answer.status, name).toBe(403);
    expect(JSON.stringify(answer), name).toContain('Only the person themselves may do this');
  }
  expect(await host.db.auditLog.count({ where: { action: 'impersonation.called' } })).toBe(0);
});

test('whoever acts as somebody does not reach the control room, and is shown the way out', async () => {
  const { visitor, page } = await startActing();
  for (const path of ['/admin', page, '/admin/audit']) {
    const { status, html } = await visitor.get(path);
    expect(status, path).toBe(403);
    expect(html, path).toContain('Stop, and be Olga again');
  }
  expect((await visitor.post(`${page}/suspend`)).status).toBe(403);
});

test('it ends after half an hour however much it is used, and the way out leads back all the same', async () => {
  const { host, visitor, api, page, own, token } = await startActing();
  const { expiresAt } = await host.db.session.findUniqueOrThrow({ where: { token } });
  await api.accounts.me.query();
  expect((await host.db.session.findUniqueOrThrow({ where: { token } })).expiresAt).toEqual(expiresAt);
  await host.db.session.update({ where: { token }, data: { expiresAt: new Date(Date.now() - 1) } });
  await host.services.auth.changed((await host.db.session.findUniqueOrThrow({ where: { token } })).userId);
  expect(await refusal(contract.accounts.me, api.accounts.me.query())).toMatchObject({ name: 'UNAUTHORIZED' });
  expect((await visitor.post('/admin/impersonation/stop')).headers.get('location')).toBe(page);
  expect(visitor.cookies.get('session')).toBe(own);
});

test.each<[string, (host: Host, ids: { admin: string; ada: string; own: string }) => Promise<unknown>]>([
  [
    'the admin is suspended',
    async ({ db, services }, { admin }) => {
      await db.user.update({ where: { id: admin }, data: { suspendedAt: new Date() } });
      await services.auth.changed(admin);
    },
  ],
  [
    'the admin has another role',
    async ({ db, services }, { admin }) => {
      await db.user.update({ where: { id: admin }, data: { role: 'operator' } });
      await services.auth.changed(admin);
    },
  ],
  ['the admin signs out', ({ services }, { own }) => services.auth.signOut(own)],
  [
    'the person becomes staff',
    async ({ db, services }, { ada }) => {
      await db.user.update({ where: { id: ada }, data: { role: 'viewer' } });
      await services.auth.changed(ada);
    },
  ],
])('it ends at once where %s', async (_what, change) => {
  const { host, admin, ada, own, api, token } = await startActing();
  expect(await api.accounts.me.query()).not.toBeNull();
  await change(host, { admin: admin.id, ada: ada.id, own });
  expect(await refusal(contract.accounts.me, api.accounts.me.query())).toMatchObject({ name: 'UNAUTHORIZED' });
  expect((await host.services.auth.identifyMany([token])).size).toBe(0);
});

test.each<[string, (acting: Awaited<ReturnType<typeof startActing>>) => Promise<unknown>]>([
  ['site', ({ api }) => api.accounts.signOut.mutate()],
  ['control room', ({ visitor }) => visitor.post('/admin/sign-out')],
])('signing out of the %s as somebody signs the admin out as well, and is written down', async (_door, leave) => {
  const acting = await startActing();
  const { host, admin, ada, own, token } = acting;
  await leave(acting);
  for (const ended of [own, token]) expect(await host.services.auth.identify(ended)).toBeNull();
  const stopped = await host.db.auditLog.findMany({ where: { action: 'users.impersonationStopped' } });
  expect(stopped).toMatchObject([{ actorId: admin.id, asId: ada.id, target: `user:${ada.id}`, address: '127.0.0.1' }]);
});

test('nobody acts as themselves, as staff, or as who is suspended, nor without a reason, and only admins act at all', async () => {
  const host = await startHost();
  const admin = await host.signUp('Olga', 'admin');
  const ada = await host.signUp('Ada');
  const gone = await host.signUp('Gone');
  await host.db.user.update({ where: { id: gone.id }, data: { suspendedAt: new Date() } });
  const visitor = createVisitor(host.url);
  await visitor.signIn(admin.email);
  for (const { id, username } of [
    admin,
    gone,
    await host.signUp('Vi', 'viewer'),
    await host.signUp('Other', 'admin'),
  ]) {
    expect((await visitor.get(`/admin/users/${id}/impersonate`)).status, username).toBe(403);
    expect((await visitor.post(`/admin/users/${id}/impersonate`, { reason })).status, username).toBe(403);
  }
  const unsaid = await visitor.post(`/admin/users/${ada.id}/impersonate`, { reason: '   because  ' });
  expect(unsaid.status).toBe(422);
  expect(unsaid.html).toContain('Nothing was begun.');
  const operator = createVisitor(host.url);
  await operator.signIn((await host.signUp('Op', 'operator')).email);
  expect((await operator.post(`/admin/users/${ada.id}/impersonate`, { reason })).status).toBe(403);
  expect(await host.db.session.count({ where: { staffSessionId: { not: null } } })).toBe(0);
  expect(await trail(host)).toEqual([]);
});

test('the session in which staff act is no place where the person is signed in, and ends with the others', async () => {
  const { ada, api } = await startActing();
  expect(await ada.api.sessions.list.query()).toHaveLength(1);
  await ada.api.sessions.endOthers.mutate();
  expect(await refusal(contract.accounts.me, api.accounts.me.query())).toMatchObject({ name: 'UNAUTHORIZED' });
});
