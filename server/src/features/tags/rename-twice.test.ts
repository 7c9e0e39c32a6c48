import { expect, test } from 'vitest';
import { type Host, startHost } from '../../../test/host.ts';
import { addArticles, askRename, rename, undoOn } from '../../../test/renames.ts';
import { createVisitor, type Visitor } from '../../../test/visitor.ts';

const text = { description: 'About it', body: 'Text' };

async function startWithTwo() {
  const host = await startHost();
  const [ann, bob] = [await enter(host, 'ann'), await enter(host, 'bob')];
  const ada = await host.signUp('Ada');
  await ada.api.articles.create.mutate({ ...text, title: 'One', tags: ['moos'] });
  await ada.api.articles.create.mutate({ ...text, title: 'Two', tags: ['moos', 'wall'] });
  return { host, ann, bob, ada };
}

async function enter(host: Host, name: string): Promise<Visitor> {
  const visitor = createVisitor(host.url);
  await visitor.signIn((await host.signUp(name, 'admin')).email);
  return visitor;
}

const carried = async ({ db }: Host) => {
  const tags = await db.articleTag.groupBy({ by: ['tag'], _count: true, orderBy: { tag: 'asc' } });
  return Object.fromEntries(tags.map(({ tag, _count }) => [tag, _count]));
};
const lines = ({ db }: Host) => db.auditLog.findMany({ orderBy: { id: 'asc' } });

test('of two who rename a tag at once to different names one does, and the other is told', async () => {
  const { host, ann, bob } = await startWithTwo();
  const [one, other] = [await askRename(ann, 'moos', { to: 'moss' }), await askRename(bob, 'moos', { to: 'mould' })];
  const answers = await Promise.all([one.send(), other.send()]);
  const places = answers.map(({ headers }) => headers.get('location'));
  expect(places).toContain('/admin/tags/moos');
  expect(await lines(host)).toHaveLength(1);
  const to = places.includes('/admin/tags/moss') ? 'moss' : 'mould';
  expect(await carried(host)).toEqual({ [to]: 2, wall: 1 });
  expect((await host.api.articles.list.query({ tag: 'moos' })).articles).toHaveLength(2);
  const late = to === 'moss' ? bob : ann;
  expect((await late.get('/admin/tags/moos')).html).toContain('Nothing was changed: no article carries moos any more.');
});

test('a second click renames nothing again, says the same, and keeps the undo', async () => {
  const { host, ann } = await startWithTwo();
  const asked = await askRename(ann, 'moos', { to: 'moss' });
  await Promise.all([asked.send(), asked.send()]);
  const third = await asked.send();
  expect(third.headers.get('location')).toBe('/admin/tags/moss');
  const { html } = await ann.get('/admin/tags/moss');
  expect(html).toContain('Done: moos is moss now.');
  expect(undoOn(html)).toBe('/admin/tags/moos/undo');
  expect(await lines(host)).toHaveLength(1);
});

test('while a job moves the articles of a tag nobody renames either of its names, and a second click leads to that job', async () => {
  const { host, ann, bob, ada } = await startWithTwo();
  await addArticles(host, { author: ada.id, tag: 'moos', count: 600 });
  const asked = await askRename(ann, 'moos', { to: 'wall', typed: '602' });
  const begun = (await asked.send()).headers.get('location');
  expect(begun).toMatch(/^\/admin\/jobs\/\d+$/);
  expect((await asked.send()).headers.get('location')).toBe(begun);
  for (const [from, to, typed] of [
    ['moos', 'mould', '602'],
    ['wall', 'hedge', ''],
  ] as const) {
    const refused = await (await askRename(bob, from, { to, typed })).send();
    expect(refused.headers.get('location'), from).toBe(begun);
    expect((await bob.get(String(begun))).html).toContain('Nothing was changed: first this job has to end');
  }
  expect(await lines(host)).toHaveLength(1);
  await host.runJobs();
  expect(await carried(host)).toEqual({ wall: 602 });
  await rename(bob, 'wall', { to: 'hedge', typed: '602' });
  await host.runJobs();
  expect(await carried(host)).toEqual({ hedge: 602 });
  for (const tag of ['moos', 'wall']) expect(await host.api.articles.list.query({ tag })).toMatchObject({ total: 602 });
});

test('a rename is not taken back once another tag was merged into its new name, even where as many articles carry it', async () => {
  const { host, ann, bob } = await startWithTwo();
  await rename(ann, 'moos', { to: 'moss' });
  const undo = undoOn((await ann.get('/admin/tags/moss')).html);
  await rename(bob, 'wall', { to: 'moss' });
  await ann.post(String(undo));
  expect((await ann.get('/admin/tags/moos')).html).toContain('Not undone: its articles or its name were changed since');
  expect(await carried(host)).toEqual({ moss: 2 });
});

test('no rename can be taken back where the name already led to another tag', async () => {
  const { host, ann, ada } = await startWithTwo();
  await rename(ann, 'moos', { to: 'moss' });
  // Out of sight it does not take the old name for itself.
  const { id } = await host.db.article.findUniqueOrThrow({ where: { slug: 'one' }, select: { id: true } });
  await ada.api.articles.unpublish.mutate({ slug: 'one' });
  await host.db.articleTag.create({ data: { articleId: id, tag: 'moos', position: 5 } });
  await host.db.formerTag.upsert({ where: { name: 'moos' }, create: { name: 'moos', tag: 'moss' }, update: {} });
  await rename(ann, 'moos', { to: 'mould' });
  expect(undoOn((await ann.get('/admin/tags/mould')).html)).toBeUndefined();
});

test('an undo that was interrupted by the question who one is has a page that asks again', async () => {
  const { host, ann } = await startWithTwo();
  expect((await ann.get('/admin/tags/moos/undo')).headers.get('location')).toBe('/admin/tags/moos');
  await rename(ann, 'moos', { to: 'moss' });
  const { html } = await ann.get('/admin/tags/moos/undo');
  expect(html).toContain('Rename moss back to moos?');
  expect(html).toContain('<form method="post" action="/admin/tags/moos/undo">');
  await ann.post('/admin/tags/moos/undo');
  expect(await carried(host)).toEqual({ moos: 2, wall: 1 });
});
