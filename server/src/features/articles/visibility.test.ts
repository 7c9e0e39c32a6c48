import { contract } from '@hybrid/contracts';
import { expect, test } from 'vitest';
import { startHost } from '../../../test/host.ts';
import { refusal } from '../../../test/refusal.ts';

const text = { description: 'About it', body: 'Text' };

test('an article that was taken back is in no list, count or notification, not even its author’s', async () => {
  const host = await startHost();
  const [ada, grace] = [await host.signUp('Ada'), await host.signUp('Grace')];
  await grace.api.profiles.follow.mutate({ username: 'Ada' });
  await ada.api.articles.create.mutate({ ...text, title: 'Hidden', tags: ['x', 'own'] });
  await ada.api.articles.create.mutate({ ...text, title: 'Seen', tags: ['x'] });
  for (const slug of ['hidden', 'seen']) await grace.api.articles.favorite.mutate({ slug });
  await host.runJobs();
  expect((await grace.api.notifications.list.query({})).unread).toBe(2);
  await ada.api.articles.unpublish.mutate({ slug: 'hidden' });

  for (const { api } of [ada, grace]) {
    for (const filters of [
      {},
      { tag: 'x' },
      { author: 'Ada' },
      { favoritedBy: 'Grace' },
      { tag: 'x', author: 'Ada' },
    ]) {
      const page = await api.articles.list.query(filters);
      expect([filters, page.total, page.articles.map(({ slug }) => slug)]).toEqual([filters, 1, ['seen']]);
    }
    expect(await api.tags.list.query()).toEqual([{ tag: 'x', articles: 1 }]);
    expect(await api.articles.related.query({ slug: 'seen' })).toEqual([]);
  }
  expect(await grace.api.articles.feed.query({})).toMatchObject({ total: 1, articles: [{ slug: 'seen' }] });
  expect(await grace.api.notifications.list.query({})).toMatchObject({
    unread: 1,
    notifications: [{ article: { slug: 'seen' } }],
  });
});

test('what hangs on an article that was taken back is reached by its author alone', async () => {
  const host = await startHost();
  const [ada, grace] = [await host.signUp('Ada'), await host.signUp('Grace')];
  await ada.api.articles.create.mutate({ ...text, title: 'First' });
  await ada.api.articles.edit.mutate({ slug: 'first', title: 'Second' });
  const { id } = await grace.api.comments.add.mutate({ slug: 'second', body: 'Well put.' });
  await ada.api.articles.unpublish.mutate({ slug: 'second' });
  for (const slug of ['first', 'second']) {
    const notFound = { name: 'ARTICLE_NOT_FOUND', data: { slug } };
    const { articles, comments } = grace.api;
    for (const attempt of [
      () => articles.bySlug.query({ slug }),
      () => articles.favorite.mutate({ slug }),
      () => articles.unfavorite.mutate({ slug }),
      () => articles.related.query({ slug }),
      () => articles.edit.mutate({ slug, body: 'Mine' }),
      () => articles.delete.mutate({ slug }),
      () => comments.list.query({ slug }),
      () => comments.add.mutate({ slug, body: 'More' }),
      () => comments.delete.mutate({ slug, id }),
    ]) {
      expect([String(attempt), await refusal(contract.articles.bySlug, attempt())]).toEqual([
        String(attempt),
        notFound,
      ]);
    }
    expect(await refusal(contract.articles.bySlug, host.api.articles.bySlug.query({ slug }))).toEqual(notFound);
    expect(await ada.api.articles.bySlug.query({ slug })).toMatchObject({ title: 'Second' });
    expect(await ada.api.comments.list.query({ slug })).toHaveLength(1);
  }
});
