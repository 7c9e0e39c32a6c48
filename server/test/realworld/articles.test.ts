import { expect, test } from 'vitest';
import { startHost } from '../host.ts';
import { createRestClient, type RestAnswer, textAt } from './rest-client.ts';

const blank = ["can't be blank"];
const text = { title: 'Engines', description: 'About them', body: 'They **turn**.', tagList: ['one', 'two'] };
const unknown = { status: 404, body: { errors: { article: ['not found'] } } };
const forbidden = { status: 403, body: { errors: { article: ['forbidden'] } } };

async function start() {
  const host = await startHost();
  const call = await createRestClient(host);
  const [ada, grace] = [await host.signUp('Ada'), await host.signUp('Grace')];
  const publish = (change: object = {}, token = ada.token): Promise<RestAnswer> =>
    call('POST /articles', { token, body: { article: { ...text, ...change } } });
  return { host, call, publish, ada: ada.token, grace: grace.token };
}

test('an article is published and read, whole and by anybody', async () => {
  const { call, publish } = await start();
  const created = await publish();
  expect(created.status).toBe(201);
  expect(created.body).toMatchObject({
    article: {
      ...text,
      slug: 'engines',
      favorited: false,
      favoritesCount: 0,
      author: { username: 'Ada', bio: null, image: null, following: false },
    },
  });
  expect(created.body).not.toHaveProperty('article.tags');
  expect(textAt(created, 'article.createdAt')).toBe(textAt(created, 'article.updatedAt'));
  expect(await call('GET /articles/engines')).toMatchObject({ status: 200, body: created.body });
  expect(await call('GET /articles/none')).toMatchObject(unknown);
});

test('tags keep their order, without duplicates', async () => {
  const { publish } = await start();
  const { body } = await publish({ tagList: ['zebra', 'ant', 'Zebra', ' ant ', 'mole'] });
  expect(body).toHaveProperty('article.tagList', ['zebra', 'ant', 'mole']);
  expect((await publish({ title: 'None', tagList: undefined })).body).toHaveProperty('article.tagList', []);
});

test('an article that is not valid is refused by field', async () => {
  const { host, call, publish, ada } = await start();
  const refusals: [object, object][] = [
    [{ title: '' }, { title: blank }],
    [{ title: '   ' }, { title: blank }],
    [{ description: '' }, { description: blank }],
    [{ body: '' }, { body: blank }],
    [{ body: null }, { body: blank }],
    [
      { title: 5, description: {} },
      { title: blank, description: blank },
    ],
    [{ tagList: null }, { tagList: ['must be a list of tags'] }],
    [{ tagList: 'one' }, { tagList: ['must be a list of tags'] }],
    // Messages of the leaf, whatever its place in the list, and none of them twice.
    [{ tagList: ['', 7, 'fine', ''] }, { tagList: ["can't be blank", 'must be text'] }],
  ];
  for (const [change, errors] of refusals) {
    const answer = await publish(change);
    expect(answer, JSON.stringify(change)).toMatchObject({ status: 422 });
    expect(answer.body).toHaveProperty('errors', errors);
  }
  const nothing = await call('POST /articles', { token: ada });
  expect(nothing).toMatchObject({ status: 422, body: { errors: { article: blank } } });
  const empty = await call('POST /articles', { token: ada, body: { article: {} } });
  expect(empty).toMatchObject({ status: 422, body: { errors: { title: blank, description: blank, body: blank } } });
  expect(await host.db.article.count()).toBe(0);
});

test('an edit changes what is sent; a list of tags that is left out stays, an empty one clears, null is refused', async () => {
  const { call, publish, ada } = await start();
  const created = await publish();
  const edit = (article: object) => call('PUT /articles/engines', { token: ada, body: { article } });
  let before = created;
  for (const change of [
    { description: 'New' },
    { body: 'New **text**' },
    { tagList: ['three', 'one'] },
    { tagList: [] },
  ]) {
    const after = await edit(change);
    const updatedAt = textAt(after, 'article.updatedAt');
    expect(after.status).toBe(200);
    expect(after.body).toEqual({ article: { ...(before.body as { article: object }).article, ...change, updatedAt } });
    expect(Date.parse(updatedAt)).toBeGreaterThan(Date.parse(textAt(before, 'article.updatedAt')));
    before = after;
  }
  for (const [change, errors] of [
    [{ tagList: null }, { tagList: ['must be a list of tags'] }],
    [{ title: '' }, { title: blank }],
    [{ body: null }, { body: blank }],
  ]) {
    expect(await edit(change ?? {})).toMatchObject({ status: 422, body: { errors } });
  }
  expect((await call('GET /articles/engines')).body).toEqual(before.body);
});

test('the address says which article is meant, whatever the body says', async () => {
  const { call, publish, ada } = await start();
  await publish();
  await publish({ title: 'Other' });
  const body = { article: { slug: 'other', description: 'New', tags: ['natural'] }, slug: 'other' };
  const answer = await call('PUT /articles/engines', { token: ada, body });
  expect(answer.body).toMatchObject({ article: { slug: 'engines', description: 'New', tagList: text.tagList } });
  expect((await call('GET /articles/other')).body).toMatchObject({ article: { description: text.description } });
});

