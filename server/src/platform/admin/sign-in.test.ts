import { expect, test } from 'vitest';
import { codeAt } from '../auth/totp.ts';
import { password, startHost } from '../../../test/host.ts';
import { createVisitor } from '../../../test/visitor.ts';

test('staff sign in, come to the page they wanted, and are signed in to the site as well', async () => {
  const host = await startHost();
  const { email, username } = await host.signUp('olga', 'operator');
  const visitor = createVisitor(host.url);
  const entered = await visitor.post('/admin/sign-in', { email, password, next: '/admin/users?q=a' });
  expect(entered.status).toBe(303);
  expect(entered.headers.get('location')).toBe('/admin/users?q=a');
  expect(entered.headers.get('set-cookie')).toMatch(/HttpOnly/);
  expect((await visitor.get('/admin/sign-in')).headers.get('location')).toBe('/admin');

  const cookie = `session=${visitor.cookies.get('session')}`;
  const me = await fetch(`${host.url}/api/trpc/accounts.me`, { headers: { cookie } });
  expect(await me.json()).toMatchObject({ result: { data: { username } } });
});

test('somebody who is not staff is told why they do not get in, and is given no session', async () => {
  const host = await startHost();
  const { id, email } = await host.signUp('reader');
  const visitor = createVisitor(host.url);
  const { status, html } = await visitor.signIn(email);
  expect(status).toBe(403);
  expect(html).toMatch(/reader<\/strong> has the role <strong>user/);
  expect(html).toContain('You were not signed in.');
  expect(visitor.cookies.size).toBe(0);
  // The one of signing up.
  expect(await host.db.session.count({ where: { userId: id } })).toBe(1);
});

test('somebody who is signed in to the site but not staff is told why they do not get in', async () => {
  const host = await startHost();
  const { token } = await host.signUp('reader');
  const { status, html } = await createVisitor(host.url).get('/admin', { cookie: `session=${token}` });
  expect(status).toBe(403);
  expect(html).toContain('You are signed in to the site and stay so.');
});

test('a wrong password, an unknown address and no fields at all open nothing', async () => {
  const host = await startHost();
  const { email } = await host.signUp('adam', 'admin');
  const visitor = createVisitor(host.url);
  const forms: Record<string, string>[] = [
    { email: 'a\u0000@example.com', password },

    { email, password: 'not this one' },
    { email: 'nobody@example.com', password },
    {},
  ];
  for (const form of forms) {
    const { status, html } = await visitor.post('/admin/sign-in', form);
    expect(status).toBe(401);
    expect(html).toContain('E-mail and password do not belong together.');
  }
  expect(visitor.cookies.size).toBe(0);
});

test('staff with a second factor type a code into the same form, and get in with no other', async () => {
  const host = await startHost();
  const adam = await host.signUp('adam', 'admin');
  const { secret } = await adam.api.twoFactor.begin.mutate({ password });
  const { recoveryCodes } = await adam.api.twoFactor.enable.mutate({ otp: codeAt(secret, Date.now()) });
  const visitor = createVisitor(host.url);
  const enter = (otp: string) => visitor.post('/admin/sign-in', { email: adam.email, password, otp });
  const without = await enter('');
  expect(without.status).toBe(401);
  expect(without.html).toContain('This account asks for a code of its second factor as well.');
  expect(without.html).toContain('autocomplete="one-time-code"');
  const wrong = await enter('000000');
  expect(wrong.status).toBe(401);
  expect(wrong.html).toContain('This code is not right, or it was used already.');
  expect(visitor.cookies.size).toBe(0);
  expect((await enter(recoveryCodes[0] ?? '')).status).toBe(303);
  expect(visitor.cookies.has('session')).toBe(true);
});

test('after ten wrong passwords an account is closed for a while, also for the right one', async () => {
  const host = await startHost({ env: { RATE_LIMITS: 'on' } });
  const { email } = await host.signUp('adam', 'admin');
  const visitor = createVisitor(host.url);
  for (let attempt = 0; attempt < 10; attempt++)
    await visitor.post('/admin/sign-in', { email, password: 'not this one' });
  const { status, headers, html } = await visitor.signIn(email);
  expect(status).toBe(429);
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  expect(html).toContain('Too many attempts');
});

test('a form that another site sends signs nobody in and leaves no session', async () => {
  const host = await startHost();
  const { id, email } = await host.signUp('adam', 'admin');
  const foreign: Record<string, string>[] = [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }];
  for (const headers of foreign) {
    const visitor = createVisitor(host.url);
    const { status, html } = await visitor.post('/admin/sign-in', { email, password }, headers);
    expect(status).toBe(403);
    expect(html).toContain('This did not come from our page');
    expect(visitor.cookies.size).toBe(0);
  }
  expect(await host.db.session.count({ where: { userId: id } })).toBe(1);
});

test('signing out ends the session, and takes a POST', async () => {
  const host = await startHost();
  const visitor = createVisitor(host.url);
  await visitor.signIn((await host.signUp('adam', 'admin')).email);
  const cookie = `session=${visitor.cookies.get('session')}`;
  expect((await visitor.get('/admin/sign-out')).status).toBe(404);
  const { status, headers } = await visitor.post('/admin/sign-out');
  expect(status).toBe(303);
  expect(headers.get('location')).toBe('/admin/sign-in?done=signed-out');
  // Also for whoever kept the cookie.
  expect((await visitor.get('/admin', { cookie })).status).toBe(303);
});
