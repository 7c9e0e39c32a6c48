import { expect, test } from 'vitest';
import { type Api, type Host, type Person, startHost } from '../../../test/host.ts';

/** Writes articles of Ada's that Grace likes; two of each moment, so that a page may end between them. */
async function write(host: Host, { ada, grace }: Record<'ada' | 'grace', Person>, numbers: number[]): Promise<void> {
  for (const number of numbers) {
    await host.db.article.create({
      data: {
        title: `N${number}`,
        slug: `n${number}`,
        description: 'About it',
        body: 'Text',
        authorId: ada.id,
        createdAt: new Date(Date.parse('2031-01-01T00:00:00Z') + Math.floor(number / 2)),
        tags: { create: [{ tag: 'x', position: 0 }] },
        favorites: { create: [{ userId: grace.id }] },
      },
    });
  }
}

type Slice = { limit: number; after?: string; offset?: number };
type Read = (api: Api, slice: Slice) => ReturnType<Api['articles']['feed']['query']>;

const lists: [string, Read][] = [
  ['all articles', ({ articles }, slice) => articles.list.query(slice)],
  ['those of a tag', ({ articles }, slice) => articles.list.query({ ...slice, tag: 'x' })],
  ['those of an author', ({ articles }, slice) => articles.list.query({ ...slice, author: 'ada' })],
  ['the favorites of somebody', ({ articles }, slice) => articles.list.query({ ...slice, favoritedBy: 'grace' })],
  ['filters that combine', ({ articles }, slice) => articles.list.query({ ...slice, tag: 'x', author: 'ada' })],
  ['the feed', ({ articles }, slice) => articles.feed.query(slice)],
];

/** The titles of a page and of all that follow it. */
async function titlesFrom(read: (slice: Slice) => ReturnType<Read>, first: Awaited<ReturnType<Read>>) {
  const titles = first.articles.map(({ title }) => title);
  for (let { next } = first; next !== null;) {
    const page = await read({ limit: 3, after: next });
    expect(page.total).toBe(9);
    titles.push(...page.articles.map(({ title }) => title));
    ({ next } = page);
  }
  return titles;
}

test('each page names the next, so that nothing is shown twice or passed over while articles are added', async () => {
  const host = await startHost();
  const people = { ada: await host.signUp('Ada'), grace: await host.signUp('Grace') };
  const { api } = people.grace;
  await api.profiles.follow.mutate({ username: 'Ada' });
  await write(host, people, [0, 1, 2, 3, 4, 5, 6]);
  const firsts = await Promise.all(lists.map(([, read]) => read(api, { limit: 3 })));
  await write(host, people, [7, 8]);
  for (const [index, [name, read]] of lists.entries()) {
    const first = firsts[index];
    if (!first?.next) throw new Error(`The first page of ${name} is not the last.`);
    const titles = await titlesFrom((slice) => read(api, slice), first);
    expect(titles.toSorted(), name).toEqual(['N0', 'N1', 'N2', 'N3', 'N4', 'N5', 'N6']);
    expect((await read(api, { limit: 9 })).next, name).toBeNull();
    // An offset counts from the cursor.
    const skipped = await read(api, { limit: 1, after: first.next, offset: 1 });
    expect(skipped.articles[0]?.title, name).toBe(titles[4]);
  }
});
