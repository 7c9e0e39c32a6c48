import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestMock, type TestMock } from './test-mock.ts';
import { openPage } from './test-page.ts';

let mock: TestMock;
beforeAll(async () => {
  mock = await startTestMock();
});
afterAll(() => mock.stop());

test('a page finds again what it wrote: a draft, the article that it became, a comment; and not what it deleted', async () => {
  const page = openPage(mock);
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

test('what one visitor wrote no other finds, and a page elsewhere is given no cookie', async () => {
  const [page, other] = [openPage(mock), openPage(mock)];
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
