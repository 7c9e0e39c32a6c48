import { contract } from '@hybrid/contracts';
import { expect, test } from 'vitest';
import { type Api, type Person, startHost } from '../../../test/host.ts';
import { invalidFields, refusal } from '../../../test/refusal.ts';

const text = { description: 'About it', body: 'Text' };

async function publish({ api }: Person, title: string, tags: string[] = []): Promise<void> {
  await api.articles.create.mutate({ ...text, title, tags });
}

type Filters = Parameters<Api['articles']['list']['query']>[0];

/** The titles of a list, and how many articles the whole of it holds. */
async function titles(api: Api, filters: Filters): Promise<[string[], number]> {
  const { articles, total } = await api.articles.list.query(filters);
  return [articles.map(({ title }) => title), total];
}

test('a list shows everybody every article, newest first, whole but for the body', async () => {
  const host = await startHost();
  expect(await host.api.articles.list.query({})).toEqual({ articles: [], total: 0, next: null });
  const [ada, grace] = [await host.signUp('Ada'), await host.signUp('Grace')];
  await publish(ada, 'First', ['b', 'a']);
  await publish(grace, 'Second');
  await publish(ada, 'Third');
  const { articles, total } = await host.api.articles.list.query({});
  expect(articles.map(({ title }) => title)).toEqual(['Third', 'Second', 'First']);
  expect(total).toBe(3);
  const { id: _, body: __, unpublishedAt: ___, ...preview } = await host.api.articles.bySlug.query({ slug: 'first' });
  expect(articles[2]).toEqual(preview);
});

test('filters by tag, author and favorite work alone and combine, in any case, with the total of what they leave', async () => {
  const host = await startHost();
  const [ada, grace] = [await host.signUp('Ada'), await host.signUp('Grace')];
  await publish(ada, 'A1', ['rust']);
  await publish(ada, 'A2', ['zig', 'rust']);
  await publish(grace, 'G1', ['rust']);
  await publish(grace, 'G2', ['zig']);
  for (const slug of ['a1', 'g1']) await grace.api.articles.favorite.mutate({ slug });
  await ada.api.articles.favorite.mutate({ slug: 'a2' });

  const cases: [Filters, string[]][] = [
    [{ tag: 'RUST' }, ['G1', 'A2', 'A1']],
    [{ author: 'aDA' }, ['A2', 'A1']],
    [{ favoritedBy: 'GRACE' }, ['G1', 'A1']],
    [{ tag: 'rust', author: 'Ada' }, ['A2', 'A1']],
    [{ tag: 'zig', author: 'Ada' }, ['A2']],
    [{ author: 'Ada', favoritedBy: 'Grace' }, ['A1']],
    [{ tag: 'rust', author: 'Grace', favoritedBy: 'Grace' }, ['G1']],
    [{ tag: 'zig', favoritedBy: 'Grace' }, []],
    [{ tag: 'cobol' }, []],
    [{ author: 'Nobody' }, []],
    [{ favoritedBy: 'Nobody' }, []],
    // A filter is a word and no pattern.
    [{ author: 'a_a' }, []],
    [{ favoritedBy: '%' }, []],
    [{ tag: 'r%' }, []],
  ];
  for (const [filters, expected] of cases) {
    expect(await titles(host.api, filters), JSON.stringify(filters)).toEqual([expected, expected.length]);
  }
  expect(await titles(host.api, { tag: 'rust', limit: 1, offset: 1 })).toEqual([['A2'], 3]);
});

test('a list comes in pages: 20 articles unless told, 100 at most, and the total is of the whole', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const base = Date.parse('2031-01-01T00:00:00Z');
  const row = (index: number) => ({
    ...text,
    title: `N${index}`,
    slug: `n${index}`,
    authorId: ada.id,
    createdAt: new Date(base + index),
  });
  await host.db.article.createMany({ data: Array.from({ length: 105 }, (_, index) => row(index)) });

  const names = (from: number, count: number) => Array.from({ length: count }, (_, index) => `N${from - index}`);
  expect(await titles(host.api, {})).toEqual([names(104, 20), 105]);
  expect(await titles(host.api, { limit: 100 })).toEqual([names(104, 100), 105]);
  expect(await titles(host.api, { limit: 3, offset: 2 })).toEqual([names(102, 3), 105]);
  expect(await titles(host.api, { limit: 100, offset: 100 })).toEqual([names(4, 5), 105]);
  expect(await titles(host.api, { offset: 105 })).toEqual([[], 105]);
});

