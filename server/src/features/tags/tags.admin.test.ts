import { expect, test } from 'vitest';
import { type Host, startHost } from '../../../test/host.ts';
import { createVisitor } from '../../../test/visitor.ts';

const text = { description: 'About it', body: 'Text' };

async function startWithTags() {
  const host = await startHost();
  const visitor = createVisitor(host.url);
  await visitor.signIn((await host.signUp('boss', 'admin')).email);
  const ada = await host.signUp('Ada');
  await ada.api.articles.create.mutate({ ...text, title: 'One', tags: ['moos', 'wall'] });
  await ada.api.articles.create.mutate({ ...text, title: 'Two', tags: ['wall', 'moss', 'moos'] });
  return { host, visitor, ada };
}

const tagsOf = ({ api }: Host, slug: string) => api.articles.bySlug.query({ slug }).then(({ tags }) => tags);
const titles = async ({ api }: Host, tag: string) =>
  (await api.articles.list.query({ tag })).articles.map(({ title }) => title).toSorted();

test('a tag is merged into another after a page that says how many articles change, and its address leads there', async () => {
  const { host, visitor } = await startWithTags();
  const list = await visitor.get('/admin/tags?q=MO');
  expect(list.html).toContain('2 found');
  expect((await visitor.post('/admin/tags/moos/rename', { to: ' ' })).html).toContain('t be blank.');
  expect((await visitor.post('/admin/tags/moos/rename', { to: 'MOOS' })).html).toContain('is called already');
  const asked = await visitor.post('/admin/tags/moos/rename', { to: 'Moss' });
  expect(asked.html).toContain('Merge moos into moss?');
  expect(asked.html).toContain('2 articles carry moss');
  expect(await titles(host, 'moss')).toEqual(['Two']);

  const done = await visitor.post('/admin/tags/moos/rename', { to: 'Moss', sure: 'yes' });
  expect(done.headers.get('location')).toBe('/admin/tags/moss');
  expect((await visitor.get('/admin/tags/moss')).html).toContain('moos is moss now.');
  expect([await tagsOf(host, 'one'), await tagsOf(host, 'two')]).toEqual([
    ['moss', 'wall'],
    ['wall', 'moss'],
  ]);
  expect(await host.api.tags.list.query()).toEqual([
    { tag: 'moss', articles: 2 },
    { tag: 'wall', articles: 2 },
  ]);
  // Whoever comes by the old name finds what it became: in lists, in the search and in the feed.
  expect(await titles(host, 'moos')).toEqual(['One', 'Two']);
  expect(await host.api.articles.list.query({ tag: 'moos', author: 'Ada' })).toMatchObject({ total: 2 });
  expect(await host.api.search.articles.query({ q: 'moss', tag: 'moos' })).toMatchObject({ total: 2 });
  expect(await host.api.search.articles.query({ q: 'moos' })).toMatchObject({ total: 0 });
  const feed = await (await fetch(`${host.url}/tag/moos/feed.xml`)).text();
  for (const title of ['One', 'Two', 'Conduit: moss']) expect(feed).toContain(title);
  expect(await host.db.auditLog.findMany()).toMatchObject([
    { action: 'tags.merged', target: 'tag:moos', before: { tag: 'moos', articles: 2 }, after: { tag: 'moss' } },
  ]);
});

test('a name leads nowhere else once somebody uses it anew, and names that led to a tag follow it', async () => {
  const { host, visitor, ada } = await startWithTags();
  await visitor.post('/admin/tags/moos/rename', { to: 'mooss', sure: 'yes' });
  await visitor.post('/admin/tags/mooss/rename', { to: 'moss', sure: 'yes' });
  expect(await titles(host, 'moos')).toEqual(['One', 'Two']);
  expect((await visitor.get('/admin/tags/moss')).html).toContain('moos, mooss');
  await ada.api.articles.create.mutate({ ...text, title: 'Three', tags: ['moos'] });
  expect(await titles(host, 'moos')).toEqual(['Three']);
  expect(await titles(host, 'mooss')).toEqual(['One', 'Two']);
  await visitor.post('/admin/tags/moss/rename', { to: 'mooss', sure: 'yes' });
  expect(await titles(host, 'mooss')).toEqual(['One', 'Two']);
  expect(await titles(host, 'moss')).toEqual(['One', 'Two']);
});

test('a tag of many articles is changed by a job, a part after the other, and counted right throughout', async () => {
  const { host, visitor, ada } = await startWithTags();
  await host.db.$executeRaw`
    INSERT INTO article (id, slug, title, description, body, author_id, updated_at)
    SELECT gen_random_uuid(), 'n' || n, 'N' || n, 'About it', 'Text', ${ada.id}, now() FROM generate_series(1, 700) n`;
  await host.db.$executeRaw`
    INSERT INTO article_tag (article_id, tag, position) SELECT id, 'moos', 0 FROM article WHERE slug LIKE 'n%'`;
  const asked = await visitor.post('/admin/tags/moos/rename', { to: 'moss' });
  expect(asked.html).toContain('A job changes them');
  await visitor.post('/admin/tags/moos/rename', { to: 'moss', sure: 'yes' });
  expect(await host.db.articleTag.count({ where: { tag: 'moos' } })).toBe(702);
  await host.runJobs();
  expect(await host.api.tags.list.query()).toEqual([
    { tag: 'moss', articles: 702 },
    { tag: 'wall', articles: 2 },
  ]);
  expect(await host.api.articles.list.query({ tag: 'moos' })).toMatchObject({ total: 702 });
});

test('the list of tags goes on from the last by use and name, forwards and back, and is downloaded whole', async () => {
  const { host, visitor, ada } = await startWithTags();
  const tags = Array.from({ length: 18 }, (_, index) => `t.${String(index).padStart(3, '0')}`);
  for (let first = 0; first < 60; first += 18) {
    await ada.api.articles.create.mutate({ ...text, title: `T${first}`, tags: tags.map((tag) => `${tag}.${first}`) });
  }
  const first = await visitor.get('/admin/tags');
  const next = /rel="next" href="([^"]+)"/.exec(first.html)?.[1] ?? '';
  const second = await visitor.get(`/admin/tags${next.replaceAll('&amp;', '&')}`);
  const names = (html: string) => [...html.matchAll(/<th scope="row"><a[^>]*>([^<]+)</g)].map(([, name]) => name);
  const all = await host.api.tags.list.query();
  expect([...names(first.html), ...names(second.html)]).toEqual(all.map(({ tag }) => tag));
  const back = /rel="prev" href="([^"]+)"/.exec(second.html)?.[1] ?? '';
  expect(names((await visitor.get(`/admin/tags${back.replaceAll('&amp;', '&')}`)).html)).toEqual(names(first.html));
  expect(JSON.parse((await visitor.get('/admin/tags/export.json')).html)).toHaveLength(all.length);
});
