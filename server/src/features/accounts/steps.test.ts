import { contract } from '@hybrid/contracts';
import { expect, test } from 'vitest';
import { contextOf } from '../../../test/context-of.ts';
import { type Host, password, startHost } from '../../../test/host.ts';
import { mailsOf } from '../../../test/mail.ts';
import { untilWaiting } from '../../../test/locks.ts';
import { refusal } from '../../../test/refusal.ts';
import { createVisitor } from '../../../test/visitor.ts';
import { changeRole } from './change-role.ts';

async function startAs(role: 'viewer' | 'operator' | 'admin') {
  const host = await startHost();
  const boss = await host.signUp('boss', role);
  const ada = await host.signUp('ada');
  const visitor = createVisitor(host.url);
  await visitor.signIn(boss.email);
  return { host, boss, ada, visitor, page: `/admin/users/${ada.id}` };
}

const actions = async ({ db }: Host) =>
  (await db.auditLog.findMany({ orderBy: { id: 'asc' } })).map(({ action }) => action);
/** Where the notice of a page has its undo. */
const undoOn = (html: string) => /class="notice"[^]*?<form method="post" action="([^"]+)"/.exec(html)?.[1] ?? '';

test('the page of a person shows where they are signed in, what they did, were told and sent, and what was done to them', async () => {
  const { host, ada, visitor, page } = await startAs('operator');
  await host.db.mail.create({ data: { key: 'k', template: 'accounts/verify-email', to: ada.email, userId: ada.id } });
  await visitor.post(`${page}/reset`);
  const { html } = await visitor.get(page);
  for (const shown of ['127.0.0.1', 'accounts/verify-email', 'users.resetSent', 'Is deleted', 'Act as']) {
    const isShown = html.includes(shown);
    expect(isShown, shown).toBe(!['Is deleted', 'Act as'].includes(shown));
  }
  expect(html).toMatch(/Sessions open<\/dt><dd>1</);
  const viewer = createVisitor(host.url);
  await viewer.signIn((await host.signUp('vi', 'viewer')).email);
  const seen = await viewer.get(page);
  expect(seen.html).not.toContain('127.0.0.1');
  expect(seen.html).not.toContain(`${page}/`);
});

test('however much there is of a person, their page lists ten of a kind and asks for no more', async () => {
  const { host, ada, visitor, page } = await startAs('viewer');
  await host.db.$executeRaw`
    INSERT INTO session (id, token, user_id, expires_at, updated_at)
    SELECT gen_random_uuid(), 'token-' || n, ${ada.id}, now() + interval '1 day', now() FROM generate_series(1, 60) n`;
  const { html } = await visitor.get(page);
  expect(html.match(/>not known</g)).toHaveLength(10);
  expect(html).toContain('And more: 61 in all.');
});

test('one session is ended, or all, and what has ended already leaves no mark', async () => {
  const { host, ada, visitor, page } = await startAs('operator');
  const other = await host.api.accounts.signIn.mutate({ email: ada.email, password });
  const { id } = await host.db.session.findUniqueOrThrow({ where: { token: ada.token } });
  const question = await visitor.get(`${page}/sessions?session=${id}`);
  expect(question.html).toContain('Sign ada out there?');
  expect(question.html).toContain(`name="session" value="${id}"`);
  await visitor.post(`${page}/sessions`, { session: id });
  await visitor.post(`${page}/sessions`, { session: id });
  expect(await refusal(contract.accounts.me, ada.api.accounts.me.query())).toMatchObject({ name: 'UNAUTHORIZED' });
  expect(await host.apiOf(other.token).accounts.me.query()).toMatchObject({ id: ada.id });
  expect(await actions(host)).toEqual(['users.sessionsEnded']);
  expect((await visitor.get(page)).html).toContain('sessions have ended.');
  await visitor.post(`${page}/sessions`);
  expect(await host.db.session.count({ where: { userId: ada.id } })).toBe(0);
  expect(await actions(host)).toHaveLength(2);
});

test('a session whose time is over is neither counted nor ended', async () => {
  const { host, ada, visitor, page } = await startAs('operator');
  const over = { token: 'over', userId: ada.id, expiresAt: new Date(Date.now() - 1) };
  const { id } = await host.db.session.create({ data: over });
  expect((await visitor.get(`${page}/sessions`)).html).toContain('One session ends at once.');
  await visitor.post(`${page}/sessions`, { session: id });
  expect(await actions(host)).toEqual([]);
  await visitor.post(`${page}/sessions`);
  const lines = await host.db.auditLog.findMany();
  expect(lines).toMatchObject([{ action: 'users.sessionsEnded', after: { ended: 1 } }]);
  expect((await visitor.get(page)).html).toContain('One session has ended.');
});

