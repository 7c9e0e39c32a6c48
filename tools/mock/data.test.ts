import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientOf } from './test-client.ts';
import { startTestMock, type TestMock } from './test-mock.ts';

let mock: TestMock;
let again: TestMock;
let other: TestMock;
beforeAll(async () => {
  [mock, again, other] = await Promise.all([startTestMock(), startTestMock(), startTestMock('--seed', 'another')]);
});
afterAll(() => Promise.all([mock, again, other].map((one) => one.stop())));

const paths = [
  '/api/articles?limit=7',
  '/api/articles?tag=bread',
  '/api/articles/before-the-first-frost',
  '/api/articles/before-the-first-frost/comments',
  '/api/profiles/ada',
  '/api/tags',
  '/api/drafts',
  '/api/user',
  '/api/search?q=maps',
  '/api/trpc/notifications.list?input=%7B%7D',
];

const textOf = async ({ url }: TestMock, path: string) => (await fetch(url + path)).text();

test.each(paths)('%s is answered with the same bytes in every run, and with others from another seed', async (path) => {
  const said = await textOf(mock, path);
  expect(said.length).toBeGreaterThan(2);
  expect(await textOf(again, path)).toBe(said);
  expect(await textOf(mock, path)).toBe(said);
  expect(await textOf(other, path)).not.toBe(said);
});

test('what was asked before changes nothing', async () => {
  const { url } = again;
  await clientOf({ url }).articles.create.mutate({ title: 'Something new', description: 'New', body: 'Text' });
  await clientOf({ url }).articles.favorite.mutate({ slug: 'before-the-first-frost' });
  for (const path of paths) expect(await textOf(again, path)).toBe(await textOf(mock, path));
});

test('what the call names comes back, alone and within what is wrapped around it', async () => {
  const api = clientOf(mock);
  const article = await api.articles.bySlug.query({ slug: 'my-own-address' });
  expect(article).toMatchObject({ slug: 'my-own-address', title: 'My own address' });
  expect(await api.profiles.byUsername.query({ username: 'somebody' })).toMatchObject({ username: 'somebody' });
  const sent = { title: 'On sending', description: 'What comes back', body: '**All** of it.', tags: ['post'] };
  expect(await api.articles.create.mutate({ ...sent, image: null })).toMatchObject({ ...sent, slug: 'on-sending' });
  const { user } = await api.accounts.signIn.mutate({ email: 'grace@example.com', password: 'of whatever kind' });
  expect(user).toMatchObject({ email: 'grace@example.com', username: 'grace' });
});

test('a mutation has done what its name says', async () => {
  const { articles, drafts, profiles } = clientOf(mock);
  const slug = 'a-thing';
  expect(await articles.favorite.mutate({ slug })).toMatchObject({ slug, favorited: true });
  const liked = (await articles.list.query({ limit: 100 })).articles.filter(({ favorited }) => favorited);
  expect(liked.length).toBeGreaterThan(0);
  for (const { slug } of liked) {
    expect(await articles.unfavorite.mutate({ slug })).toMatchObject({ slug, favorited: false });
  }
  expect((await articles.unpublish.mutate({ slug })).unpublishedAt).not.toBeNull();
  expect((await articles.republish.mutate({ slug })).unpublishedAt).toBeNull();
  expect(await profiles.follow.mutate({ username: 'ada' })).toMatchObject({ following: true });
  const id = '0b1f0c1e-6d0a-4c52-9b80-0c6a2f6d9f11';
  const text = { title: 'T', description: '', body: '', tags: [], image: null };
  expect(await drafts.save.mutate({ id, revision: 3, ...text })).toMatchObject({ id, revision: 4, ...text });
  const at = '2026-12-24T18:00:00.000Z';
  expect(await drafts.schedule.mutate({ id, at })).toMatchObject({ publishAt: at });
  expect(await drafts.unschedule.mutate({ id })).toMatchObject({ publishAt: null });
});

test('a thing is the same in a list, by its name, and wherever it is mentioned', async () => {
  const { articles, profiles } = clientOf(mock);
  const { articles: listed } = await articles.list.query({ limit: 5 });
  for (const preview of listed) {
    expect(await articles.bySlug.query({ slug: preview.slug })).toMatchObject(preview);
    expect(await profiles.byUsername.query({ username: preview.author.username })).toMatchObject(preview.author);
  }
});

