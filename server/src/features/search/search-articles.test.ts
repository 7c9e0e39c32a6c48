import type { SearchHit } from '@hybrid/contracts';
import { expect, test } from 'vitest';
import { type Api, type Host, type Person, startHost } from '../../../test/host.ts';

interface Written {
  title: string;
  description?: string;
  body?: string;
  tags?: string[];
}

async function publish({ api }: Person, written: Written): Promise<string> {
  const { slug } = await api.articles.create.mutate({ description: 'About it', body: 'Text', ...written });
  return slug;
}

type Input = Parameters<Api['search']['articles']['query']>[0];

async function titles(api: Api, input: Input): Promise<string[]> {
  const { hits } = await api.search.articles.query(input);
  return hits.map(({ article }) => article.title);
}

async function first(api: Api, q: string): Promise<SearchHit> {
  const [hit] = (await api.search.articles.query({ q })).hits;
  if (!hit) throw new Error(`Nothing was found for ${q}.`);
  return hit;
}

/** What of a text is marked. */
function matches(segments: { text: string; isMatch: boolean }[]): string[] {
  return segments.filter(({ isMatch }) => isMatch).map(({ text }) => text);
}

async function library(): Promise<{ host: Host; ada: Person; grace: Person }> {
  const host = await startHost();
  const [ada, grace] = [await host.signUp('Ada'), await host.signUp('Grace')];
  await publish(ada, { title: 'Moss on the north wall', body: 'It grows where the engine runs.', tags: ['garden'] });
  await publish(grace, { title: 'Running engines', body: 'A wall of moss, and a runner.', tags: ['craft'] });
  await publish(ada, {
    title: 'Bread',
    description: 'Of flour and moss',
    body: 'Über Häuser und Öfen.',
    tags: ['craft'],
  });
  return { host, ada, grace };
}

test('an article is found by words of its title, standfirst, tags and text, whoever asks, and what has them in its title comes first', async () => {
  const { host, ada } = await library();
  expect(await titles(host.api, { q: 'moss' })).toEqual(['Moss on the north wall', 'Bread', 'Running engines']);
  expect(await titles(ada.api, { q: 'garden' })).toEqual(['Moss on the north wall']);
  expect(await titles(host.api, { q: 'flour' })).toEqual(['Bread']);
  expect(await titles(host.api, { q: 'nowhere' })).toEqual([]);
  const { hits, total, isCapped } = await host.api.search.articles.query({ q: 'bread' });
  expect([total, isCapped]).toEqual([1, false]);
  const preview = (await host.api.articles.list.query({})).articles[0];
  expect(hits[0]?.article).toEqual(preview);
});

test.each([
  ['the last word by its beginning, as one types', 'north wal', ['Moss on the north wall']],
  ['the beginning of a word of another language', 'häus', ['Bread']],
  ['a word in another form', 'running', ['Running engines', 'Moss on the north wall']],
  ['words in any case and order', 'WALL Engines', ['Running engines', 'Moss on the north wall']],
  ['words in quotes only together', '"wall of moss"', ['Running engines']],
  ['either of two', 'bread or garden', ['Bread', 'Moss on the north wall']],
  ['all but what is left out', 'moss -bread -runner', ['Moss on the north wall']],
  ['stop words where nothing else is said', 'the', ['Moss on the north wall']],
])('a search finds %s', async (_, q, expected) => {
  const { host } = await library();
  expect((await titles(host.api, { q })).toSorted()).toEqual(expected.toSorted());
});

test('an article that holds all words close together comes before one that holds the longest of them more often', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  await publish(ada, { title: 'A lawn of moss', body: 'Moss and moss and moss.' });
  await publish(ada, { title: 'Moss on the north wall' });
  // “nor” is a word that English search leaves out, and here the beginning of another.
  expect((await titles(host.api, { q: 'moss nor' }))[0]).toBe('Moss on the north wall');
});

test('filters by tag and author combine with the words, in any case', async () => {
  const { host } = await library();
  expect(await titles(host.api, { q: 'moss', tag: 'CRAFT' })).toEqual(['Bread', 'Running engines']);
  expect(await titles(host.api, { q: 'moss', author: 'ADA' })).toEqual(['Moss on the north wall', 'Bread']);
  expect(await titles(host.api, { q: 'moss', tag: 'craft', author: 'ada' })).toEqual(['Bread']);
  expect(await titles(host.api, { q: 'moss', author: 'Nobody' })).toEqual([]);
  expect(await titles(host.api, { q: 'moss', tag: '%' })).toEqual([]);
});

