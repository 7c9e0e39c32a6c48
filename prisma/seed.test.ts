import { expect, test } from 'vitest';
import type { Db } from './database.ts';
import { migrate } from './migrate.ts';
import { parseArticle } from './seed/read-articles.ts';
import { seed, type SeedOptions, seedSignIns } from './seed.ts';
import { makeDatabase, openDatabase } from './test-database.ts';

const now = new Date('2026-11-22T12:00:00Z');
const log = (): void => undefined;

/** Stands in for the sign-in port, without its hashing. */
const createUserIn =
  (db: Db): SeedOptions['createUser'] =>
  ({ username, email }) =>
    db.user.create({ data: { username, email }, select: { id: true } });

async function openSeeded() {
  const url = await makeDatabase();
  await migrate({ url, directory: import.meta.dirname, log });
  const opened = openDatabase(url);
  await seed({ db: opened.db, now, createUser: createUserIn(opened.db), log });
  return opened;
}

const snapshot = async (db: Db) => ({
  users: await db.user.findMany({ orderBy: { id: 'asc' } }),
  articles: await db.article.findMany({ orderBy: { id: 'asc' }, include: { tags: true } }),
  comments: await db.comment.findMany({ orderBy: { id: 'asc' } }),
  favorites: await db.favorite.findMany({ orderBy: [{ articleId: 'asc' }, { userId: 'asc' }] }),
  follows: await db.follow.findMany({ orderBy: [{ followerId: 'asc' }, { followedId: 'asc' }] }),
  notifications: await db.notification.findMany({ orderBy: { id: 'asc' } }),
});

test('seeding twice changes nothing', async () => {
  await using opened = await openSeeded();
  const { db } = opened;
  const before = await snapshot(db);
  expect(await seed({ db, now: new Date(now.getTime() + 1e9), createUser: createUserIn(db), log })).toBe(false);
  expect(await snapshot(db)).toEqual(before);
  expect(before.articles.length).toBeGreaterThan(30);
});

test('a seeded article that its author deleted or edited is left so', async () => {
  await using opened = await openSeeded();
  const { db } = opened;
  const [deleted, edited] = await db.article.findMany({ take: 2, select: { slug: true } });
  await db.article.delete({ where: { slug: String(deleted?.slug) } });
  await db.article.update({ where: { slug: String(edited?.slug) }, data: { title: 'Mine' } });
  const before = await snapshot(db);
  await seed({ db, now, createUser: createUserIn(db), log });
  expect(await snapshot(db)).toEqual(before);
});

test('a seed that was interrupted after the accounts finishes the next time', async () => {
  const url = await makeDatabase();
  await migrate({ url, directory: import.meta.dirname, log });
  await using opened = openDatabase(url);
  const { db } = opened;
  await createUserIn(db)({ username: 'wren', email: 'reader@example.com', password: '' });
  expect(await seed({ db, now, createUser: createUserIn(db), log })).toBe(true);
  expect(await db.user.findUnique({ where: { username: 'wren' } })).toMatchObject({
    bio: expect.stringContaining('train'),
  });
});

test('every count of favorites is the number of its rows, and they vary', async () => {
  await using opened = await openSeeded();
  const articles = await opened.db.article.findMany({ include: { favorites: true } });
  for (const article of articles) {
    expect(article.favorites).toHaveLength(article.favoritesCount);
    for (const { createdAt } of article.favorites) {
      expect(createdAt.getTime()).toBeGreaterThanOrEqual(article.createdAt.getTime());
      expect(createdAt.getTime()).toBeLessThanOrEqual(now.getTime());
    }
  }
  expect(new Set(articles.map(({ favoritesCount }) => favoritesCount)).size).toBeGreaterThan(5);
  expect(Math.max(...articles.map(({ favoritesCount }) => favoritesCount))).toBeLessThanOrEqual(11);
});

test('everybody follows two to seven others, and some authors are followed far more than others', async () => {
  await using opened = await openSeeded();
  const people = await opened.db.user.findMany({
    include: { _count: { select: { following: true, followers: true } } },
  });
  for (const { _count } of people) {
    expect(_count.following).toBeGreaterThanOrEqual(2);
    expect(_count.following).toBeLessThanOrEqual(7);
  }
  const followers = people.map(({ _count }) => _count.followers).toSorted((a, b) => b - a);
  expect(followers[0]).toBeGreaterThanOrEqual(8);
});

test('the sign-ins are a reader with a full feed and unread news, a writer with followers, and an admin', async () => {
  await using opened = await openSeeded();
  const { db } = opened;
  const people = await Promise.all(
    seedSignIns.map(({ email }) =>
      db.user.findUniqueOrThrow({ where: { email }, include: { followers: true, following: true } }),
    ),
  );
  const [reader, writer, admin] = people;
  expect(people.map(({ username }) => username)).toEqual(['wren', 'maren', 'ada']);
  expect(admin?.role).toBe('admin');
  expect(writer?.followers.map(({ followerId }) => followerId)).toContain(reader?.id);
  const feed = await db.article.count({
    where: { author: { followers: { some: { followerId: String(reader?.id) } } } },
  });
  expect(feed).toBeGreaterThan(15);
  const unread = await db.notification.findMany({ where: { userId: String(reader?.id), readAt: null } });
  expect(unread.length).toBeGreaterThan(2);
  for (const { subject, articleId } of unread) expect(subject).toBe(`article:${articleId}`);
});

const head = { title: 'T', author: 'maren', description: 'D', tags: 'a, b', daysAgo: '3.4' };
const write = (values: Record<string, string>, body = 'Text'): string =>
  `---\n${Object.entries(values)
    .map(([key, value]) => `${key}: ${value}`)
    .join('\n')}\n---\n${body}\n`;

test('a well-formed article is read', () => {
  expect(parseArticle('a-slug', write({ ...head, title: 'One: two' }))).toEqual({
    slug: 'a-slug',
    title: 'One: two',
    author: 'maren',
    description: 'D',
    tags: ['a', 'b'],
    daysAgo: 3.4,
    body: 'Text',
  });
});

test.each([
  ['a missing key', write({ ...head, title: '' }), '"title" is missing or empty'],
  ['an unknown key', write({ ...head, colour: 'red' }), '"colour" is none of'],
  ['a key given twice', write(head).replace('title: T', 'title: T\ntitle: T'), '"title" is there twice'],
  ['days that are no number', write({ ...head, daysAgo: 'soon' }), '"daysAgo" must be a number'],
  ['a tag given twice', write({ ...head, tags: 'a, a' }), '"tags" has one twice'],
  ['an empty tag', write({ ...head, tags: 'a,,b' }), '"tags" has an empty one'],
  ['no text', write(head, ''), 'no text below the head'],
  ['no head', 'Text', 'no head between'],
])('an article with %s is refused with the reason', (_case, text, reason) => {
  expect(() => parseArticle('a-slug', text)).toThrow(reason);
});
