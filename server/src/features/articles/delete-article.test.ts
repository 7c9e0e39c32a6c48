import { contract } from '@hybrid/contracts';
import { expect, test } from 'vitest';
import { startHost } from '../../../test/host.ts';
import { refusal } from '../../../test/refusal.ts';

const { bySlug, delete: remove } = contract.articles;
const text = { description: 'About it', body: 'Text' };

test('a deleted article is gone from every place, with all that hung on it, and another stays', async () => {
  const host = await startHost();
  const [ada, grace] = [await host.signUp('Ada'), await host.signUp('Grace')];
  await grace.api.profiles.follow.mutate({ username: 'Ada' });
  for (const title of ['Gone', 'Kept']) {
    const { slug } = await ada.api.articles.create.mutate({ ...text, title, tags: [title] });
    await grace.api.articles.favorite.mutate({ slug });
    await grace.api.comments.add.mutate({ slug, body: title });
  }
  await ada.api.articles.edit.mutate({ slug: 'gone', title: 'Moved' });
  await host.runJobs();
  expect((await grace.api.notifications.list.query({})).notifications).toHaveLength(2);

  expect(await ada.api.articles.delete.mutate({ slug: 'gone' })).toBeNull();
  for (const slug of ['gone', 'moved']) {
    const read = host.api.articles.bySlug.query({ slug });
    expect(await refusal(bySlug, read)).toEqual({ name: 'ARTICLE_NOT_FOUND', data: { slug } });
  }
  const kept = { total: 1, next: null, articles: [expect.objectContaining({ slug: 'kept', favoritesCount: 1 })] };
  expect(await host.api.articles.list.query({})).toEqual(kept);
  expect(await host.api.articles.list.query({ favoritedBy: 'Grace' })).toEqual(kept);
  expect(await grace.api.articles.feed.query({})).toEqual(kept);
  expect(await host.api.tags.list.query()).toEqual([{ tag: 'kept', articles: 1 }]);
  expect(await host.api.comments.list.query({ slug: 'kept' })).toHaveLength(1);
  for (const { api } of [ada, grace]) {
    const { notifications, unread } = await api.notifications.list.query({});
    expect(notifications.map(({ article }) => article.slug)).toEqual(['kept']);
    expect(unread).toBe(1);
  }
  const { articleTag, comment, favorite, formerSlug, notification } = host.db;
  const left = [articleTag.count(), comment.count(), favorite.count(), formerSlug.count(), notification.count()];
  expect(await Promise.all(left)).toEqual([1, 1, 1, 0, 2]);
});

test('the address of a deleted article is free again', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  await ada.api.articles.create.mutate({ ...text, title: 'Engines' });
  await ada.api.articles.delete.mutate({ slug: 'engines' });
  expect(await ada.api.articles.create.mutate({ ...text, title: 'Engines' })).toMatchObject({ slug: 'engines' });
});

test('nobody but its author deletes an article, and an unknown address is told back', async () => {
  const host = await startHost();
  const [ada, grace] = [await host.signUp('Ada'), await host.signUp('Grace', 'admin')];
  const { slug } = await ada.api.articles.create.mutate({ ...text, title: 'Engines' });
  const attempt = (api: typeof host.api, at = slug) => refusal(remove, api.articles.delete.mutate({ slug: at }));
  expect(await attempt(grace.api)).toEqual({ name: 'NOT_THE_AUTHOR', data: null });
  expect(await attempt(host.api)).toEqual({ name: 'UNAUTHORIZED', data: null });
  expect(await attempt(ada.api, 'none')).toEqual({ name: 'ARTICLE_NOT_FOUND', data: { slug: 'none' } });
  expect(await host.api.articles.bySlug.query({ slug })).toMatchObject({ slug });
});

test('of several who delete an article at once, nobody meets an error of ours', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const { slug } = await ada.api.articles.create.mutate({ ...text, title: 'Engines' });
  const clients = Array.from({ length: 5 }, () => host.apiOf(ada.token));
  const settled = await Promise.allSettled(clients.map((api) => api.articles.delete.mutate({ slug })));
  for (const result of settled) {
    if (result.status === 'fulfilled') continue;
    expect(await refusal(remove, Promise.reject(result.reason))).toMatchObject({ name: 'ARTICLE_NOT_FOUND' });
  }
  expect(settled.some(({ status }) => status === 'fulfilled')).toBe(true);
  expect(await host.db.article.count()).toBe(0);
});
