import { contract } from '@hybrid/contracts';
import { expect, test } from 'vitest';
import { startHost } from '../../../test/host.ts';
import { invalidFields, refusal } from '../../../test/refusal.ts';

const { bySlug, create } = contract.articles;
const text = { description: 'About it', body: 'Text' };

test('an article is published under an address made of its title, and read by everybody', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const created = await ada.api.articles.create.mutate({
    title: '  How to train your dragon ',
    description: ' Ever wonder? ',
    body: ' You **have** to believe. ',
    tags: ['Dragons', 'training'],
  });
  expect(created).toEqual({
    id: created.id,
    slug: 'how-to-train-your-dragon',
    title: 'How to train your dragon',
    description: 'Ever wonder?',
    body: 'You **have** to believe.',
    tags: ['dragons', 'training'],
    createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    updatedAt: created.createdAt,
    favorited: false,
    favoritesCount: 0,
    image: null,
    readingMinutes: 1,
    unpublishedAt: null,
    author: { username: 'Ada', bio: null, image: null, following: false },
  });
  for (const api of [host.api, ada.api]) {
    expect(await api.articles.bySlug.query({ slug: 'how-to-train-your-dragon' })).toEqual(created);
  }
});

test('tags keep the order of their author, in lower case and each once', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const tags = ['zig', ' Ada ', 'COBOL', 'zig', 'ZIG', 'ada', 'Ünï çode'];
  const { slug } = await ada.api.articles.create.mutate({ ...text, title: 'Languages', tags });
  const article = await host.api.articles.bySlug.query({ slug });
  expect(article.tags).toEqual(['zig', 'ada', 'cobol', 'ünï çode']);
  expect((await ada.api.articles.create.mutate({ ...text, title: 'No tags' })).tags).toEqual([]);
});

test('fields that are not valid are named, and nothing is published', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const good = { ...text, title: 'Title', tags: ['tag'] };
  const blank = ["can't be blank"];
  const bad: [object, Record<string, string[]>][] = [
    [
      { title: ' ', description: '', body: '\n' },
      { title: blank, description: blank, body: blank },
    ],
    [
      { title: undefined, description: null },
      { title: blank, description: blank },
    ],
    [{ title: 'x'.repeat(161) }, { title: ['is too long (at most 160 characters)'] }],
    [{ description: 'x'.repeat(401) }, { description: ['is too long (at most 400 characters)'] }],
    [{ body: 'x'.repeat(200_001) }, { body: ['is too long (at most 200000 characters)'] }],
    [{ tags: ['fine', ' ', 7] }, { 'tags.1': blank, 'tags.2': ['must be text'] }],
    [{ tags: ['x'.repeat(41)] }, { 'tags.0': ['is too long (at most 40 characters)'] }],
    [{ tags: Array.from({ length: 21 }, (_, index) => `tag ${index}`) }, { tags: ['has too many (at most 20)'] }],
    [{ tags: null }, { tags: ['must be a list of tags'] }],
  ];
  for (const [fields, messages] of bad) {
    const call = ada.api.articles.create.mutate({ ...good, ...fields });
    expect(await invalidFields(call), JSON.stringify(fields).slice(0, 80)).toEqual(messages);
  }
  expect(await host.db.article.count()).toBe(0);

  const tags = Array.from({ length: 20 }, (_, index) => `tag ${index}`);
  const most = { title: 'x'.repeat(160), description: 'x'.repeat(400), body: 'x'.repeat(200_000), tags };
  expect(await ada.api.articles.create.mutate(most)).toMatchObject(most);
});

test('nobody publishes without signing in', async () => {
  const host = await startHost();
  const call = host.api.articles.create.mutate({ ...text, title: 'Anonymous' });
  expect(await refusal(create, call)).toEqual({ name: 'UNAUTHORIZED', data: null });
  expect(await host.db.article.count()).toBe(0);
});

test('articles of one title get addresses of their own, also when ten are published at once', async () => {
  const host = await startHost();
  const [ada, grace] = [await host.signUp('Ada'), await host.signUp('Grace')];
  // A client each: one client would send them all in one batch.
  const clients = Array.from({ length: 10 }, (_, index) => host.apiOf(index % 2 ? ada.token : grace.token));
  const title = 'The same title';
  const created = await Promise.all(
    clients.map((api, index) => api.articles.create.mutate({ ...text, title, body: `${index}` })),
  );
  const slugs = created.map(({ slug }) => slug);
  expect(new Set(slugs).size).toBe(10);
  expect(slugs).toContain('the-same-title');
  for (const slug of slugs) expect(slug).toMatch(/^the-same-title(-[0-9a-f]{8})?$/);
  const read = await Promise.all(slugs.map((slug) => host.apiOf(null).articles.bySlug.query({ slug })));
  expect(read.map(({ body }) => body)).toEqual(clients.map((_, index) => `${index}`));
});

test('a title of signs alone gets an address too, and so does a very long one', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  for (const title of ['?!', '日本語のガイド', '𠀀'.repeat(80), `${'x'.repeat(159)}?`]) {
    const { slug } = await ada.api.articles.create.mutate({ ...text, title });
    expect(await host.api.articles.bySlug.query({ slug }), title).toMatchObject({ slug, title });
  }
});

test('an address that leads nowhere is told back', async () => {
  const host = await startHost();
  const read = (slug: string) => host.api.articles.bySlug.query({ slug });
  for (const slug of ['none', '%', '_', '日本']) {
    expect(await refusal(bySlug, read(slug))).toEqual({ name: 'ARTICLE_NOT_FOUND', data: { slug } });
  }
  expect(await invalidFields(read(''))).toEqual({ slug: ["can't be blank"] });
  expect(await invalidFields(read('x'.repeat(201)))).toEqual({ slug: ['is too long (at most 200 characters)'] });
});

test('an article whose write the database takes back leaves no job behind', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  await host.db
    .$executeRaw`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'refused'; END $$`;
  // At the commit, after the job was put into the queue.
  await host.db.$executeRaw`CREATE CONSTRAINT TRIGGER refusal AFTER INSERT ON article DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION refuse()`;
  const call = ada.api.articles.create.mutate({ ...text, title: 'Lost' });
  expect(await refusal(create, call)).toEqual({ name: 'INTERNAL', data: null });
  expect(await host.db.article.count()).toBe(0);
  expect(await host.db.$queryRaw`SELECT count(*)::int FROM graphile_worker.jobs`).toEqual([{ count: 0 }]);

  await host.db.$executeRaw`DROP TRIGGER refusal ON article`;
  await ada.api.articles.create.mutate({ ...text, title: 'Kept' });
  expect(await host.db.$queryRaw`SELECT count(*)::int FROM graphile_worker.jobs`).toEqual([{ count: 1 }]);
});
