import { Prisma } from '@hybrid/prisma';
import { expect, test } from 'vitest';
import { startHost } from '../../../test/host.ts';
import { contextOf } from '../../../test/context-of.ts';
import { createVisitor } from '../../../test/visitor.ts';
import { decideReport } from './decide-report.ts';

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
  return { host, visitor, actorId, ada, grace, alan, slug, commentId, id, at: `/admin/reports/${id}` };
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
  await visitor.post(`${at}/hide`, { words: 'Too late.' });
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

test('hiding takes it from every reader, tells its author why, and goes on to the next report that waits', async () => {
  const { host, visitor, alan, ada, grace, slug, commentId, id, at } = await startWithReports('operator');
  await alan.api.reports.create.mutate({ slug, reason: 'other' });
  const other = await host.db.report.findFirstOrThrow({ where: { isOfComment: false } });
  const page = await visitor.get(`${at}/hide`);
  expect(page.html).toContain('gone at once from every list');
  const empty = await visitor.post(`${at}/hide`, { words: ' ' });
  expect(empty.status).toBe(422);
  expect(empty.html).toContain('Its author has to be told why');
  const done = await visitor.post(`${at}/hide`, { words: 'No advertising.' });
  expect(done.headers.get('location')).toBe(`/admin/reports/${other.id}`);
  const next = await visitor.get(String(done.headers.get('location')));
  expect(next.html).toContain('Hidden from everybody but its author');
  expect(next.html).toContain(`action="/admin/reports/${id}/reopen"`);
  for (const { api } of [host, ada]) expect(await api.comments.list.query({ slug })).toEqual([]);
  expect(await grace.api.comments.list.query({ slug })).toMatchObject([{ hidden: { reason: 'No advertising.' } }]);
  expect(await grace.api.moderation.notices.query()).toMatchObject({
    notices: [{ kind: 'hidden', words: 'No advertising.', isOfComment: true }],
  });
  for (const { api } of [ada, alan]) {
    expect(await api.moderation.notices.query()).toMatchObject({
      unread: 1,
      notices: [{ kind: 'upheld', words: null }],
    });
  }
  expect(await host.db.auditLog.findMany({ where: { target: `comment:${commentId}` } })).toMatchObject([
    { action: 'reports.hidden', after: { report: id, outcome: 'hidden', words: 'No advertising.' } },
  ]);
});

test('a decision is undone with all that it dealt with, and what was reported anew meanwhile waits once', async () => {
  const { host, visitor, ada, alan, slug, commentId, at } = await startWithReports('operator');
  await visitor.post(`${at}/hide`, { words: 'No advertising.' });
  expect((await visitor.get(`${at}/reopen`)).html).toContain('with 1 other of the same thing');
  const undone = await visitor.post(`${at}/reopen`);
  expect((await visitor.get(String(undone.headers.get('location')))).html).toContain('Undone.');
  expect(await host.api.comments.list.query({ slug })).toHaveLength(1);
  expect(await host.db.report.count({ where: { resolvedAt: null, outcome: null } })).toBe(2);
  expect(await ada.api.moderation.notices.query()).toMatchObject({ notices: [] });

  await visitor.post(`${at}/dismiss`);
  await alan.api.reports.create.mutate({ slug, commentId, reason: 'spam', note: 'Again.' });
  await visitor.post(`${at}/reopen`);
  await visitor.post(`${at}/reopen`);
  // Ada's waits again; of Alan's two about the same thing the newer does.
  expect(await host.db.report.findMany({ where: { resolvedAt: null }, orderBy: { createdAt: 'asc' } })).toMatchObject([
    { reporterId: ada.id },
    { reporterId: alan.id, note: 'Again.' },
  ]);
  const actions = await host.db.auditLog.findMany({ orderBy: { at: 'asc' }, select: { action: true } });
  expect(actions.map(({ action }) => action)).toEqual([
    'reports.hidden',
    'reports.reopened',
    'reports.dismissed',
    'reports.reopened',
  ]);
});

test('a warning reaches its author, stays in their history, and may suspend them in the same step', async () => {
  const { host, visitor, grace, alan, slug, at } = await startWithReports('operator');
  expect((await visitor.get(`${at}/warn`)).html).toContain('Suspend Grace as well');
  await visitor.post(`${at}/warn`, { words: 'Once more, and you are out.', suspends: 'yes' });
  await host.runJobs();
  expect(await host.api.comments.list.query({ slug })).toHaveLength(1);
  expect(await host.db.user.findUnique({ where: { id: grace.id } })).toMatchObject({ suspendedAt: expect.any(Date) });
  await expect(grace.api.moderation.notices.query()).rejects.toThrow('Sign in');
  const mails = await host.db.mail.findMany({ where: { template: 'moderation/notice' } });
  expect(mails).toMatchObject([{ to: grace.email }]);
  expect(await host.db.auditLog.findMany({ orderBy: { action: 'asc' }, select: { action: true } })).toEqual([
    { action: 'reports.warned' },
    { action: 'users.suspended' },
  ]);

  const { id: again } = await host.db.comment.findFirstOrThrow();
  await alan.api.reports.create.mutate({ slug, commentId: again, reason: 'spam' });
  const waiting = await host.db.report.findFirstOrThrow({ where: { resolvedAt: null } });
  const { html } = await visitor.get(`/admin/reports/${waiting.id}`);
  for (const words of ['Once more, and you are out.', 'suspended', 'Other reports of it', 'reports.warned']) {
    expect(html, words).toContain(words);
  }
  // There is nobody to suspend any more.
  expect((await visitor.get(`/admin/reports/${waiting.id}/hide`)).html).not.toContain('Suspend Grace as well');
});

