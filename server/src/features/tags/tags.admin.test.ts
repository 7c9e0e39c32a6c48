import { expect, test } from 'vitest';
import { type Host, startHost } from '../../../test/host.ts';
import { addArticles, askRename, rename, undoOn } from '../../../test/renames.ts';
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
  const name = (to: string) => visitor.get(`/admin/tags/moos/rename?to=${to}`);
  expect((await name('+')).html).toContain('t be blank.');
  expect((await name('MOOS')).html).toContain('is called already');
  const asked = await askRename(visitor, 'moos', { to: 'Moss' });
  expect(asked.html).toContain('Merge moos into moss?');
  expect(asked.html).toContain('2 articles carry moss');
  expect(asked.html).toContain('this cannot be undone');
  await visitor.post('/admin/tags/moos/rename?to=moss');
  expect(await titles(host, 'moss')).toEqual(['Two']);

  const done = await asked.send();
  expect(done.headers.get('location')).toBe('/admin/tags/moss');
  const page = await visitor.get('/admin/tags/moss');
  expect(page.html).toContain('moos is moss now.');
  expect(undoOn(page.html)).toBeUndefined();
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
  await rename(visitor, 'moos', { to: 'mooss' });
  await rename(visitor, 'mooss', { to: 'moss' });
  expect(await titles(host, 'moos')).toEqual(['One', 'Two']);
  const { html: today } = await visitor.get('/admin/tags/moss');
  expect(today).toContain('moos, mooss');
  // What was done to it under its former names is what was done to it.
  for (const action of ['tags.renamed', 'tags.merged']) expect(today).toContain(`>${action}</td>`);
  await ada.api.articles.create.mutate({ ...text, title: 'Three', tags: ['moos'] });
  expect(await titles(host, 'moos')).toEqual(['Three']);
  expect(await titles(host, 'mooss')).toEqual(['One', 'Two']);
  await rename(visitor, 'moss', { to: 'mooss' });
  expect(await titles(host, 'mooss')).toEqual(['One', 'Two']);
  expect(await titles(host, 'moss')).toEqual(['One', 'Two']);
});

test('a tag of many articles is changed by a job, a part after the other, and counted right throughout', async () => {
  const { host, visitor, ada } = await startWithTags();
  await addArticles(host, { author: ada.id, tag: 'moos', count: 700 });
  const asked = await askRename(visitor, 'moos', { to: 'moss', typed: '702' });
  expect(asked.html).toContain('A job changes them');
  const begun = await asked.send();
  const page = await visitor.get(String(begun.headers.get('location')));
  expect(page.html).toContain('Begun: this job gives the articles of moos the tag moss.');
  expect(page.html).toContain('tags.move');
  expect(await host.db.articleTag.count({ where: { tag: 'moos' } })).toBe(702);
  await host.runJobs();
  expect(await host.api.tags.list.query()).toEqual([
    { tag: 'moss', articles: 702 },
    { tag: 'wall', articles: 2 },
  ]);
  expect(await host.api.articles.list.query({ tag: 'moos' })).toMatchObject({ total: 702 });
});

test('of more than a hundred articles the number is typed, and compared with what there is when it is sent', async () => {
  const { host, visitor, ada } = await startWithTags();
  await addArticles(host, { author: ada.id, tag: 'wall', count: 99 });
  const untyped = await askRename(visitor, 'wall', { to: 'hedge' });
  expect(untyped.html).toContain('Type <strong>101</strong> to go on');
  const refused = await untyped.send();
  expect(refused.status).toBe(422);
  expect(refused.html).toContain('Type 101 to go on. Nothing was changed.');

  const typed = await askRename(visitor, 'wall', { to: 'hedge', typed: '101' });
  await ada.api.articles.create.mutate({ ...text, title: 'Three', tags: ['wall'] });
  const late = await typed.send();
  expect(late.status).toBe(409);
  expect(late.html).toContain('101 matched when this page was shown, and 102 do now.');

  const plain = await askRename(visitor, 'wall', { to: 'hedge', typed: '102' });
  expect(plain.html).toContain('Rename wall to hedge?');
  await ada.api.articles.create.mutate({ ...text, title: 'Four', tags: ['hedge'] });
  const merging = await plain.send();
  expect(merging.status).toBe(409);
  expect(merging.html).toContain('Articles carry hedge by now. Nothing was changed.');
  expect(merging.html).toContain('Merge wall into hedge?');
  expect(await titles(host, 'hedge')).toEqual(['Four']);
  expect(await host.db.auditLog.count()).toBe(0);

  await (await askRename(visitor, 'wall', { to: 'hedge', typed: '102' })).send();
  await host.runJobs();
  expect(await host.db.articleTag.count({ where: { tag: 'hedge' } })).toBe(103);
});

