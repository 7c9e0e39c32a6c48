import { expect, test } from 'vitest';
import { type Host, startHost } from '../../../test/host.ts';
import { statementsOf } from '../../../test/statements.ts';
import { callMutation } from '../../../test/wire.ts';

/** Publishes articles by an author each, with tags, a favorite and a comment on the first, and a notification for the reader. */
async function publish(host: Host, readerId: string, { from, to }: { from: number; to: number }): Promise<void> {
  const numbers = Array.from({ length: to - from }, (_, index) => from + index);
  const id = (index: number) => `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`;
  const author = (index: number) => `author-${index}`;
  const { article, articleTag, comment, favorite, follow, notification, user } = host.db;
  await user.createMany({
    data: numbers.map((index) => ({ id: author(index), username: author(index), email: `a${index}@example.com` })),
  });
  await follow.createMany({ data: numbers.map((index) => ({ followerId: readerId, followedId: author(index) })) });
  await article.createMany({
    data: numbers.map((index) => ({
      id: id(index),
      slug: `n${index}`,
      title: `N${index}`,
      description: 'About it',
      body: 'Text',
      authorId: author(index),
    })),
  });
  await articleTag.createMany({
    data: numbers.flatMap((index) => ['x', 'y'].map((tag, position) => ({ articleId: id(index), tag, position }))),
  });
  await favorite.createMany({ data: numbers.map((index) => ({ userId: readerId, articleId: id(index) })) });
  await comment.createMany({
    data: numbers.map((index) => ({ articleId: id(0), authorId: author(index), body: 'Yes.' })),
  });
  await notification.createMany({
    data: numbers.map((index) => ({
      userId: readerId,
      kind: 'article_published' as const,
      subject: `article:${index}`,
      actorId: author(index),
      articleId: id(index),
    })),
  });
}

test('a list takes the same number of statements with 3 entries and with 40', async () => {
  const host = await startHost();
  const { api, id } = await host.signUp('Reader');
  const anonymous = host.api;
  const lists: Record<string, () => Promise<{ length: number }>> = {
    articles: async () => (await api.articles.list.query({ limit: 100 })).articles,
    'articles to a visitor': async () => (await anonymous.articles.list.query({ limit: 100 })).articles,
    'filtered articles': async () =>
      (await api.articles.list.query({ limit: 100, tag: 'x', favoritedBy: 'reader' })).articles,
    feed: async () => (await api.articles.feed.query({ limit: 100 })).articles,
    search: async () => (await api.search.articles.query({ q: 'text', limit: 100 })).hits,
    comments: () => api.comments.list.query({ slug: 'n0' }),
    notifications: async () => (await api.notifications.list.query({ limit: 100 })).notifications,
  };
  const measure = async (length: number) => {
    const counts: Record<string, number> = {};
    for (const [name, list] of Object.entries(lists)) {
      // As somebody who was not here a moment ago.
      await host.services.auth.changed(id);
      const sent = await statementsOf(host, async () => expect((await list()).length, name).toBe(length));
      counts[name] = sent.length;
    }
    return counts;
  };
  await publish(host, id, { from: 0, to: 3 });
  const few = await measure(3);
  await publish(host, id, { from: 3, to: 40 });
  expect(await measure(40)).toEqual(few);
  // What is counted is real: no list comes about without a statement. One more finds out who asks.
  for (const count of Object.values(few)) expect(count).toBeGreaterThanOrEqual(1);
  expect(few).toMatchObject({ articles: 2, 'articles to a visitor': 1, 'filtered articles': 2, feed: 2, comments: 2 });
  expect(Math.max(...Object.values(few))).toBeLessThanOrEqual(12);
});

test('one article takes one statement, by a former address too, and all tags take one', async () => {
  const host = await startHost();
  const { api, id } = await host.signUp('Ada');
  await api.articles.create.mutate({ title: 'Old', description: 'About it', body: 'Text', tags: ['x'] });
  await api.articles.edit.mutate({ slug: 'old', title: 'New' });
  for (const slug of ['new', 'old']) {
    await host.services.auth.changed(id);
    expect(await statementsOf(host, () => host.api.articles.bySlug.query({ slug }))).toHaveLength(1);
    expect(await statementsOf(host, () => api.articles.bySlug.query({ slug }))).toHaveLength(2);
  }
  expect(await statementsOf(host, () => host.api.tags.list.query())).toHaveLength(1);
});

test('publishing takes one statement, with its tags and its job; under a key, seven more', async () => {
  const host = await startHost();
  const { api, id, token } = await host.signUp('Ada');
  const input = { title: 'New', description: 'About it', body: 'Text', tags: ['x', 'y'] };
  const headers = { authorization: `Bearer ${token}` };
  // And one that finds out who asks.
  expect(await statementsOf(host, () => callMutation(host.url, 'articles.create', { input, headers }))).toHaveLength(2);
  expect(await host.db.articleTag.count()).toBe(2);
  expect(await host.db.$queryRaw`SELECT count(*)::int FROM graphile_worker.jobs`).toEqual([{ count: 1 }]);
  await host.services.auth.changed(id);
  // Under a key, as our client sends it, a transaction holds it together with its turn, the look for an answer and the answer.
  expect(await statementsOf(host, () => api.articles.create.mutate({ ...input, title: 'Other' }))).toHaveLength(9);
});