test('who may not suspend an author decides nothing with a suspension, and all of it or nothing is done', async () => {
  const { host, visitor, grace, id, slug, at } = await startWithReports('operator');
  await host.db.user.update({ where: { id: grace.id }, data: { role: 'operator' } });
  expect((await visitor.get(`${at}/hide`)).html).not.toContain('Suspend Grace as well');
  expect((await visitor.post(`${at}/hide`, { words: 'No.', suspends: 'yes' })).status).toBe(403);
  const ctx = await contextOf(host, await host.signUp('vi', 'viewer'));
  const decision = { outcome: 'hidden', words: 'No.', suspends: false } as const;
  await expect(decideReport(ctx, id, decision)).rejects.toThrow('You may not do this.');
  expect(await host.api.comments.list.query({ slug })).toHaveLength(1);
  expect(await host.db.report.count({ where: { resolvedAt: null } })).toBe(2);
  expect(await host.db.auditLog.count()).toBe(0);
});

test('what was rewritten after it was reported is read beside what stood there, by each report as its own saw it', async () => {
  const { host, visitor, ada, grace, alan, slug, commentId, id, at } = await startWithReports('viewer');
  const page = async (path: string) => (await visitor.get(path)).html;
  expect(await page(at)).not.toContain('Changed since');
  await grace.api.comments.edit.mutate({ slug, id: commentId, body: 'A fine article.' });
  const changed = await page(at);
  expect(changed).toContain('Changed since it was reported');
  expect(changed).toMatch(/<del>Buy &lt;b&gt;looms&lt;\/b&gt;.<\/del>[^]*<ins>A fine article.<\/ins>/);
  // Ada reports it once more, and means what she reads now; Alan's report stays one of what he read.
  await ada.api.reports.create.mutate({ slug, commentId, reason: 'spam' });
  const other = await host.db.report.findFirstOrThrow({ where: { NOT: { id } } });
  expect(await page(`/admin/reports/${other.id}`)).not.toContain('Changed since');
  expect(await page(at)).toContain('Changed since it was reported');

  const long = `${'Steam. '.repeat(100)}Slander.`;
  await ada.api.articles.edit.mutate({ slug, description: 'Insult', body: long });
  await alan.api.reports.create.mutate({ slug, reason: 'abuse' });
  const report = await host.db.report.findFirstOrThrow({ where: { isOfComment: false } });
  const path = `/admin/reports/${report.id}`;
  await ada.api.articles.edit.mutate({ slug, tags: ['steam'] });
  expect(await page(path)).not.toContain('Changed since');
  await ada.api.articles.edit.mutate({ slug, title: 'Motors', description: 'Praise', body: long.slice(0, -8) });
  const rewritten = await page(path);
  for (const words of ['Engines', 'Insult', `<pre>${long}</pre>`]) expect(rewritten).toContain(words);
  expect(rewritten).toMatch(/<del>Insult<\/del>[^]*<ins>Praise<\/ins>/);
  const list = JSON.parse((await visitor.get('/admin/reports/export.json')).html) as object[];
  expect(JSON.stringify(list)).not.toContain('Slander');
});

test('of a report from before its text was kept, and of a text too long to be kept whole, it is only said that it may differ', async () => {
  const { host, visitor, ada, grace, alan, slug, commentId, at } = await startWithReports('viewer');
  await host.db.report.updateMany({ data: { reportedText: Prisma.DbNull } });
  await grace.api.comments.edit.mutate({ slug, id: commentId, body: 'A fine article.' });
  const { html } = await visitor.get(at);
  expect(html).toContain('it may read otherwise than when it was reported');
  expect(html).not.toContain('Changed since it was reported');

  // Cut in the middle of a sign that takes two places.
  const long = `${'a'.repeat(19_999)}😀 and on.`;
  await ada.api.articles.edit.mutate({ slug, body: long });
  await alan.api.reports.create.mutate({ slug, reason: 'other' });
  await ada.api.articles.edit.mutate({ slug, body: `${long} And on.` });
  const report = await host.db.report.findFirstOrThrow({ where: { isOfComment: false } });
  const page = await visitor.get(`/admin/reports/${report.id}`);
  expect(page.html).toContain('it may read otherwise than when it was reported');
});

test('what was reported stays no longer in its reports than where it stood, nor than whoever wrote it', async () => {
  const { host, ada, grace, alan, slug, commentId } = await startWithReports('viewer');
  await alan.api.reports.create.mutate({ slug, reason: 'other' });
  const kept = (isOfComment: boolean) =>
    host.db.report.count({ where: { isOfComment, reportedText: { not: Prisma.AnyNull } } });
  expect([await kept(true), await kept(false)]).toEqual([2, 1]);
  await grace.api.comments.delete.mutate({ slug, id: commentId });
  expect([await kept(true), await kept(false)]).toEqual([0, 1]);
  const other = await ada.api.articles.create.mutate({ title: 'Looms', description: 'D', body: 'B' });
  const { id } = await grace.api.comments.add.mutate({ slug: other.slug, body: 'Well.' });
  await alan.api.reports.create.mutate({ slug: other.slug, reason: 'other' });
  await alan.api.reports.create.mutate({ slug: other.slug, commentId: id, reason: 'other' });
  await ada.api.articles.delete.mutate({ slug: other.slug });
  expect([await kept(true), await kept(false)]).toEqual([0, 1]);
  await host.db.user.delete({ where: { id: ada.id } });
  expect(await kept(false)).toBe(0);
  // Her own went with her.
  expect(await host.db.report.count()).toBe(4);
});
