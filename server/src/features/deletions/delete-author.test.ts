import { expect, test } from 'vitest';
import { type Host, password, startHost } from '../../../test/host.ts';
import { untilWaiting } from '../../../test/locks.ts';
import { enqueue } from '../../platform/jobs/enqueue.ts';
import { storageKeyOf } from '../uploads/index.ts';
import { deleteDueAccounts } from './delete-due-accounts.ts';

async function daily(host: Host): Promise<void> {
  await host.db.$transaction((tx) => enqueue(tx, deleteDueAccounts, {}));
  await host.runJobs();
}

test('what a person wrote, favorited and followed goes with the account, with its files, and the counts follow', async () => {
  const host = await startHost();
  const [ada, grace] = [await host.signUp('Ada'), await host.signUp('Grace')];
  const article = { title: 'Gone', description: 'd', body: 'b', tags: [] };
  const { slug } = await ada.api.articles.create.mutate(article);
  await grace.api.comments.add.mutate({ slug, body: 'Stay.' });
  const kept = await grace.api.articles.create.mutate({ ...article, title: 'Kept' });
  await ada.api.comments.add.mutate({ slug: kept.slug, body: 'Gone as well.' });
  await ada.api.profiles.follow.mutate({ username: 'Grace' });
  await ada.api.articles.favorite.mutate({ slug: kept.slug });
  const key = '3f/3f000000000000000000000000000000-10x10.webp';
  await host.services.storage.put(storageKeyOf(key), Buffer.from('a picture'), { type: 'image/webp' });
  await host.services.storage.put('exports/one.zip', Buffer.from('a copy'), { type: 'application/zip' });
  await host.db.upload.create({ data: { ownerId: ada.id, key, sizeBytes: 9, width: 10, height: 10 } });
  await host.db.dataExport.create({ data: { userId: ada.id, storageKey: 'exports/one.zip', state: 'ready' } });
  await host.runJobs();

  await ada.api.deletions.request.mutate({ password });
  await host.db.user.update({ where: { id: ada.id }, data: { deletionDueAt: new Date(Date.now() - 1) } });
  await daily(host);
  expect(await host.db.user.findMany({ select: { username: true, followersCount: true } })).toEqual([
    { username: 'Grace', followersCount: 0 },
  ]);
  expect(await host.db.article.findMany({ select: { slug: true, favoritesCount: true } })).toEqual([
    { slug: kept.slug, favoritesCount: 0 },
  ]);
  expect(await host.db.comment.count()).toBe(0);
  expect(await host.services.storage.get(storageKeyOf(key))).toBeNull();
  expect(await host.services.storage.get('exports/one.zip')).toBeNull();
  expect(await host.db.auditLog.findFirst({ where: { action: 'users.deleted' } })).toMatchObject({
    actorId: ada.id,
    target: `user:${ada.id}`,
    after: { files: 2 },
  });
});

test('a deletion waits for whoever publishes, and holds nothing that they need', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  await ada.api.deletions.request.mutate({ password });
  await host.db.user.update({ where: { id: ada.id }, data: { deletionDueAt: new Date(Date.now() - 1) } });
  const { due } = await host.db.$transaction(async (tx) => {
    // As it begins: the author's row is held by nobody yet.
    await tx.article.updateMany({ data: { updatedAt: new Date() } });
    const running = daily(host);
    await untilWaiting(host, 1);
    await tx.$executeRaw`SET LOCAL lock_timeout = '500ms'`;
    await tx.article.create({ data: { slug: 'one', title: 'One', description: 'D', body: 'B', authorId: ada.id } });
    return { due: running };
  });
  await due;
  expect(await host.db.user.count()).toBe(0);
});
