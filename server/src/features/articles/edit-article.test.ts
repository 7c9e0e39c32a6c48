import { contract } from '@hybrid/contracts';
import { expect, test } from 'vitest';
import { startHost } from '../../../test/host.ts';
import { invalidFields, refusal } from '../../../test/refusal.ts';

const { bySlug, edit } = contract.articles;

/** A host on which Ada wrote an article. */
async function startWithArticle() {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const article = await ada.api.articles.create.mutate({
    title: 'Engines',
    description: 'About them',
    body: 'Text',
    tags: ['one', 'two'],
  });
  return { host, ada, article, slug: article.slug };
}

test('an author changes what they send; what they leave out stays, and only the time of the edit moves', async () => {
  const { host, ada, article, slug } = await startWithArticle();
  const changes = [{ description: 'New' }, { body: 'New **text**' }, { tags: ['three', 'ONE'] }, {}];
  let before = article;
  for (const change of changes) {
    const after = await ada.api.articles.edit.mutate({ slug, ...change });
    const tags = change.tags ? { tags: ['three', 'one'] } : {};
    expect(after).toEqual({ ...before, ...change, ...tags, updatedAt: after.updatedAt });
    expect(Date.parse(after.updatedAt)).toBeGreaterThan(Date.parse(before.updatedAt));
    before = after;
  }
  expect(await host.api.articles.bySlug.query({ slug })).toEqual(before);
});

test('tags that are left out stay, an empty list clears them and another replaces them', async () => {
  const { ada, slug } = await startWithArticle();
  const tagsAfter = async (tags?: string[]) => (await ada.api.articles.edit.mutate({ slug, tags })).tags;
  expect(await tagsAfter()).toEqual(['one', 'two']);
  expect(await tagsAfter(['two', 'three', 'one'])).toEqual(['two', 'three', 'one']);
  expect(await tagsAfter([])).toEqual([]);
  expect(await tagsAfter(['two'])).toEqual(['two']);
});

test('a new title gives a new address, and every former one still leads to the article', async () => {
  const { host, ada } = await startWithArticle();
  const rename = (slug: string, title: string) => ada.api.articles.edit.mutate({ slug, title });
  expect((await rename('engines', 'Machines')).slug).toBe('machines');
  // By a former address too.
  const last = await rename('engines', 'Automata');
  expect(last).toMatchObject({ slug: 'automata', title: 'Automata' });
  for (const slug of ['engines', 'machines', 'automata']) {
    expect(await host.api.articles.bySlug.query({ slug })).toEqual(last);
  }
});

test('a title that makes the same address keeps it, and one that is taken back gets its own back', async () => {
  const { host, ada } = await startWithArticle();
  const rename = async (slug: string, title: string) => (await ada.api.articles.edit.mutate({ slug, title })).slug;
  expect(await rename('engines', 'ENGINES!')).toBe('engines');
  expect(await rename('engines', 'Machines')).toBe('machines');
  expect(await rename('machines', 'Engines')).toBe('engines');
  expect(await host.api.articles.bySlug.query({ slug: 'machines' })).toMatchObject({ slug: 'engines' });
});

test("a title that makes another article's address gets one of its own, and both articles stay where they are", async () => {
  const { host, ada } = await startWithArticle();
  await ada.api.articles.create.mutate({ title: 'Machines', description: 'Others', body: 'Text' });
  const { slug } = await ada.api.articles.edit.mutate({ slug: 'engines', title: 'Machines' });
  expect(slug).toMatch(/^machines-[0-9a-f]{8}$/);
  expect(await host.api.articles.bySlug.query({ slug: 'machines' })).toMatchObject({ description: 'Others' });
  expect(await host.api.articles.bySlug.query({ slug: 'engines' })).toMatchObject({ slug, description: 'About them' });
});

test('an address that an article had before is never given to another: old links keep leading to the old article', async () => {
  const { host, ada } = await startWithArticle();
  await ada.api.articles.edit.mutate({ slug: 'engines', title: 'Machines' });
  const { slug } = await ada.api.articles.create.mutate({ title: 'Engines', description: 'New', body: 'Text' });
  expect(slug).toMatch(/^engines-[0-9a-f]{8}$/);
  expect(await host.api.articles.bySlug.query({ slug })).toMatchObject({ description: 'New' });
  expect(await host.api.articles.bySlug.query({ slug: 'engines' })).toMatchObject({ slug: 'machines' });

  const automata = await ada.api.articles.create.mutate({ title: 'Automata', description: 'Third', body: 'Text' });
  const moved = await ada.api.articles.edit.mutate({ slug: automata.slug, title: 'Engines' });
  expect(moved.slug).toMatch(/^engines-[0-9a-f]{8}$/);
  expect(await host.api.articles.bySlug.query({ slug: 'engines' })).toMatchObject({ slug: 'machines' });
  expect(await host.api.articles.bySlug.query({ slug: 'automata' })).toMatchObject({ description: 'Third' });
});

