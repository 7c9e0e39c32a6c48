import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientOf } from './test-client.ts';
import { startTestMock, type TestMock } from './test-mock.ts';

let mock: TestMock;
beforeAll(async () => {
  mock = await startTestMock();
});
afterAll(() => mock.stop());

/** A page of the mock's own origin in a browser that keeps its cookies. */
function openPage() {
  let cookie = '';
  const call = async (method: 'GET' | 'POST', path: string, input?: unknown): Promise<unknown> => {
    const query = method === 'GET' && input !== undefined ? `?input=${encodeURIComponent(JSON.stringify(input))}` : '';
    const answer = await fetch(`${mock.url}/api/trpc/${path}${query}`, {
      method,
      headers: { cookie, origin: mock.url, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' },
      ...(method === 'POST' && input !== undefined && { body: JSON.stringify(input) }),
    });
    for (const set of answer.headers.getSetCookie()) cookie = set.split(';')[0] ?? '';
    return dataOf(await answer.json());
  };
  return {
    read: (path: string, input?: unknown) => call('GET', path, input),
    write: (path: string, input?: unknown) => call('POST', path, input),
    hasCookie: () => cookie !== '',
  };
}

function dataOf(answer: unknown): unknown {
  const { result, error } = answer as { result?: { data: unknown }; error?: { data: unknown } };
  if (error) throw Object.assign(new Error('refused'), error);
  return result?.data;
}

test('a page signs out and in again, and stays who it is', async () => {
  const page = openPage();
  expect(await page.read('accounts.me')).toMatchObject({ role: 'user' });
  await page.write('accounts.signOut');
  expect(await page.read('accounts.me')).toBeNull();
  await expect(page.read('drafts.list')).rejects.toMatchObject({ data: { error: { name: 'UNAUTHORIZED' } } });
  const signedIn = await page.write('accounts.signIn', { email: 'ada@example.com', password: 'any' });
  expect(signedIn).toMatchObject({ user: { username: 'ada', email: 'ada@example.com' }, token: null });
  expect(await page.read('accounts.me')).toMatchObject({ username: 'ada', email: 'ada@example.com' });
  await page.write('accounts.updateSettings', { bio: 'Counts.', username: 'lovelace' });
  expect(await page.read('accounts.me')).toMatchObject({ username: 'lovelace', bio: 'Counts.' });
});

test('the address of a role signs in as that role, and registering as whoever registers', async () => {
  const page = openPage();
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
  expect(await (await get(`Token ${token}`)).json()).toMatchObject({ user: { username: user.username } });
  expect((await get('Bearer of-another-house')).status).toBe(401);
});

test('a page finds again what it wrote: a draft, the article that it became, a comment; and not what it deleted', async () => {
  const page = openPage();
  const id = randomUUID();
  const text = {
    title: 'A bench of one’s own',
    description: 'Where to put the vice.',
    body: 'Legs first.',
    tags: ['wood'],
  };
  await page.write('drafts.create', { id, ...text });
  expect(page.hasCookie()).toBe(true);
  expect(await page.read('drafts.byId', { id })).toMatchObject({ id, ...text, revision: 1, article: null });
  expect(await page.read('drafts.list')).toMatchObject({ 0: { id, title: text.title } });

  const article = await page.write('drafts.publish', { id });
  const slug = 'a-bench-of-ones-own';
  const me = (await page.read('accounts.me')) as { username: string };
  expect(article).toMatchObject({ slug, ...text, author: { username: me.username }, favoritesCount: 0 });
  expect(JSON.stringify(await page.read('drafts.list'))).not.toContain(id);
  expect(await page.read('articles.bySlug', { slug })).toMatchObject({ slug, ...text });
  expect(await page.read('articles.list', { limit: 3 })).toMatchObject({ articles: { 0: { slug } } });
  await page.write('articles.favorite', { slug });
  expect(await page.read('articles.bySlug', { slug })).toMatchObject({ favorited: true });

  const comment = (await page.write('comments.add', { slug, body: 'First.' })) as { id: number };
  expect(await page.read('comments.list', { slug })).toMatchObject({ 0: { id: comment.id, body: 'First.' } });
  expect(JSON.stringify(await page.read('comments.list', { slug: 'another' }))).not.toContain('First.');
  await page.write('comments.delete', { slug, id: comment.id });
  expect(JSON.stringify(await page.read('comments.list', { slug }))).not.toContain('First.');
  await page.write('articles.delete', { slug });
  expect(JSON.stringify(await page.read('articles.list', { limit: 3 }))).not.toContain(slug);
});

test('what is marked as read is read, and as many less are unread', async () => {
  const page = openPage();
  const list = async () =>
    (await page.read('notifications.list', { limit: 5 })) as { unread: number; notifications: { id: string }[] };
  const { unread, notifications } = await list();
  const [{ id } = { id: '' }] = notifications;
  expect(unread).toBeGreaterThan(0);
  expect(await page.write('notifications.markRead', { id })).toEqual({ unread: unread - 1 });
  expect(await list()).toMatchObject({ unread: unread - 1, notifications: { 0: { id, readAt: expect.any(String) } } });
  expect(await page.write('notifications.markRead', {})).toEqual({ unread: 0 });
});

test('what one visitor wrote no other finds, and a page elsewhere is given no cookie', async () => {
  const [page, other] = [openPage(), openPage()];
  await page.write('articles.create', { title: 'For my eyes', description: 'd', body: 'b' });
  await other.write('articles.create', { title: 'For other eyes', description: 'd', body: 'b' });
  expect(JSON.stringify(await page.read('articles.list', {}))).toContain('for-my-eyes');
  const found = JSON.stringify(await other.read('articles.list', {}));
  expect(found).toContain('for-other-eyes');
  expect(found).not.toContain('for-my-eyes');
  const foreign = await fetch(`${mock.url}/api/trpc/articles.favorite`, {
    method: 'POST',
    headers: {
      origin: 'https://elsewhere.example',
      'sec-fetch-site': 'cross-site',
      'content-type': 'application/json',
    },
    body: JSON.stringify({ slug: 'a' }),
  });
  expect([foreign.status, foreign.headers.getSetCookie()]).toEqual([200, []]);
});
