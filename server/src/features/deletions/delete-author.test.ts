import { expect, test } from 'vitest';
import { password, startHost } from '../../../test/host.ts';
import { enqueue } from '../../platform/jobs/enqueue.ts';
import { storageKeyOf } from '../uploads/index.ts';
import { deleteDueAccounts } from './delete-due-accounts.ts';

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
  await host.db.user.updateMany({ where: { id: ada.id }, data: { deletionDueAt: new Date(Date.now() - 1) } });
  await host.db.$transaction((tx) => enqueue(tx, deleteDueAccounts, {}));
  await host.runJobs();
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
