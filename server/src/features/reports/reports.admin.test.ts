import { expect, test } from 'vitest';
import { startHost } from '../../../test/host.ts';
import { createVisitor } from '../../../test/visitor.ts';

/** A host with a member of staff at the door, and two reports of Grace's comment on Ada's article. */
async function startWithReports(role: 'viewer' | 'operator') {
  const host = await startHost();
  const { email, id: actorId } = await host.signUp('boss', role);
  const visitor = createVisitor(host.url);
  await visitor.signIn(email);
  const [ada, grace, alan] = [await host.signUp('Ada'), await host.signUp('Grace'), await host.signUp('Alan')];
  const { slug } = await ada.api.articles.create.mutate({ title: 'Engines', description: 'D', body: 'B' });
  const { id: commentId } = await grace.api.comments.add.mutate({ slug, body: 'Buy <b>looms</b>.' });
  await ada.api.reports.create.mutate({ slug, commentId, reason: 'spam' });
  await alan.api.reports.create.mutate({ slug, commentId, reason: 'abuse', note: 'Rude.' });
  const { id } = await host.db.report.findFirstOrThrow({ where: { reason: 'abuse' } });
  return { host, visitor, actorId, ada, alan, slug, commentId, at: `/admin/reports/${id}` };
}

test('what waits is listed with its first words, and shown with who said what', async () => {
  const { visitor, at } = await startWithReports('viewer');
  const list = await visitor.get('/admin/reports');
  expect(list.html).toContain('2 found');
  expect(list.html).toContain('Buy &lt;b&gt;looms&lt;/b&gt;.');
  const page = await visitor.get(at);
  for (const words of ['abuse', 'Alan', 'Rude.', 'Grace', 'Engines', '1 other']) expect(page.html).toContain(words);
  expect(page.html).toContain('takes the role operator');
  expect((await visitor.post(`${at}/remove`)).status).toBe(403);
});

test('the reports that a page lists are downloaded as well', async () => {
  const { visitor } = await startWithReports('viewer');
  expect((await visitor.get('/admin/reports')).html).toContain('href="/admin/reports/export.csv?state=open" download');
  const rows = JSON.parse((await visitor.get('/admin/reports/export.json')).html) as object[];
  expect(rows).toMatchObject([
    { kind: 'comment', reason: 'abuse', note: 'Rude.', reporter: 'Alan', author: 'Grace', resolvedAt: null },
    { kind: 'comment', reason: 'spam', reporter: 'Ada' },
  ]);
  expect(JSON.parse((await visitor.get('/admin/reports/export.json?state=resolved')).html)).toEqual([]);
});

test('dismissing leaves the comment, deals with every report of it, and is written down once', async () => {
  const { host, visitor, actorId, slug, commentId, at } = await startWithReports('operator');
  expect((await visitor.get(`${at}/dismiss`)).html).toContain('The one other report of it is dealt with as well.');
  expect(await host.db.report.count({ where: { resolvedAt: null } })).toBe(2);
  const done = await visitor.post(`${at}/dismiss`);
  expect((await visitor.get(String(done.headers.get('location')))).html).toContain('Dismissed.');
  await visitor.post(`${at}/dismiss`);
  await visitor.post(`${at}/remove`);
  expect(await host.api.comments.list.query({ slug })).toHaveLength(1);
  expect(await host.db.report.findMany()).toMatchObject([{ outcome: 'dismissed' }, { outcome: 'dismissed' }]);
  expect(await host.db.auditLog.findMany({ where: { target: `comment:${commentId}` } })).toMatchObject([
    { action: 'reports.dismissed', actorId },
  ]);
  expect((await visitor.get('/admin/reports')).html).toContain('Nothing waits for a moderator.');
  expect((await visitor.get('/admin/reports?state=resolved')).html).toContain('2 found');
});

test('removing takes the comment away for everybody, and the reports remember whose it was', async () => {
  const { host, visitor, slug, at } = await startWithReports('operator');
  expect((await visitor.get(`${at}/remove`)).html).toContain('The comment by Grace is deleted.');
  await visitor.post(`${at}/remove`);
  expect(await host.api.comments.list.query({ slug })).toEqual([]);
  expect(await host.api.articles.bySlug.query({ slug })).toMatchObject({ title: 'Engines' });
  expect(await host.db.report.findMany()).toMatchObject([
    { outcome: 'removed', author: 'Grace' },
    { outcome: 'removed', author: 'Grace' },
  ]);
  expect((await visitor.get(at)).html).toContain('deleted meanwhile');
});

test('an article that was reported is removed whole, and a reported one that its author deleted is only dismissed', async () => {
  const { host, visitor, ada, alan, slug } = await startWithReports('operator');
  const other = await ada.api.articles.create.mutate({ title: 'Looms', description: 'D', body: 'B' });
  for (const which of [slug, other.slug]) await alan.api.reports.create.mutate({ slug: which, reason: 'copyright' });
  const [engines, looms] = await host.db.report.findMany({
    where: { reason: 'copyright' },
    orderBy: { createdAt: 'asc' },
  });
  expect((await visitor.get(`/admin/reports/${engines?.id}/remove`)).html).toContain('1 comment');
  await visitor.post(`/admin/reports/${engines?.id}/remove`);
  expect(await host.api.articles.list.query({})).toMatchObject({ articles: [{ slug: other.slug }] });
  await ada.api.articles.delete.mutate({ slug: other.slug });
  expect((await visitor.get(`/admin/reports/${looms?.id}`)).html).not.toContain('Remove…');
  await visitor.post(`/admin/reports/${looms?.id}/remove`);
  expect(await host.db.report.findUnique({ where: { id: looms?.id } })).toMatchObject({ author: 'Ada' });
});

test('a reported comment that its author deleted never takes the article with it', async () => {
  const { host, visitor, alan, slug, commentId, at } = await startWithReports('operator');
  // The same person reported the article as well: both reports wait on.
  await alan.api.reports.create.mutate({ slug, reason: 'other' });
  await host.db.comment.delete({ where: { id: commentId } });
  const page = await visitor.get(at);
  expect(page.html).toContain('a comment, deleted meanwhile');
  expect(page.html).not.toContain('Remove…');
  await visitor.post(`${at}/remove`);
  expect(await host.api.articles.bySlug.query({ slug })).toMatchObject({ title: 'Engines' });
  expect(await host.db.report.count({ where: { resolvedAt: null } })).toBe(2);
});
