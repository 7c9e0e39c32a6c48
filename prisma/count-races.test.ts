import { expect, test } from 'vitest';
import { createDatabase } from './database.ts';
import { expectExact, join, openMigrated, publish } from './test-counts.ts';

// Everybody at once, and nobody gives up: what is asked is whether they end, not how soon on a busy machine.
const patient = { poolSize: 50, statementTimeoutMs: 20_000 };

test('50 people who change their minds about one article at once leave its count exact', async () => {
  await using opened = await openMigrated();
  const db = createDatabase({ url: opened.url, ...patient });
  const names = Array.from({ length: 50 }, (_, index) => `p${index}`);
  await join(db, 'ada', ...names);
  const id = await publish(db, 'ada', { slug: 'first' });
  const other = await publish(db, 'ada', { slug: 'second' });
  const change = async (userId: string, index: number): Promise<void> => {
    for (const articleId of index % 2 ? [id, other, id] : [other, id, other]) {
      await db.favorite.createMany({ data: [{ userId, articleId }], skipDuplicates: true });
    }
    if (index % 3 === 0) await db.favorite.deleteMany({ where: { userId } });
    await db.follow.createMany({ data: [{ followerId: userId, followedId: names[(index + 1) % 50] ?? '' }] });
  };
  try {
    await Promise.all(names.map(change));
    await expectExact(db);
    expect(await db.favorite.count()).toBe(66);
  } finally {
    await db.$disconnect();
  }
});

test('articles that are published, changed, unpublished and deleted at once come to no deadlock and exact counts', async () => {
  await using opened = await openMigrated();
  const db = createDatabase({ url: opened.url, ...patient });
  const names = Array.from({ length: 24 }, (_, index) => `p${index}`);
  await join(db, ...names);
  await db.follow.createMany({ data: names.slice(1).map((followerId) => ({ followerId, followedId: 'p0' })) });
  const work = async (authorId: string, index: number): Promise<void> => {
    const tags = index % 2 ? ['x', 'y', 'z'] : ['z', 'y', 'x'];
    const id = await publish(db, authorId, { slug: authorId, tags });
    await db.favorite.createMany({ data: [{ userId: names[(index * 2) % 24] ?? '', articleId: id }] });
    if (index % 4 === 0) await db.article.update({ where: { id }, data: { unpublishedAt: new Date() } });
    if (index % 4 === 1) {
      const change = { deleteMany: { tag: index % 8 === 1 ? 'x' : 'z' }, create: { tag: 'new', position: 9 } };
      await db.article.update({ where: { id }, data: { tags: change } });
    }
    if (index % 4 === 2) await db.article.delete({ where: { id } });
    if (index % 8 === 3) await db.user.delete({ where: { id: authorId } });
  };
  try {
    await Promise.all(names.map(work));
    await expectExact(db);
    expect(await db.user.count()).toBe(21);
  } finally {
    await db.$disconnect();
  }
});
