import { expect, test } from 'vitest';
import { contextOf } from '../../../test/context-of.ts';
import { noticeAfter } from '../../../test/notice.ts';
import { startWithReports } from '../../../test/reported-comment.ts';
import { decideReport } from './decide-report.ts';

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

test('an address in what somebody wrote to the moderators, or they to an author, is shortened for viewers and for nobody else', async () => {
  for (const [role, shown, kept] of [
    ['viewer', 'g…@example.com', 'grace@example.com'],
    ['operator', 'grace@example.com', 'g…@example.com'],
  ] as const) {
    const { host, visitor, commentId, grace, id, at } = await startWithReports(role);
    await host.db.report.update({ where: { id }, data: { note: 'They write from grace@example.com.' } });
    const told = { userId: grace.id, kind: 'warned', excerpt: 'Looms', isOfComment: true } as const;
    await host.db.moderationNotice.create({ data: { ...told, words: 'We wrote to grace@example.com.' } });
    const hidden = { hiddenAt: host.services.now(), hiddenReason: 'As said to grace@example.com.' };
    await host.db.comment.update({ where: { id: commentId }, data: hidden });
    for (const path of [
      at,
      '/admin/reports/export.csv',
      '/admin/reports/export.json',
      `/admin/comments/${commentId}`,
    ]) {
      const { html } = await visitor.get(path);
      expect([path, html.includes(shown), html.includes(kept)]).toEqual([path, true, false]);
    }
  }
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
  // The same person reported the article as well: all reports wait on.
  await alan.api.reports.create.mutate({ slug, reason: 'other' });
  await host.db.comment.delete({ where: { id: commentId } });
  const page = await visitor.get(at);
  expect(page.html).toContain('a comment, deleted meanwhile');
  expect(page.html).not.toContain('Remove…');
  await visitor.post(`${at}/remove`);
  expect(await host.api.articles.bySlug.query({ slug })).toMatchObject({ title: 'Engines' });
  expect(await host.db.report.count({ where: { resolvedAt: null } })).toBe(3);
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
  expect(next.html).toContain(`action="/admin/reports/${id}/reopen?decision=`);
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
  const change = async (path: string, form?: Record<string, string>) =>
    noticeAfter(visitor, await visitor.post(path, form));
  const { undo } = await change(`${at}/hide`, { words: 'No advertising.' });
  const asked = await visitor.get(String(undo));
  expect(asked.html).toContain('with 1 other of the same thing');
  expect(asked.html).toContain(`action="${undo}"`);
  expect(await change(String(undo))).toEqual({ text: 'Undone. It waits for a moderator again.', undo: null });
  expect(await host.api.comments.list.query({ slug })).toHaveLength(1);
  expect(await host.db.report.count({ where: { resolvedAt: null, outcome: null } })).toBe(2);
  expect(await ada.api.moderation.notices.query()).toMatchObject({ notices: [] });

  const { undo: other } = await change(`${at}/dismiss`);
  await alan.api.reports.create.mutate({ slug, commentId, reason: 'spam', note: 'Again.' });
  await change(String(other));
  expect((await change(String(other))).text).toContain('has reported it anew, and that waits');
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
  expect(mails).toMatchObject([{ to: grace.email, state: 'kept', error: null }]);
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
