import { expect, test } from 'vitest';
import { z } from 'zod';
import { type Person, startHost } from '../host.ts';
import { createRestClient, type RestAnswer } from './rest-client.ts';

const Listed = z.object({ articles: z.array(z.looseObject({ slug: z.string() })), articlesCount: z.number() });

/** The slugs of a list, and how many the whole of it holds. */
function listed({ status, body }: RestAnswer) {
  expect(status).toBe(200);
  const { articles, articlesCount } = Listed.parse(body);
  return { slugs: articles.map(({ slug }) => slug), articlesCount };
}

async function start() {
  const host = await startHost();
  const call = await createRestClient(host);
  const people = {
    ada: await host.signUp('Ada'),
    grace: await host.signUp('Grace'),
    linus: await host.signUp('Linus'),
  };
  const publish = async (author: Person, title: string, tagList: string[] = []) => {
    const article = { title, description: 'D', body: 'B', tagList };
    await call('POST /articles', { token: author.token, body: { article } });
  };
  const list = async (query = '', token?: string) => listed(await call(`GET /articles${query}`, { token }));
  return { host, call, publish, list, ...people };
}

/** Five articles by two people, two of them with favorites. */
async function startWithArticles() {
  const started = await start();
  const { call, publish, ada, grace, linus } = started;
  await publish(ada, 'a1', ['steam', 'brass']);
  await publish(grace, 'g1', ['steam']);
  await publish(ada, 'a2', ['brass']);
  await publish(grace, 'g2', ['brass']);
  await publish(ada, 'a3', ['steam']);
  for (const slug of ['a1', 'g1', 'a3']) await call(`POST /articles/${slug}/favorite`, { token: linus.token });
  await call('POST /articles/g1/favorite', { token: ada.token });
  return started;
}

test('articles come newest first, without their body', async () => {
  const { call, list } = await startWithArticles();
  expect(await list()).toEqual({ slugs: ['a3', 'g2', 'a2', 'g1', 'a1'], articlesCount: 5 });
  const { body } = await call('GET /articles');
  for (const article of Listed.parse(body).articles) expect(article).not.toHaveProperty('body');
});

test('a list is filtered by tag, author and who marked it, each alone and all together', async () => {
  const { list } = await startWithArticles();
  const filters: Record<string, string[]> = {
    '?tag=steam': ['a3', 'g1', 'a1'],
    '?tag=STEAM': ['a3', 'g1', 'a1'],
    '?author=Ada': ['a3', 'a2', 'a1'],
    '?author=ada': ['a3', 'a2', 'a1'],
    '?favorited=Linus': ['a3', 'g1', 'a1'],
    '?favorited=Ada': ['g1'],
    '?favorited=Grace': [],
    '?tag=steam&author=Ada': ['a3', 'a1'],
    '?tag=brass&author=Grace': ['g2'],
    '?tag=brass&favorited=Linus': ['a1'],
    '?author=Grace&favorited=Linus': ['g1'],
    '?author=Ada&favorited=Linus&tag=brass': ['a1'],
    '?author=Grace&favorited=Ada&tag=brass': [],
    '?tag=none': [],
    '?author=nobody': [],
    '?favorited=nobody': [],
  };
  for (const [query, slugs] of Object.entries(filters)) {
    expect(await list(query), query).toEqual({ slugs, articlesCount: slugs.length });
  }
});

test('favorites and followed authors are those of whoever asks', async () => {
  const { call, ada, grace, linus } = await startWithArticles();
  await call('POST /profiles/Ada/follow', { token: linus.token });
  const seen = async (token?: string) => {
    const { articles } = Listed.parse((await call('GET /articles', { token })).body);
    const named = (test: (article: object) => boolean) => articles.filter(test).map(({ slug }) => slug);
    return {
      favorited: named((article) => Reflect.get(article, 'favorited') === true),
      following: named(
        (article) => z.object({ author: z.object({ following: z.literal(true) }) }).safeParse(article).success,
      ),
    };
  };
  expect(await seen()).toEqual({ favorited: [], following: [] });
  expect(await seen(linus.token)).toEqual({ favorited: ['a3', 'g1', 'a1'], following: ['a3', 'a2', 'a1'] });
  expect(await seen(ada.token)).toEqual({ favorited: ['g1'], following: [] });
  expect(await seen(grace.token)).toEqual({ favorited: [], following: [] });
});