test('what matches is marked in the title and in passages of the text, as pieces and never as markup', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const filler = 'Nothing of interest stands here, and it goes on for a while. '.repeat(20);
  await publish(ada, {
    title: 'On <b>moss</b> & "mosses"',
    body: `# Head\n\n${filler}\n\nThe *moss* on [the wall](https://example.com) is \u0002green\u0003.\n\n${filler}`,
  });
  const { title, snippet } = await first(host.api, 'mos');
  expect(title.map((piece) => piece.text).join('')).toBe('On <b>moss</b> & "mosses"');
  expect(matches(title)).toEqual(['moss', 'mosses']);
  expect(matches(snippet)).toEqual(['moss']);
  const text = snippet.map((piece) => piece.text).join('');
  expect(text).toMatch(/^… .* …$/);
  expect(text).toContain('The moss on the wall is green');
  expect(text.length).toBeLessThan(400);
  // What only begins like the last word is marked as well, and what is found in the title alone shows its standfirst.
  expect(matches((await first(host.api, 'intere')).snippet)).toContain('interest');
  await publish(ada, { title: 'Lichen', description: 'What it is', body: 'Text' });
  expect((await first(host.api, 'lichen')).snippet).toEqual([{ text: 'What it is', isMatch: false }]);
});

test('an article that was changed, taken back or deleted is found as it is now', async () => {
  const { host, ada } = await library();
  await ada.api.articles.edit.mutate({ slug: 'bread', body: 'Of kneading.', tags: ['kitchen'] });
  expect(await titles(host.api, { q: 'öfen' })).toEqual([]);
  expect(await titles(host.api, { q: 'kneading' })).toEqual(['Bread']);
  expect(await titles(host.api, { q: 'kitchen' })).toEqual(['Bread']);
  await host.db.article.update({ where: { slug: 'bread' }, data: { unpublishedAt: new Date() } });
  expect(await titles(host.api, { q: 'kneading' })).toEqual([]);
  expect(await titles(ada.api, { q: 'kneading' })).toEqual([]);
  expect((await host.api.search.articles.query({ q: 'kneading' })).total).toBe(0);
  await ada.api.articles.delete.mutate({ slug: 'moss-on-the-north-wall' });
  expect(await titles(host.api, { q: 'moss' })).toEqual(['Running engines']);
});

test('of equals the newer comes first', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  for (const title of ['Same old', 'Same older', 'Same oldest']) await publish(ada, { title, body: 'Alike' });
  const days = (count: number) => new Date(Date.now() - count * 86_400_000);
  await host.db.article.update({ where: { slug: 'same-oldest' }, data: { createdAt: days(900) } });
  await host.db.article.update({ where: { slug: 'same-older' }, data: { createdAt: days(90) } });
  expect(await titles(host.api, { q: 'alike' })).toEqual(['Same old', 'Same older', 'Same oldest']);
});

test('a list of finds comes in pages, and counts a thousand at most', async () => {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const row = (index: number) => ({
    title: `Common ${index}`,
    slug: `n${index}`,
    description: 'D',
    body: index < 25 ? 'Rare' : 'Text',
    authorId: ada.id,
    createdAt: new Date(Date.UTC(2026, 0, 1) + index * 60_000),
  });
  await host.db.article.createMany({ data: Array.from({ length: 1003 }, (_, index) => row(index)) });
  const page = async (q: string, offset: number) => {
    const { hits, total, isCapped } = await host.api.search.articles.query({ q, limit: 10, offset });
    return { first: hits[0]?.article.title, length: hits.length, total, isCapped };
  };
  expect(await page('rare', 0)).toEqual({ first: 'Common 24', length: 10, total: 25, isCapped: false });
  expect(await page('rare', 20)).toEqual({ first: 'Common 4', length: 5, total: 25, isCapped: false });
  expect(await page('rare', 30)).toEqual({ first: undefined, length: 0, total: 25, isCapped: false });
  expect(await page('common', 0)).toMatchObject({ length: 10, total: 1000, isCapped: true });
  expect(await page('common', 995)).toMatchObject({ length: 5, total: 1000, isCapped: true });
  expect(await page('common', 1_000_000)).toMatchObject({ length: 0, total: 1000, isCapped: true });
});

test('favorites and follows among the finds are those of the reader', async () => {
  const { host, grace } = await library();
  await grace.api.articles.favorite.mutate({ slug: 'bread' });
  await grace.api.profiles.follow.mutate({ username: 'Ada' });
  const seenBy = async (api: Api) => {
    const { article } = (await api.search.articles.query({ q: 'bread' })).hits[0] ?? {};
    return [article?.favorited, article?.favoritesCount, article?.author.following];
  };
  expect(await seenBy(grace.api)).toEqual([true, 1, true]);
  expect(await seenBy(host.api)).toEqual([false, 1, false]);
});
