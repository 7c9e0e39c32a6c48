import { expect, onTestFinished, test } from 'vitest';
import { adminRoutesOf, visit } from '../../../test/admin-routes.ts';
import { type Host, password, startHost } from '../../../test/host.ts';
import { createVisitor } from '../../../test/visitor.ts';
import { codeAt } from '../auth/totp.ts';

/** Lets what happened in all sessions lie back by some seconds. */
const pass = ({ db }: Host, seconds: number) => db.$executeRaw`
  UPDATE session SET created_at = created_at - make_interval(secs => ${seconds}::int),
    proved_at = proved_at - make_interval(secs => ${seconds}::int), staff_at = staff_at - make_interval(secs => ${seconds}::int)`;

async function startAs(role: 'viewer' | 'operator' | 'admin', env: Record<string, string> = {}) {
  const host = await startHost({ env });
  const person = await host.signUp('olga', role);
  const visitor = createVisitor(host.url);
  await visitor.signIn(person.email);
  return { host, visitor, person };
}

test('where staff need a second factor, who has none reaches nothing but the way to it, and then everything', async () => {
  const { host, visitor, person } = await startAs('admin', { STAFF_TWO_FACTOR: 'on' });
  const open = [/sign-(?:in|out)$/, /\/theme$/, /\/assets\//, /\/confirm$/, /\/two-factor$/, /\/impersonation\/stop$/];
  const closed = (await adminRoutesOf(host)).filter(({ name }) => !open.some((pattern) => pattern.test(name)));
  expect(closed.length).toBeGreaterThan(30);
  for (const route of closed) {
    const { status, headers } = await visit(visitor, route);
    expect(status, route.name).toBe(303);
    expect(headers.get('location'), route.name).toBe(`/admin/two-factor?next=${encodeURIComponent(route.path)}`);
  }
  expect((await visitor.get('/admin/two-factor')).html).toContain('href="/settings/two-factor"');

  const { secret } = await person.api.twoFactor.begin.mutate({ password });
  await person.api.twoFactor.enable.mutate({ otp: codeAt(secret, Date.now()) });
  expect((await visitor.get('/admin/two-factor?next=/admin/users')).headers.get('location')).toBe('/admin/users');
  expect((await visitor.get('/admin/users')).status).toBe(200);
});

test('on a laptop staff need no second factor', async () => {
  const { visitor } = await startAs('admin');
  expect((await visitor.get('/admin')).status).toBe(200);
});

test('whoever opened no page for half an hour proves that it is them, and comes back to where they were', async () => {
  const { host, visitor } = await startAs('operator');
  await pass(host, 29 * 60);
  expect((await visitor.get('/admin/users?q=a')).status).toBe(200);
  await pass(host, 29 * 60);
  expect((await visitor.get('/admin/users?q=a')).status).toBe(200);
  await pass(host, 31 * 60);
  const away = await visitor.get('/admin/users?q=a');
  expect(away.status).toBe(303);
  const door = String(away.headers.get('location'));
  expect(door).toBe('/admin/confirm?why=idle&next=%2Fadmin%2Fusers%3Fq%3Da');
  expect((await visitor.get(door)).html).toContain('Nobody opened a page here for 30 minutes');
  // To be asked is no sign that somebody is there.
  expect((await visitor.get('/admin')).status).toBe(303);
  const wrong = await visitor.post('/admin/confirm', { password: 'no', why: 'idle', next: '/admin/users?q=a' });
  expect(wrong.html).toContain('Nobody opened a page here');
  const back = await visitor.post('/admin/confirm', { password, why: 'idle', next: '/admin/users?q=a' });
  expect(back.headers.get('location')).toBe('/admin/users?q=a');
  expect((await visitor.get('/admin/users?q=a')).status).toBe(200);
});

test('a change that comes after half an hour is not made', async () => {
  const { host, visitor } = await startAs('operator');
  const { id } = await host.signUp('ada');
  await pass(host, 31 * 60);
  expect((await visitor.post(`/admin/users/${id}/suspend`)).headers.get('location')).toContain(
    '/admin/confirm?why=idle',
  );
  expect(await host.db.user.count({ where: { suspendedAt: { not: null } } })).toBe(0);
});

test('a stream is no sign that somebody is there: it ends at the time-out, and is refused after it', async () => {
  const { host, visitor } = await startAs('viewer');
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  await pass(host, 30 * 60 - 2);
  const stream = await visitor.open('/admin/live', leaving.signal);
  expect(stream.status).toBe(200);
  // There is an end to it.
  expect(await stream.text()).toContain('data: ');
  const again = await visitor.get('/admin/live', { 'hx-request': 'true', 'hx-current-url': `${host.url}/admin` });
  expect(again.status).toBe(401);
  expect(again.headers.get('hx-redirect')).toBe('/admin/confirm?why=idle&next=%2Fadmin');
});
