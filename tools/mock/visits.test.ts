import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientOf } from './test-client.ts';
import { startTestMock, type TestMock } from './test-mock.ts';
import { openPage } from './test-page.ts';

let mock: TestMock;
beforeAll(async () => {
  mock = await startTestMock();
});
afterAll(() => mock.stop());

test('a page signs out and in again, and stays who it is', async () => {
  const page = openPage(mock);
  expect(await page.read('accounts.me')).toMatchObject({ role: 'user' });
  await page.write('accounts.signOut');
  expect(await page.read('accounts.me')).toBeNull();
  await expect(page.read('notifications.list', {})).rejects.toMatchObject({
    data: { error: { name: 'UNAUTHORIZED' } },
  });
  const signedIn = await page.write('accounts.signIn', { email: 'ada@example.com', password: 'any' });
  expect(signedIn).toMatchObject({ user: { username: 'ada', email: 'ada@example.com' }, token: null });
  expect(await page.read('accounts.me')).toMatchObject({ username: 'ada', email: 'ada@example.com' });
  await page.write('accounts.updateSettings', { bio: 'Counts.', username: 'lovelace' });
  expect(await page.read('accounts.me')).toMatchObject({ username: 'lovelace', bio: 'Counts.' });
});

test('the address of a role signs in as that role, and registering as whoever registers', async () => {
  const page = openPage(mock);
  await page.write('accounts.signIn', { email: 'admin@example.com', password: 'any' });
  expect(await page.read('accounts.me')).toMatchObject({ role: 'admin' });
  const person = { username: 'newcomer', email: 'new@example.com', password: 'long enough' };
  expect(await page.write('accounts.register', person)).toMatchObject({ user: { username: 'newcomer' } });
  expect(await page.read('accounts.me')).toMatchObject({ username: 'newcomer', email: 'new@example.com' });
});

test('a program is given a token, and one that stands for nobody is refused', async () => {
  const { user, token } = await clientOf(mock).accounts.signIn.mutate({ email: 'grace@example.com', password: 'any' });
  expect(token).toEqual(expect.any(String));
  const get = (authorization: string) => fetch(`${mock.url}/api/user`, { headers: { authorization } });
  expect(await (await get(`Token ${token}`)).text()).toContain(`"username":"${user.username}"`);
  expect((await get('Bearer of-another-house')).status).toBe(401);
});

test('what is marked as read is read, and as many less are unread', async () => {
  const page = openPage(mock);
  const list = async () =>
    (await page.read('notifications.list', { limit: 5 })) as { unread: number; notifications: { id: string }[] };
  const { unread, notifications } = await list();
  const [{ id } = { id: '' }] = notifications;
  expect(unread).toBeGreaterThan(0);
  expect(await page.write('notifications.markRead', { id })).toEqual({ unread: unread - 1 });
  expect(await list()).toMatchObject({ unread: unread - 1, notifications: { 0: { id, readAt: expect.any(String) } } });
  expect(await page.write('notifications.markRead', {})).toEqual({ unread: 0 });
});