test('what only articles that are not out carry is merged as well, and not renamed', async () => {
  const { visitor, ada } = await startWithTags();
  const { slug } = await ada.api.articles.create.mutate({ ...text, title: 'Three', tags: ['hedge'] });
  await ada.api.articles.unpublish.mutate({ slug });
  expect((await askRename(visitor, 'wall', { to: 'hedge' })).html).toContain('Merge wall into hedge?');
});

test('a tag is renamed only by whoever proved lately that it is them, and their name for it comes back with them', async () => {
  const { host, visitor } = await startWithTags();
  const asked = await askRename(visitor, 'moos', { to: 'mooss' });
  await host.db.$executeRaw`
    UPDATE session SET created_at = created_at - interval '11 minutes', proved_at = proved_at - interval '11 minutes'`;
  for (const answer of [await asked.send(), await visitor.get('/admin/tags/moos/rename?to=mooss&as=rename')]) {
    const next = encodeURIComponent('/admin/tags/moos/rename?to=mooss&as=rename');
    expect(answer.headers.get('location')).toBe(`/admin/confirm?next=${next}`);
  }
  expect(await titles(host, 'mooss')).toEqual([]);
});

test('a rename is taken back from its notice, once, by whoever made it', async () => {
  const { host, visitor } = await startWithTags();
  await rename(visitor, 'moos', { to: 'mooss' });
  const undo = undoOn((await visitor.get('/admin/tags/mooss')).html);
  expect(undo).toBe('/admin/tags/moos/undo');
  const other = createVisitor(host.url);
  await other.signIn((await host.signUp('other', 'admin')).email);
  await other.post(String(undo));
  expect((await other.get('/admin/tags/moos')).html).toContain('Not undone');
  expect(await tagsOf(host, 'one')).toEqual(['mooss', 'wall']);

  await visitor.post(String(undo));
  expect((await visitor.get('/admin/tags/moos')).html).toContain('Undone: its old name is its name again.');
  expect([await tagsOf(host, 'one'), await tagsOf(host, 'two')]).toEqual([
    ['moos', 'wall'],
    ['wall', 'moss', 'moos'],
  ]);
  for (const name of ['moos', 'mooss']) expect(await titles(host, name)).toEqual(['One', 'Two']);
  await visitor.post(String(undo));
  const lines = await host.db.auditLog.findMany({ orderBy: { id: 'asc' } });
  expect(lines).toMatchObject([
    { action: 'tags.renamed', target: 'tag:moos' },
    { action: 'tags.renameUndone', target: 'tag:moos', before: { tag: 'mooss' }, after: { tag: 'moos', articles: 2 } },
  ]);
});

test('a rename is not taken back once an article has the new name by itself, or the old one anew', async () => {
  const { host, visitor, ada } = await startWithTags();
  await rename(visitor, 'moos', { to: 'mooss' });
  const three = await ada.api.articles.create.mutate({ ...text, title: 'Three', tags: ['mooss'] });
  await visitor.post('/admin/tags/moos/undo');
  expect(await titles(host, 'mooss')).toEqual(['One', 'Three', 'Two']);
  // As many as before carry it, but not the same.
  await ada.api.articles.delete.mutate({ slug: 'two' });
  await visitor.post('/admin/tags/moos/undo');
  expect(await titles(host, 'mooss')).toEqual(['One', 'Three']);
  await ada.api.articles.edit.mutate({ ...text, slug: three.slug, title: 'Three', tags: ['moos'] });
  await visitor.post('/admin/tags/moos/undo');
  expect(await titles(host, 'moos')).toEqual(['Three']);
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
