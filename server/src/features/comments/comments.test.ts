import { contract } from '@hybrid/contracts';
import { expect, test } from 'vitest';
import { type Host, startHost } from '../../../test/host.ts';
import { invalidFields, refusal } from '../../../test/refusal.ts';

const { add, delete: remove, list } = contract.comments;
const text = { description: 'About it', body: 'Text' };

/** A host on which Ada wrote an article and Grace reads it. */
async function startWithArticle() {
  const host = await startHost();
  const [ada, grace] = [await host.signUp('Ada'), await host.signUp('Grace')];
  const { slug } = await ada.api.articles.create.mutate({ ...text, title: 'Engines' });
  return { host, ada, grace, slug };
}

async function bodies(api: Host['api'], slug: string): Promise<string[]> {
  return (await api.comments.list.query({ slug })).map(({ body }) => body);
}

test('whoever is signed in comments on an article, and everybody reads the comments, newest first', async () => {
  const { host, ada, grace, slug } = await startWithArticle();
  const first = await grace.api.comments.add.mutate({ slug, body: '  Well *put*.  ' });
  expect(first).toEqual({
    id: expect.any(Number),
    body: 'Well *put*.',
    createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    updatedAt: first.createdAt,
    editedAt: null,
    author: { username: 'Grace', bio: null, image: null, following: false },
  });
  const second = await ada.api.comments.add.mutate({ slug, body: 'Thank you.' });
  expect(second.id).toBeGreaterThan(first.id);
  expect(await host.api.comments.list.query({ slug })).toEqual([second, first]);
});

test('a list of comments shows each reader whom of the commentators they follow', async () => {
  const { host, ada, grace, slug } = await startWithArticle();
  await grace.api.comments.add.mutate({ slug, body: 'Well put.' });
  await ada.api.profiles.follow.mutate({ username: 'Grace' });
  const following = async (api: Host['api']) => (await api.comments.list.query({ slug }))[0]?.author.following;
  expect([await following(ada.api), await following(grace.api), await following(host.api)]).toEqual([
    true,
    false,
    false,
  ]);
});

test('a blank comment and one of more than 10,000 characters are refused', async () => {
  const { host, grace, slug } = await startWithArticle();
  const attempt = (body: string) => invalidFields(grace.api.comments.add.mutate({ slug, body }));
  expect(await attempt(' \n\t ')).toEqual({ body: ["can't be blank"] });
  expect(await attempt('x'.repeat(10_001))).toEqual({ body: ['is too long (at most 10000 characters)'] });
  expect(await bodies(host.api, slug)).toEqual([]);
  await grace.api.comments.add.mutate({ slug, body: 'x'.repeat(10_000) });
  expect(await bodies(host.api, slug)).toEqual(['x'.repeat(10_000)]);
});

test('nobody comments without signing in, and no comment of another is deleted, not even by the author of the article', async () => {
  const { host, ada, grace, slug } = await startWithArticle();
  const { id } = await grace.api.comments.add.mutate({ slug, body: 'Mine.' });
  const unauthorized = { name: 'UNAUTHORIZED', data: null };
  expect(await refusal(add, host.api.comments.add.mutate({ slug, body: 'Anonymous.' }))).toEqual(unauthorized);
  expect(await refusal(remove, host.api.comments.delete.mutate({ slug, id }))).toEqual(unauthorized);
  const notTheAuthor = { name: 'NOT_THE_AUTHOR', data: null };
  expect(await refusal(remove, ada.api.comments.delete.mutate({ slug, id }))).toEqual(notTheAuthor);
  expect(await bodies(host.api, slug)).toEqual(['Mine.']);
});

test('a deleted comment is gone, the others stay, and deleting it again finds nothing', async () => {
  const { host, grace, slug } = await startWithArticle();
  const { id } = await grace.api.comments.add.mutate({ slug, body: 'Mistaken.' });
  await grace.api.comments.add.mutate({ slug, body: 'Better.' });
  expect(await grace.api.comments.delete.mutate({ slug, id })).toBeNull();
  expect(await bodies(host.api, slug)).toEqual(['Better.']);
  const again = grace.api.comments.delete.mutate({ slug, id });
  expect(await refusal(remove, again)).toEqual({ name: 'COMMENT_NOT_FOUND', data: null });
});

test('a comment is reached through its own article alone', async () => {
  const { host, ada, grace, slug } = await startWithArticle();
  const { id } = await grace.api.comments.add.mutate({ slug, body: 'Mine.' });
  const other = await ada.api.articles.create.mutate({ ...text, title: 'Other' });
  const astray = grace.api.comments.delete.mutate({ slug: other.slug, id });
  expect(await refusal(remove, astray)).toEqual({ name: 'COMMENT_NOT_FOUND', data: null });
  expect(await bodies(host.api, slug)).toEqual(['Mine.']);
  expect(await bodies(host.api, other.slug)).toEqual([]);
});

test('an unknown article is said to be unknown, whatever the comment', async () => {
  const { host, grace, slug } = await startWithArticle();
  const { id } = await grace.api.comments.add.mutate({ slug, body: 'Mine.' });
  const notFound = { name: 'ARTICLE_NOT_FOUND', data: { slug: 'none' } };
  expect(await refusal(list, host.api.comments.list.query({ slug: 'none' }))).toEqual(notFound);
  expect(await refusal(add, grace.api.comments.add.mutate({ slug: 'none', body: 'Lost.' }))).toEqual(notFound);
  for (const comment of [id, 2_147_483_647]) {
    expect(await refusal(remove, grace.api.comments.delete.mutate({ slug: 'none', id: comment }))).toEqual(notFound);
  }
  for (const comment of [0, 1.5, 2_147_483_648]) {
    expect(await invalidFields(grace.api.comments.delete.mutate({ slug, id: comment }))).toEqual({
      id: ['must be the number of a comment'],
    });
  }
});

test('comments are reached by a former address of their article, and go with the article', async () => {
  const { host, ada, grace, slug } = await startWithArticle();
  const { id } = await grace.api.comments.add.mutate({ slug, body: 'Early.' });
  await ada.api.articles.edit.mutate({ slug, title: 'Machines' });
  await grace.api.comments.add.mutate({ slug, body: 'Late.' });
  expect(await bodies(host.api, 'machines')).toEqual(['Late.', 'Early.']);
  await grace.api.comments.delete.mutate({ slug, id });

  await ada.api.articles.delete.mutate({ slug: 'machines' });
  expect(await refusal(list, host.api.comments.list.query({ slug }))).toEqual({
    name: 'ARTICLE_NOT_FOUND',
    data: { slug },
  });
  expect(await host.db.comment.count()).toBe(0);
});