test('a page that cannot be is refused by field', async () => {
  const host = await startHost();
  const bad: [Filters, Record<string, string[]>][] = [
    [{ limit: 0 }, { limit: ['must be at least 1'] }],
    [{ limit: 101 }, { limit: ['must be at most 100'] }],
    [{ offset: -1 }, { offset: ["can't be negative"] }],
    [{ offset: 1_000_001 }, { offset: ['is too large'] }],
    [{ after: 'no cursor' }, { after: ['must be the next of another page'] }],
    [{ after: "zzzzzzzzz-00000000-0000-7000-8000-00000000000'" }, { after: ['must be the next of another page'] }],
  ];
  for (const [page, messages] of bad) {
    expect(await invalidFields(host.api.articles.list.query(page)), JSON.stringify(page)).toEqual(messages);
  }
  for (const limit of [1.5, 1e308]) {
    expect(Object.keys(await invalidFields(host.api.articles.list.query({ limit }))), String(limit)).toEqual(['limit']);
  }
});

test('favorites and follows in a list are those of the reader', async () => {
  const host = await startHost();
  const [ada, grace, alan] = [await host.signUp('Ada'), await host.signUp('Grace'), await host.signUp('Alan')];
  await publish(ada, 'Engines');
  await grace.api.articles.favorite.mutate({ slug: 'engines' });
  await alan.api.profiles.follow.mutate({ username: 'Ada' });
  const seenBy = async (api: Api) => {
    const [article] = (await api.articles.list.query({})).articles;
    return [article?.favorited, article?.favoritesCount, article?.author.following];
  };
  expect(await seenBy(grace.api)).toEqual([true, 1, false]);
  expect(await seenBy(alan.api)).toEqual([false, 1, true]);
  expect(await seenBy(ada.api)).toEqual([false, 1, false]);
  expect(await seenBy(host.api)).toEqual([false, 1, false]);
});

test('the feed holds the articles of those whom the caller follows now, newest first and in pages', async () => {
  const host = await startHost();
  const [ada, grace, alan] = [await host.signUp('Ada'), await host.signUp('Grace'), await host.signUp('Alan')];
  for (const [author, title] of [
    [ada, 'A1'],
    [grace, 'G1'],
    [ada, 'A2'],
    [alan, 'L1'],
  ] as const)
    await publish(author, title);
  const feed = async ({ api }: Person, page = {}) => {
    const { articles, total } = await api.articles.feed.query(page);
    return [articles.map(({ title }) => title), total];
  };
  expect(await feed(alan)).toEqual([[], 0]);
  for (const username of ['Ada', 'Grace']) await alan.api.profiles.follow.mutate({ username });
  expect(await feed(alan)).toEqual([['A2', 'G1', 'A1'], 3]);
  expect(await feed(alan, { limit: 1, offset: 1 })).toEqual([['G1'], 3]);
  expect((await alan.api.articles.feed.query({})).articles[0]?.author).toMatchObject({
    username: 'Ada',
    following: true,
  });
  expect((await alan.api.articles.feed.query({})).articles[0]).not.toHaveProperty('body');
  await alan.api.profiles.unfollow.mutate({ username: 'Ada' });
  expect(await feed(alan)).toEqual([['G1'], 1]);
  expect(await feed(grace)).toEqual([[], 0]);

  const anonymous = host.api.articles.feed.query({});
  expect(await refusal(contract.articles.feed, anonymous)).toEqual({ name: 'UNAUTHORIZED', data: null });
});
