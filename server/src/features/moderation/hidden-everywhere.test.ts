import { contract } from '@hybrid/contracts';
import { proceduresOf } from '@hybrid/contracts/kernel';
import { expect, test } from 'vitest';
import { contextOf } from '../../../test/context-of.ts';
import { type Host, type Person, startHost } from '../../../test/host.ts';
import { hideContent, showContent } from './index.ts';

/** Words that stand nowhere but in what will be hidden. */
const words = { title: 'Zyzzyva', description: 'Quokka', body: 'Xylograph', tag: 'numbat', comment: 'Wombat' };

const hiddenSlug = 'zyzzyva';
const paged = { limit: 20, offset: 0 };

/** How each query of the contract is asked so that it would tell of an article by Ada, or of a comment on one. */
const questions: Record<string, object[]> = {
  'accounts.me': [{}],
  'accounts.current': [{}],
  'addresses.pendingChange': [{}],
  'flags.mine': [{}],
  'articles.list': [
    paged,
    { ...paged, tag: words.tag },
    { ...paged, tag: 'shared' },
    { ...paged, author: 'Ada' },
    { ...paged, favoritedBy: 'Grace' },
    { ...paged, author: 'Ada', tag: 'shared', favoritedBy: 'Grace' },
  ],
  'articles.feed': [paged],
  'articles.bySlug': [{ slug: hiddenSlug }, { slug: 'seen' }],
  'articles.related': [{ slug: 'seen' }, { slug: hiddenSlug }],
  'comments.list': [{ slug: 'seen' }, { slug: hiddenSlug }],
  'drafts.list': [{}],
  'drafts.byId': [{ id: '019f0000-0000-7000-8000-000000000000' }],
  'exports.list': [{}],
  'moderation.notices': [{}],
  'notifications.list': [{ limit: 100 }],
  'notifications.settings': [{}],
  'profiles.byUsername': [{ username: 'Ada' }],
  'profiles.followers': [{ username: 'Ada', ...paged }],
  'profiles.following': [{ username: 'Grace', ...paged }],
  'search.articles': [
    ...[words.title, words.description, words.body, words.tag, 'shared'].map((q) => ({ ...paged, q })),
    { ...paged, q: words.title, tag: 'shared' },
    { ...paged, q: words.title, author: 'Ada' },
  ],
  'sessions.list': [{}],
  'tags.list': [{}],
  'twoFactor.state': [{}],
};
const queries = proceduresOf(contract).filter(([, { kind }]) => kind === 'query');

/** What the site answers beside the contract: feeds, the sitemap, and pages with the heads and first answers in them. */
const pages = [
  '/',
  '/feed.xml',
  '/tag/shared/feed.xml',
  `/tag/${words.tag}/feed.xml`,
  '/profile/Ada/feed.xml',
  '/sitemap.xml',
  '/sitemap/pages.xml',
  `/article/${hiddenSlug}`,
  '/article/seen',
  `/tag/${words.tag}`,
  '/tags',
  '/profile/Ada',
  `/search?q=${words.title}`,
];

/** Every door to every list: typed calls, the REST face where there is one, and the pages. */
async function doors({ db }: Host): Promise<string[]> {
  const first = await db.article.findFirstOrThrow({ orderBy: { id: 'asc' }, select: { id: true } });
  const calls = queries.flatMap(([name, { http }]) =>
    (questions[name] ?? []).flatMap((input) => {
      const typed = `/api/trpc/${name}?input=${encodeURIComponent(JSON.stringify(input))}`;
      if (!http) return [typed];
      const fields = Object.entries(input).map(([field, value]): [string, string] => [field, String(value)]);
      const path = http.path.replaceAll(/\{(\w+)\}/g, (_, field: string) => new Map(fields).get(field) ?? '');
      const asked = new URLSearchParams(fields.filter(([field]) => !http.path.includes(`{${field}}`)));
      return [typed, `/api${path}?${asked.toString()}`];
    }),
  );
  return [...calls, ...pages, `/sitemap/articles-${first.id}.xml`];
}

/** The doors at which one of these words is read, by whoever asks. */
async function tellingOf(host: Host, reader: Person | null, sought: readonly string[]): Promise<string[]> {
  const headers = { accept: 'text/html', ...(reader && { cookie: `session=${reader.token}` }) };
  const told: string[] = [];
  for (const door of await doors(host)) {
    const answer = await fetch(host.url + door, { headers });
    // What asks for a word says it itself, in its address and where nothing is found at that.
    const text = (await answer.text()).replaceAll(door, '').toLowerCase();
    const isTold = answer.status === 200 && sought.some((word) => text.includes(`${word.toLowerCase()}-marked`));
    if (isTold) told.push(door);
  }
  return told;
}