test('a list is cut into pages that do not overlap: the last is short, and leads nowhere', async () => {
  const { articles } = clientOf(mock);
  const first = await articles.list.query({ limit: 9 });
  const pages = [first];
  for (let page = first; page.next !== null; pages.push(page)) {
    page = await articles.list.query({ limit: 9, after: page.next });
  }
  const slugs = pages.flatMap((page) => page.articles.map(({ slug }) => slug));
  expect(slugs).toHaveLength(first.total);
  expect(new Set(slugs).size).toBe(first.total);
  expect(pages.map(({ total }) => total)).toEqual(pages.map(() => first.total));
  expect(pages.slice(0, -1).every((page) => page.articles.length === 9)).toBe(true);

  const byOffset = await articles.list.query({ limit: 9, offset: 9 });
  expect(byOffset.articles).toEqual(pages[1]?.articles);
  expect((await articles.list.query({ limit: 9, offset: 10_000 })).articles).toEqual([]);
});

test('a list without a cursor of its own goes on after the last thing that was seen', async () => {
  const { notifications } = clientOf(mock);
  const first = await notifications.list.query({ limit: 10 });
  const after = first.notifications.at(-1)?.id ?? '';
  const second = await notifications.list.query({ limit: 10, after });
  const whole = await notifications.list.query({ limit: 20 });
  expect([...first.notifications, ...second.notifications]).toEqual(whole.notifications);
  expect(first).toMatchObject({ hasMore: true, unread: whole.unread });
  expect(whole.notifications.filter(({ readAt }) => readAt === null).length).toBe(Math.min(20, whole.unread));
});

test('a filter leaves what it asks for, out of the one list that there is', async () => {
  const { articles, search } = clientOf(mock);
  const everything = await articles.list.query({ limit: 100 });
  const { tags, author } = everything.articles[0] ?? { tags: [], author: { username: '' } };
  const [tag = ''] = tags;
  const tagged = await articles.list.query({ limit: 100, tag });
  expect(tagged.articles).toEqual(everything.articles.filter((article) => article.tags.includes(tag)));
  const written = await articles.list.query({ limit: 100, author: author.username });
  expect(written.articles).toEqual(
    everything.articles.filter((article) => article.author.username === author.username),
  );
  expect((await articles.list.query({ author: 'nobody-of-this-name' })).total).toBe(0);
  const { hits } = await search.articles.query({ q: 'slowly' });
  expect(hits.length).toBeGreaterThan(0);
  for (const { article, title } of hits) {
    expect(title.map(({ text }) => text).join('')).toBe(article.title);
    expect(`${article.title} ${article.description}`.toLowerCase()).toContain('slowly');
  }
});

test('what is counted of a thing is what its list holds', async () => {
  const { articles, profiles, tags } = clientOf(mock);
  const { articles: listed } = await articles.list.query({ limit: 3 });
  for (const author of [...listed.map((article) => article.author.username), 'somebody-new']) {
    const { total } = await articles.list.query({ author });
    expect(await profiles.byUsername.query({ username: author })).toMatchObject({ articlesCount: total });
  }
  const ranking = await tags.list.query();
  for (const { tag, articles: count } of ranking.slice(0, 3)) {
    expect((await articles.list.query({ tag })).total).toBe(count);
  }
  expect(ranking.map(({ articles: count }) => count)).toEqual(
    ranking.map(({ articles: count }) => count).toSorted((a, b) => b - a),
  );
});

test('people would believe it: lists are in order, nothing is changed before it is made, and no count is absurd', async () => {
  const { articles, comments } = clientOf(mock);
  const { articles: listed } = await articles.list.query({ limit: 100 });
  const made = listed.map(({ createdAt }) => createdAt);
  expect(made).toEqual(made.toSorted().toReversed());
  for (const { createdAt, updatedAt, readingMinutes, favoritesCount, image, ...article } of listed) {
    expect(updatedAt >= createdAt && updatedAt <= '2026-11-28T12:00:00.000Z').toBe(true);
    expect(readingMinutes).toSatisfy((minutes: number) => minutes >= 1 && minutes <= 30);
    expect(favoritesCount).toSatisfy((count: number) => count >= Number(article.favorited) && count < 1000);
    expect(`${article.title} ${article.description}`).not.toMatch(/lorem|ipsum|[{}]/i);
    if (image !== null) expect((await fetch(mock.url + image)).headers.get('content-type')).toContain('image/');
    const [said] = await comments.list.query({ slug: article.slug });
    if (said) expect(said.createdAt > createdAt).toBe(true);
  }
});