test('a link for a new password goes to the address of the account', async () => {
  const { host, ada, visitor, page } = await startAs('operator');
  await visitor.post(`${page}/reset`);
  await host.runJobs();
  expect(await mailsOf(host)).toMatchObject([{ template: 'accounts/reset-password', to: ada.email }]);
  expect(await actions(host)).toEqual(['users.resetSent']);
});

test('an admin gives a role, which counts at once and can be taken back', async () => {
  const { host, ada, visitor, page } = await startAs('admin');
  await ada.api.accounts.me.query();
  await visitor.post(`${page}/role`, { role: 'operator', shown: 'user' });
  expect(await ada.api.accounts.me.query()).toMatchObject({ role: 'operator' });
  await visitor.post(undoOn((await visitor.get(page)).html));
  expect(await ada.api.accounts.me.query()).toMatchObject({ role: 'user' });
  const lines = await host.db.auditLog.findMany({ orderBy: { id: 'asc' } });
  expect(lines).toMatchObject([
    { action: 'users.roleChanged', before: { role: 'user' }, after: { role: 'operator' } },
    { action: 'users.roleChanged', before: { role: 'operator' }, after: { role: 'user' } },
  ]);
  expect((await visitor.post(`${page}/role`, { role: 'king', shown: 'user' })).status).toBe(422);
});

test('nobody changes their own role, and two admins who take each other’s at once leave one', async () => {
  const { host, boss, visitor } = await startAs('admin');
  expect((await visitor.post(`/admin/users/${boss.id}/role`, { role: 'user' })).status).toBe(403);
  const other = await host.signUp('other', 'admin');
  const [one, two] = [await contextOf(host, boss), await contextOf(host, other)];
  await Promise.allSettled([
    changeRole(one, { id: other.id, role: 'user', shown: 'admin' }),
    changeRole(two, { id: boss.id, role: 'user', shown: 'admin' }),
  ]);
  expect(await host.db.user.count({ where: { role: 'admin' } })).toBe(1);
});

test('a deletion takes the name of the person, is planned and told, and can be called off', async () => {
  const { host, boss, ada, visitor, page } = await startAs('admin');
  const wrong = await visitor.post(`${page}/delete`, { typed: 'Ada' });
  expect(wrong.status).toBe(422);
  expect(wrong.html).toContain('Type ada to go on. Nothing was changed.');
  await visitor.post(`${page}/delete`, { typed: 'ada' });
  expect(await ada.api.accounts.me.query()).toMatchObject({ deletionDueAt: expect.any(String) });
  expect(await mailsOf(host)).toMatchObject([{ template: 'accounts/deletion-planned', to: ada.email }]);
  const { html } = await visitor.get(page);
  expect(html).toContain('Is deleted');
  await visitor.post(undoOn(html));
  expect(await ada.api.accounts.me.query()).toMatchObject({ deletionDueAt: null });
  const lines = await host.db.auditLog.findMany({ orderBy: { id: 'asc' } });
  expect(lines).toMatchObject([
    { action: 'users.deletionPlanned', actorId: boss.id, target: `user:${ada.id}` },
    { action: 'users.deletionCancelled', actorId: boss.id, target: `user:${ada.id}` },
  ]);
});

test('nothing of this is done to oneself or to staff of one’s own rank, but for the role', async () => {
  const { host, boss, visitor } = await startAs('admin');
  const peer = await host.signUp('peer', 'admin');
  for (const { id, username } of [boss, peer]) {
    for (const path of ['sessions', 'reset', 'delete', 'keep']) {
      expect((await visitor.get(`/admin/users/${id}/${path}`)).status, `${username} ${path}`).toBe(403);
      expect((await visitor.post(`/admin/users/${id}/${path}`, { typed: username })).status).toBe(403);
    }
  }
  expect((await visitor.get(`/admin/users/${peer.id}/role`)).status).toBe(200);
  expect(await actions(host)).toEqual([]);
});

test.each([
  ['sessions', 'operator'],
  ['reset', 'operator'],
  ['suspend', 'operator'],
  ['delete', 'admin'],
  ['keep', 'admin'],
] as const)('whoever is promoted at the moment of %s is left to those above them', async (path, role) => {
  const { host, ada, visitor, page } = await startAs(role);
  if (path === 'keep') await visitor.post(`${page}/delete`, { typed: 'ada' });
  const before = await actions(host);
  const { answer } = await host.db.$transaction(async (tx) => {
    // As who promotes them: the page has looked at their role already, and waits for the row.
    await tx.user.update({ where: { id: ada.id }, data: { role } });
    const waiting = visitor.post(`${page}/${path}`, { typed: 'ada' });
    await untilWaiting(host, 1);
    return { answer: waiting };
  });
  expect((await answer).status).toBe(403);
  expect(await actions(host)).toEqual(before);
});