test('a new title gives a new slug; old ones keep leading to the article, whoever publishes under them later', async () => {
  const { call, publish, ada } = await start();
  await publish();
  const moved = await call('PUT /articles/engines', { token: ada, body: { article: { title: 'Machines' } } });
  expect(textAt(moved, 'article.slug')).toBe('machines');
  expect((await call('GET /articles/engines')).body).toEqual(moved.body);
  const second = textAt(await publish({ description: 'Second' }), 'article.slug');
  expect(second).toMatch(/^engines-[0-9a-f]{8}$/);
  expect((await call('GET /articles/engines')).body).toEqual(moved.body);
  expect(textAt(await call(`GET /articles/${second}`), 'article.description')).toBe('Second');
});

test('equal titles get distinct slugs, and none stands where another operation answers', async () => {
  const { call, publish, ada } = await start();
  const slugs = [];
  for (const title of ['Same', 'Same', 'Feed']) slugs.push(textAt(await publish({ title }), 'article.slug'));
  expect(slugs).toEqual(['same', expect.stringMatching(/^same-.{8}$/), expect.stringMatching(/^feed-.{8}$/)]);
  for (const slug of slugs) expect((await call(`GET /articles/${slug}`)).status).toBe(200);
  expect(await call('GET /articles/feed', { token: ada })).toMatchObject({ body: { articles: [], articlesCount: 0 } });
});

test('a slug in other letters is found, percent-encoded as a URL writes it', async () => {
  const { call, publish } = await start();
  const slug = textAt(await publish({ title: 'Über 日本語 / und mehr' }), 'article.slug');
  expect(slug).toContain('日本語');
  expect(textAt(await call(`GET /articles/${encodeURIComponent(slug)}`), 'article.slug')).toBe(slug);
});

test('only its author changes or deletes an article, and who asks for none is told so', async () => {
  const { call, publish, grace } = await start();
  const { body } = await publish();
  const change = { article: { title: 'Hers' } };
  expect(await call('PUT /articles/engines', { token: grace, body: change })).toMatchObject(forbidden);
  expect(await call('DELETE /articles/engines', { token: grace })).toMatchObject(forbidden);
  expect(await call('PUT /articles/none', { token: grace, body: change })).toMatchObject(unknown);
  expect(await call('DELETE /articles/none', { token: grace })).toMatchObject(unknown);
  expect((await call('GET /articles/engines')).body).toEqual(body);
});

test('a deleted article is gone everywhere, and nothing is said about it', async () => {
  const { call, publish, ada, grace } = await start();
  await publish({ tagList: ['only-here'] });
  await call('POST /profiles/Ada/follow', { token: grace });
  await call('POST /articles/engines/favorite', { token: grace });
  await call('POST /articles/engines/comments', { token: grace, body: { comment: { body: 'Well' } } });
  const deleted = await call('DELETE /articles/engines', { token: ada });
  expect(deleted).toMatchObject({ status: 204, body: null });
  expect(deleted.headers.get('content-type')).toBeNull();
  for (const operation of ['GET /articles/engines', 'GET /articles/engines/comments']) {
    expect(await call(operation), operation).toMatchObject(unknown);
  }
  expect(await call('DELETE /articles/engines', { token: ada })).toMatchObject(unknown);
  expect(await call('POST /articles/engines/favorite', { token: grace })).toMatchObject(unknown);
  const none = { articles: [], articlesCount: 0 };
  for (const query of ['', '?tag=only-here', '?author=Ada', '?favorited=Grace', '?author=Ada&favorited=Grace']) {
    expect((await call(`GET /articles${query}`)).body, query).toMatchObject(none);
  }
  expect((await call('GET /articles/feed', { token: grace })).body).toMatchObject(none);
  expect((await call('GET /tags')).body).toEqual({ tags: [] });
});

test('a favorite is of one person, is counted once, and is no edit; it is sent without body or content type', async () => {
  const { call, publish, ada, grace } = await start();
  const created = await publish();
  for (const count of [1, 1]) {
    const { status, body } = await call('POST /articles/engines/favorite', { token: grace });
    expect(status).toBe(200);
    expect(body).toMatchObject({ article: { favorited: true, favoritesCount: count, body: text.body } });
  }
  const { body } = await call('POST /articles/engines/favorite', { token: ada });
  expect(body).toMatchObject({ article: { favorited: true, favoritesCount: 2 } });
  expect((await call('GET /articles/engines')).body).toMatchObject({
    article: { favorited: false, favoritesCount: 2, updatedAt: textAt(created, 'article.updatedAt') },
  });
  for (const count of [1, 1]) {
    const answer = await call('DELETE /articles/engines/favorite', { token: grace });
    expect(answer).toMatchObject({ status: 200, body: { article: { favorited: false, favoritesCount: count } } });
  }
  expect((await call('GET /articles/engines', { token: ada })).body).toMatchObject({ article: { favorited: true } });
  for (const method of ['POST', 'DELETE']) {
    expect(await call(`${method} /articles/none/favorite`, { token: ada })).toMatchObject(unknown);
  }
});
