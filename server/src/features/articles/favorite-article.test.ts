import { contract } from '@hybrid/contracts';
import { expect, test } from 'vitest';
import { startHost } from '../../../test/host.ts';
import { refusal } from '../../../test/refusal.ts';

const { favorite, unfavorite } = contract.articles;

/** A host on which Ada wrote an article. */
async function startWithArticle() {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const article = await ada.api.articles.create.mutate({ title: 'Engines', description: 'About it', body: 'Text' });
  return { host, ada, article, slug: article.slug };
}

test('a favorite counts once, however often it is given, and only its giver sees it as theirs', async () => {
  const { host, ada, slug } = await startWithArticle();
  const grace = await host.signUp('Grace');
  expect(await grace.api.articles.favorite.mutate({ slug })).toMatchObject({
    slug,
    favorited: true,
    favoritesCount: 1,
  });
  const clients = Array.from({ length: 5 }, () => host.apiOf(grace.token));
  for (const article of await Promise.all(clients.map((api) => api.articles.favorite.mutate({ slug })))) {
    expect(article).toMatchObject({ favorited: true, favoritesCount: 1 });
  }
  expect(await ada.api.articles.bySlug.query({ slug })).toMatchObject({ favorited: false, favoritesCount: 1 });
  expect(await ada.api.articles.favorite.mutate({ slug })).toMatchObject({ favorited: true, favoritesCount: 2 });
});

test('ten people at once count ten, and none when they all take it back, each several times', async () => {
  const { host, slug } = await startWithArticle();
  const people = await Promise.all(Array.from({ length: 10 }, (_, index) => host.signUp(`Reader${index}`)));
  await Promise.all(people.map(({ api }) => api.articles.favorite.mutate({ slug })));
  expect(await host.api.articles.bySlug.query({ slug })).toMatchObject({ favoritesCount: 10 });
  const clients = people.flatMap(({ token }) => [host.apiOf(token), host.apiOf(token)]);
  await Promise.all(clients.map((api) => api.articles.unfavorite.mutate({ slug })));
  expect(await host.api.articles.bySlug.query({ slug })).toMatchObject({ favoritesCount: 0 });
  expect(await host.db.favorite.count()).toBe(0);
});

test('taking back what was never given changes nothing', async () => {
  const { host, ada, slug } = await startWithArticle();
  const grace = await host.signUp('Grace');
  await grace.api.articles.favorite.mutate({ slug });
  expect(await ada.api.articles.unfavorite.mutate({ slug })).toMatchObject({ favorited: false, favoritesCount: 1 });
  expect(await grace.api.articles.unfavorite.mutate({ slug })).toMatchObject({ favorited: false, favoritesCount: 0 });
});

test('a favorite is no edit: the article keeps the time of its last one', async () => {
  const { ada, article, slug } = await startWithArticle();
  const given = await ada.api.articles.favorite.mutate({ slug });
  expect(given).toEqual({ ...article, favorited: true, favoritesCount: 1 });
  expect(await ada.api.articles.unfavorite.mutate({ slug })).toEqual(article);
});

test('an article is marked by a former address too, an unknown one is told back, and who is not signed in is asked to', async () => {
  const { host, ada } = await startWithArticle();
  await ada.api.articles.edit.mutate({ slug: 'engines', title: 'Machines' });
  expect(await ada.api.articles.favorite.mutate({ slug: 'engines' })).toMatchObject({
    slug: 'machines',
    favorited: true,
  });
  const notFound = { name: 'ARTICLE_NOT_FOUND', data: { slug: 'none' } };
  expect(await refusal(favorite, ada.api.articles.favorite.mutate({ slug: 'none' }))).toEqual(notFound);
  expect(await refusal(unfavorite, ada.api.articles.unfavorite.mutate({ slug: 'none' }))).toEqual(notFound);
  const unauthorized = { name: 'UNAUTHORIZED', data: null };
  expect(await refusal(favorite, host.api.articles.favorite.mutate({ slug: 'none' }))).toEqual(unauthorized);
  expect(await refusal(unfavorite, host.api.articles.unfavorite.mutate({ slug: 'machines' }))).toEqual(unauthorized);
});

test('favorites that come and go while the article is taken back and published again stay counted and listed', async () => {
  const { host, ada, slug } = await startWithArticle();
  const people = await Promise.all(Array.from({ length: 6 }, (_, index) => host.signUp(`Reader${index}`)));
  const outcomes = await Promise.allSettled([
    ...people.flatMap(({ token }, index) =>
      Array.from({ length: 4 }, (_, turn) => {
        const { articles } = host.apiOf(token);
        return (turn + index) % 3 === 0 ? articles.unfavorite.mutate({ slug }) : articles.favorite.mutate({ slug });
      }),
    ),
    ...Array.from({ length: 8 }, (_, turn) => {
      const { articles } = host.apiOf(ada.token);
      return turn % 2 ? articles.republish.mutate({ slug }) : articles.unpublish.mutate({ slug });
    }),
  ]);
  for (const outcome of outcomes) {
    // While it is away, nobody but its author finds it.
    if (outcome.status === 'rejected') expect(String(outcome.reason)).toContain('There is no article at this address.');
  }
  await ada.api.articles.republish.mutate({ slug });
  const favorites = await host.db.favorite.count();
  expect(await host.api.articles.bySlug.query({ slug })).toMatchObject({ favoritesCount: favorites });
  expect(await host.db.favorite.count({ where: { listedAt: { not: null } } })).toBe(favorites);
});