test('an address that its article is giving up at this moment is not taken by another', async () => {
  const { host, ada } = await startWithArticle();
  const [given, taken] = await Promise.all([
    ada.api.articles.edit.mutate({ slug: 'engines', title: 'Machines' }),
    ...Array.from({ length: 6 }, () =>
      host.apiOf(ada.token).articles.create.mutate({ title: 'Engines', description: 'New', body: 'Text' }),
    ),
  ]);
  expect(given.slug).toBe('machines');
  expect(taken?.slug).toMatch(/^engines-[0-9a-f]{8}$/);
  expect(await host.api.articles.bySlug.query({ slug: 'engines' })).toMatchObject({ slug: 'machines' });
});

test('an article under a title that had to be made distinct keeps its address when the same title is sent', async () => {
  const { ada } = await startWithArticle();
  const { slug } = await ada.api.articles.create.mutate({ title: 'Feed', description: 'About it', body: 'Text' });
  expect(slug).toMatch(/^feed-[0-9a-f]{8}$/);
  expect(await ada.api.articles.edit.mutate({ slug, title: 'Feed', body: 'More' })).toMatchObject({ slug });
});

test('of two edits at once, both are made and every address still leads to the article', async () => {
  const { host, ada, slug } = await startWithArticle();
  const edited = await Promise.all(
    ['Machines', 'Automata'].map((title) => host.apiOf(ada.token).articles.edit.mutate({ slug, title })),
  );
  const last = await host.api.articles.bySlug.query({ slug });
  expect(edited.map((article) => article.title)).toContain(last.title);
  for (const article of edited) expect(await host.api.articles.bySlug.query({ slug: article.slug })).toEqual(last);
});

test('an edit that is sent several times at once is made, with its tags', async () => {
  const { host, ada, slug } = await startWithArticle();
  const change = { body: 'New text', tags: ['two', 'three', 'one'] };
  const clients = Array.from({ length: 8 }, () => host.apiOf(ada.token));
  const edited = await Promise.all(clients.map((api) => api.articles.edit.mutate({ slug, ...change })));
  for (const article of edited) expect(article).toMatchObject(change);
  expect(await host.api.articles.bySlug.query({ slug })).toMatchObject(change);
});

test('nobody but the author edits an article, and who is not signed in is asked to', async () => {
  const { host, article, slug } = await startWithArticle();
  const grace = await host.signUp('Grace', 'admin');
  const change = { slug, title: 'Hers', tags: [] };
  const notTheAuthor = { name: 'NOT_THE_AUTHOR', data: null };
  expect(await refusal(edit, grace.api.articles.edit.mutate(change))).toEqual(notTheAuthor);
  expect(await refusal(edit, host.api.articles.edit.mutate(change))).toEqual({ name: 'UNAUTHORIZED', data: null });
  expect(await host.api.articles.bySlug.query({ slug })).toEqual(article);
});

test('fields that are not valid are named and nothing is changed, and an unknown address is told back', async () => {
  const { host, ada, article, slug } = await startWithArticle();
  const blank = ["can't be blank"];
  const bad: [object, Record<string, string[]>][] = [
    [{ title: ' ', body: 'kept?' }, { title: blank }],
    [
      { title: null, description: null, body: null },
      { title: blank, description: blank, body: blank },
    ],
    [{ tags: null }, { tags: ['must be a list of tags'] }],
    [{ tags: ['fine', ''] }, { 'tags.1': blank }],
  ];
  for (const [fields, messages] of bad) {
    const call = ada.api.articles.edit.mutate({ slug, ...fields });
    expect(await invalidFields(call), JSON.stringify(fields)).toEqual(messages);
  }
  expect(await host.api.articles.bySlug.query({ slug })).toEqual(article);
  const lost = ada.api.articles.edit.mutate({ slug: 'none', title: 'Lost' });
  expect(await refusal(edit, lost)).toEqual({ name: 'ARTICLE_NOT_FOUND', data: { slug: 'none' } });
  expect(await refusal(bySlug, host.api.articles.bySlug.query({ slug: 'lost' }))).toMatchObject({
    name: 'ARTICLE_NOT_FOUND',
  });
});
