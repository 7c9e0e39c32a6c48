import { expect, test } from 'vitest';
import { counts, expectExact, join, openMigrated, publish } from './test-counts.ts';

test('articles, tags, favorites and follows are counted as they come and go, a rolled back one never', async () => {
  await using opened = await openMigrated();
  const { db } = opened;
  await join(db, 'ada', 'grace', 'mary');
  const first = await publish(db, 'ada', { slug: 'first', tags: ['x', 'y'] });
  await publish(db, 'ada', { slug: 'second', tags: ['y'] });
  await db.favorite.createMany({ data: ['ada', 'grace', 'mary'].map((userId) => ({ userId, articleId: first })) });
  await db.favorite.createMany({ data: [{ userId: 'mary', articleId: first }], skipDuplicates: true });
  await db.follow.createMany({ data: ['grace', 'mary'].map((followerId) => ({ followerId, followedId: 'ada' })) });
  expect((await counts(db)).kept).toEqual([
    { what: 'articles', n: 2 },
    { what: 'articles ada', n: 2 },
    { what: 'favorites first', n: 3 },
    { what: 'followers ada', n: 2 },
    { what: 'following grace', n: 1 },
    { what: 'following mary', n: 1 },
    { what: 'tag x', n: 1 },
    { what: 'tag y', n: 2 },
  ]);
  await expectExact(db);

  await db.follow.deleteMany({ where: { followerId: 'grace' } });
  await db.favorite.deleteMany({ where: { userId: 'mary' } });
  await db.articleTag.deleteMany({ where: { tag: 'x' } });
  await expectExact(db);
  const failing = db.$transaction(async (tx) => {
    await tx.article.delete({ where: { id: first } });
    throw new Error('No.');
  });
  await expect(failing).rejects.toThrow('No.');
  expect(await db.article.count()).toBe(2);
  await expectExact(db);
});

test('who is deleted takes their articles, favorites and follows out of every count', async () => {
  await using opened = await openMigrated();
  const { db } = opened;
  await join(db, 'ada', 'grace', 'mary');
  const adas = await publish(db, 'ada', { slug: 'adas', tags: ['x', 'own'] });
  const graces = await publish(db, 'grace', { slug: 'graces', tags: ['x'] });
  await db.favorite.createMany({
    data: ['ada', 'grace', 'mary'].flatMap((userId) => [adas, graces].map((articleId) => ({ userId, articleId }))),
  });
  await db.follow.createMany({
    data: [
      { followerId: 'ada', followedId: 'grace' },
      { followerId: 'grace', followedId: 'ada' },
      { followerId: 'mary', followedId: 'ada' },
    ],
  });
  await db.user.delete({ where: { id: 'ada' } });
  expect((await counts(db)).kept).toEqual([
    { what: 'articles', n: 1 },
    { what: 'articles grace', n: 1 },
    { what: 'favorites graces', n: 2 },
    { what: 'tag x', n: 1 },
  ]);
  await expectExact(db);
});

test('an unpublished article counts nowhere and is in no list until it is published again', async () => {
  await using opened = await openMigrated();
  const { db } = opened;
  await join(db, 'ada', 'grace');
  const id = await publish(db, 'ada', { slug: 'hidden', tags: ['x', 'own'] });
  await publish(db, 'ada', { slug: 'seen', tags: ['x'] });
  await db.favorite.create({ data: { userId: 'grace', articleId: id } });
  const listed = async () => ({
    tags: await db.articleTag.count({ where: { articleId: id, listedAt: { not: null } } }),
    favorites: await db.favorite.count({ where: { articleId: id, listedAt: { not: null } } }),
  });
  const before = await counts(db);
  await db.article.update({ where: { id }, data: { unpublishedAt: new Date() } });
  await expectExact(db);
  expect((await counts(db)).kept).toContainEqual({ what: 'articles ada', n: 1 });
  expect(await listed()).toEqual({ tags: 0, favorites: 0 });

  // What changes meanwhile waits with it.
  await db.articleTag.create({ data: { articleId: id, tag: 'late', position: 2 } });
  await db.favorite.create({ data: { userId: 'ada', articleId: id } });
  await expectExact(db);
  expect(await listed()).toEqual({ tags: 0, favorites: 0 });
  await db.articleTag.deleteMany({ where: { articleId: id, tag: 'late' } });
  await db.favorite.deleteMany({ where: { userId: 'ada' } });

  await db.article.update({ where: { id }, data: { unpublishedAt: null } });
  expect(await counts(db)).toEqual(before);
  expect(await listed()).toEqual({ tags: 2, favorites: 1 });
  await db.article.update({ where: { id }, data: { unpublishedAt: new Date() } });
  await db.article.delete({ where: { id } });
  await expectExact(db);
});
