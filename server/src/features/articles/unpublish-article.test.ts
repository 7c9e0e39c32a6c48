import { contract } from '@hybrid/contracts';
import { expect, test } from 'vitest';
import { type Host, type Person, startHost } from '../../../test/host.ts';
import { refusal } from '../../../test/refusal.ts';

const { bySlug, unpublish } = contract.articles;
const text = { title: 'Engines', description: 'About them', body: 'Text', tags: ['one'] };

async function startWithArticle(): Promise<{ host: Host; ada: Person; grace: Person }> {
  const host = await startHost();
  const [ada, grace] = [await host.signUp('Ada'), await host.signUp('Grace')];
  await ada.api.articles.create.mutate(text);
  await grace.api.articles.favorite.mutate({ slug: 'engines' });
  await grace.api.comments.add.mutate({ slug: 'engines', body: 'Well put.' });
  return { host, ada, grace };
}

test('an article that was taken back is shown to its author alone', async () => {
  const { host, ada, grace } = await startWithArticle();
  const taken = await ada.api.articles.unpublish.mutate({ slug: 'engines' });
  expect(taken).toMatchObject({ slug: 'engines', unpublishedAt: expect.any(String) });
  expect(await ada.api.articles.bySlug.query({ slug: 'engines' })).toEqual(taken);
  for (const api of [host.api, grace.api]) {
    const read = api.articles.bySlug.query({ slug: 'engines' });
    expect(await refusal(bySlug, read)).toEqual({ name: 'ARTICLE_NOT_FOUND', data: { slug: 'engines' } });
    expect(await api.articles.list.query({})).toEqual({ articles: [], total: 0, next: null });
  }
  expect(await ada.api.drafts.list.query()).toMatchObject([
    { id: null, title: 'Engines', lacks: [], article: { slug: 'engines', isPublished: false } },
  ]);
});

test('an article that is published again is back as it was, with its address, comments and favorites', async () => {
  const { host, ada, grace } = await startWithArticle();
  const before = await grace.api.articles.bySlug.query({ slug: 'engines' });
  await ada.api.articles.unpublish.mutate({ slug: 'engines' });
  await ada.api.articles.republish.mutate({ slug: 'engines' });
  expect(await grace.api.articles.bySlug.query({ slug: 'engines' })).toEqual(before);
  expect(before).toMatchObject({ favorited: true, favoritesCount: 1 });
  expect(await host.api.comments.list.query({ slug: 'engines' })).toMatchObject([{ body: 'Well put.' }]);
});

test('publishing the draft of an article that was taken back brings it back, changed', async () => {
  const { host, ada } = await startWithArticle();
  await ada.api.articles.unpublish.mutate({ slug: 'engines' });
  const { id } = await ada.api.drafts.openArticle.mutate({ slug: 'engines' });
  await ada.api.drafts.save.mutate({ id, revision: 1, ...text, body: 'Better', image: null });
  await ada.api.drafts.publish.mutate({ id });
  expect(await host.api.articles.bySlug.query({ slug: 'engines' })).toMatchObject({
    body: 'Better',
    favoritesCount: 1,
    unpublishedAt: null,
  });
});

test('taking back and publishing twice change nothing the second time', async () => {
  const { ada } = await startWithArticle();
  const taken = await ada.api.articles.unpublish.mutate({ slug: 'engines' });
  expect(await ada.api.articles.unpublish.mutate({ slug: 'engines' })).toEqual(taken);
  const out = await ada.api.articles.republish.mutate({ slug: 'engines' });
  expect(await ada.api.articles.republish.mutate({ slug: 'engines' })).toEqual(out);
  expect(out.updatedAt).toBe(taken.updatedAt);
});

test('nobody but its author takes an article back or publishes it again', async () => {
  const { host, grace } = await startWithArticle();
  for (const change of [grace.api.articles.unpublish, grace.api.articles.republish]) {
    const refused = await refusal(unpublish, change.mutate({ slug: 'engines' }));
    expect(refused).toEqual({ name: 'NOT_THE_AUTHOR', data: null });
    const none = await refusal(unpublish, change.mutate({ slug: 'none' }));
    expect(none).toEqual({ name: 'ARTICLE_NOT_FOUND', data: { slug: 'none' } });
  }
  const anonymous = host.api.articles.unpublish.mutate({ slug: 'engines' });
  expect(await refusal(unpublish, anonymous)).toEqual({ name: 'UNAUTHORIZED', data: null });
  expect(await host.api.articles.bySlug.query({ slug: 'engines' })).toMatchObject({ unpublishedAt: null });
});