/** A host on which Ada has two articles, both commented on; Grace follows her, and marked both. */
async function startWithHidden() {
  const host = await startHost();
  const [ada, grace, alan] = [await host.signUp('Ada'), await host.signUp('Grace'), await host.signUp('Alan')];
  const boss = await host.signUp('boss', 'operator');
  await grace.api.profiles.follow.mutate({ username: 'Ada' });
  const mark = (word: string) => `${word} ${word}-marked`;
  await ada.api.articles.create.mutate({
    title: mark(words.title),
    description: mark(words.description),
    body: mark(words.body),
    tags: ['shared', words.tag],
  });
  await host.db.article.updateMany({ data: { slug: hiddenSlug } });
  await ada.api.articles.create.mutate({ title: 'Seen', description: 'D', body: 'B', tags: ['shared'] });
  for (const slug of [hiddenSlug, 'seen']) {
    await grace.api.articles.favorite.mutate({ slug });
    await alan.api.comments.add.mutate({ slug, body: mark(words.comment) });
  }
  await host.runJobs();
  const { id } = await host.db.article.findUniqueOrThrow({ where: { slug: hiddenSlug } });
  const { id: commentId } = await host.db.comment.findFirstOrThrow({ where: { article: { slug: 'seen' } } });
  return { host, ada, grace, alan, boss, id, commentId, ctx: await contextOf(host, boss) };
}

test('every query of the contract is asked here in the way in which it would tell of what is hidden', () => {
  expect(Object.keys(questions).toSorted()).toEqual(queries.map(([name]) => name).toSorted());
});

test('what moderators hide is told at no door to anybody but its author, and everywhere again when it is shown', async () => {
  const { host, ada, grace, alan, boss, id, commentId, ctx } = await startWithHidden();
  const sought = Object.values(words);
  const before = await tellingOf(host, grace, sought);
  // The doors are those at which it is found as long as it is not hidden: else nothing would be proved of them.
  for (const name of ['articles.list', 'articles.feed', 'articles.bySlug', 'articles.related', 'comments.list']) {
    expect(
      before.some((door) => door.includes(name)),
      name,
    ).toBe(true);
  }
  expect(before.length).toBeGreaterThan(35);
  const totals = () => host.api.articles.list.query({ author: 'Ada' });
  expect(await totals()).toMatchObject({ total: 2 });

  await host.db.$transaction(async (tx) => {
    await hideContent(tx, ctx, { content: { kind: 'article', id }, reason: 'Copied.' });
    await hideContent(tx, ctx, { content: { kind: 'comment', id: commentId }, reason: 'Rude.' });
  });
  for (const reader of [null, grace, boss]) expect(await tellingOf(host, reader, sought)).toEqual([]);
  expect(await totals()).toMatchObject({ total: 1 });
  expect(await host.api.articles.list.query({})).toMatchObject({ total: 1 });
  expect(await host.api.profiles.byUsername.query({ username: 'Ada' })).toMatchObject({ articlesCount: 1 });
  expect(await host.api.tags.list.query()).toEqual([{ tag: 'shared', articles: 1 }]);
  // Their authors see them where they stand, with the reason; no list of others' has them.
  expect(await ada.api.articles.bySlug.query({ slug: hiddenSlug })).toMatchObject({ hidden: { reason: 'Copied.' } });
  expect(await ada.api.drafts.list.query()).toMatchObject([{ article: { isPublished: false, isHidden: true } }]);
  expect(await alan.api.comments.list.query({ slug: 'seen' })).toMatchObject([{ hidden: { reason: 'Rude.' } }]);

  await host.db.$transaction(async (tx) => {
    await showContent(tx, ctx, { kind: 'article', id });
    await showContent(tx, ctx, { kind: 'comment', id: commentId });
  });
  expect(await tellingOf(host, grace, sought)).toEqual(before);
  expect(await totals()).toMatchObject({ total: 2 });
  expect(await host.api.tags.list.query()).toEqual([
    { tag: 'shared', articles: 2 },
    { tag: words.tag, articles: 1 },
  ]);
}, 60_000);