test('a page holds 20 articles unless told, at most 100, and the count is that of the whole list', async () => {
  const { host, call, list, ada } = await start();
  await host.db.article.createMany({
    data: Array.from({ length: 105 }, (_, index) => ({
      slug: `n${index}`,
      title: `N${index}`,
      description: 'D',
      body: 'B',
      authorId: ada.id,
      createdAt: new Date(Date.UTC(2026, 0, 1, 0, index)),
    })),
  });
  const first = await list();
  expect(first.articlesCount).toBe(105);
  expect(first.slugs).toEqual(Array.from({ length: 20 }, (_, index) => `n${104 - index}`));
  expect(await list('?limit=3&offset=100')).toEqual({ slugs: ['n4', 'n3', 'n2'], articlesCount: 105 });
  expect((await list('?limit=100')).slugs).toHaveLength(100);
  expect(await list('?offset=1000')).toEqual({ slugs: [], articlesCount: 105 });
  expect(await list('?author=Ada&limit=1')).toEqual({ slugs: ['n104'], articlesCount: 105 });

  const refusals: Record<string, object> = {
    '?limit=101': { limit: ['must be at most 100'] },
    '?limit=0': { limit: ['must be at least 1'] },
    '?limit=': { limit: ['must be a whole number'] },
    '?limit=ten': { limit: ['must be a whole number'] },
    '?limit=1.5': { limit: ['must be a whole number'] },
    '?limit=1e1': { limit: ['must be a whole number'] },
    '?limit=5&limit=6': { limit: ['must be given once'] },
    '?tag=a&tag=b': { tag: ['must be given once'] },
    '?offset=-1': { offset: ["can't be negative"] },
    [`?offset=${'9'.repeat(400)}`]: { offset: expect.any(Array) },
    '?limit=x&offset=y': { limit: ['must be a whole number'], offset: ['must be a whole number'] },
  };
  for (const [query, errors] of Object.entries(refusals)) {
    const answer = await call(`GET /articles${query}`);
    expect(answer, query.slice(0, 40)).toMatchObject({ status: 422, body: { errors, code: 'INVALID_INPUT' } });
  }
});

test('the feed holds the articles of those one follows, and of nobody else', async () => {
  const { call, publish, ada, grace, linus } = await startWithArticles();
  const feed = async (query = '', token = linus.token) => listed(await call(`GET /articles/feed${query}`, { token }));
  expect(await feed()).toEqual({ slugs: [], articlesCount: 0 });
  await call('POST /profiles/Grace/follow', { token: linus.token });
  expect(await feed()).toEqual({ slugs: ['g2', 'g1'], articlesCount: 2 });
  expect(await feed('?limit=1&offset=1')).toEqual({ slugs: ['g1'], articlesCount: 2 });
  expect(await feed('', grace.token)).toEqual({ slugs: [], articlesCount: 0 });
  await publish(linus, 'own');
  await call('POST /profiles/Ada/follow', { token: linus.token });
  await publish(ada, 'a4');
  expect((await feed()).slugs).toEqual(['a4', 'a3', 'g2', 'a2', 'g1', 'a1']);
  await call('DELETE /profiles/Grace/follow', { token: linus.token });
  expect((await feed()).slugs).toEqual(['a4', 'a3', 'a2', 'a1']);
  expect(await call('GET /articles/feed?limit=x', { token: linus.token })).toMatchObject({ status: 422 });
});

test('tags are those in use, most used first, each once', async () => {
  const { call, publish, ada } = await startWithArticles();
  expect((await call('GET /tags')).body).toEqual({ tags: ['brass', 'steam'] });
  await publish(ada, 'a4', ['steam', 'STEAM', 'unique']);
  expect((await call('GET /tags')).body).toEqual({ tags: ['steam', 'brass', 'unique'] });
  await call('PUT /articles/a4', { token: ada.token, body: { article: { tagList: [] } } });
  expect((await call('GET /tags')).body).toEqual({ tags: ['brass', 'steam'] });
});
