import { expect, test } from 'vitest';
import { contextOf } from '../../../test/context-of.ts';
import { lockTable } from '../../../test/locked-table.ts';
import { untilWaiting } from '../../../test/locks.ts';
import { noticeAfter } from '../../../test/notice.ts';
import { startWithReports } from '../../../test/reported-comment.ts';
import { createVisitor } from '../../../test/visitor.ts';
import { decideReport } from './decide-report.ts';

const words = 'No advertising.';

test('an author who deletes a comment while a warning is written is warned all the same, and the moderator reads that it is gone', async () => {
  const { host, visitor, grace, alan, slug, commentId, id, at } = await startWithReports('operator');
  await visitor.get(`${at}/warn`);
  await grace.api.comments.delete.mutate({ slug, id: commentId });
  expect((await visitor.get(`${at}/warn`)).html).toContain('The comment is deleted already.');
  expect(await noticeAfter(visitor, await visitor.post(`${at}/warn`, { words }))).toEqual({
    text: 'Warned. Its author is told, and it was deleted already.',
    undo: null,
  });
  expect(await grace.api.moderation.notices.query()).toMatchObject({ notices: [{ kind: 'warned', words }] });
  expect(await alan.api.moderation.notices.query()).toMatchObject({ notices: [{ kind: 'upheld' }] });
  expect(await host.db.auditLog.findMany()).toMatchObject([{ action: 'reports.warned', target: `report:${id}` }]);
});

test('what is deleted while it is decided about is neither hidden nor removed: nobody is told so, and the words are kept for a warning', async () => {
  const { host, visitor, grace, slug, commentId, at } = await startWithReports('operator');
  await grace.api.comments.delete.mutate({ slug, id: commentId });
  const asked = await visitor.post(`${at}/hide`, { words });
  expect(asked.status).toBe(409);
  for (const shown of [
    'Nothing was hidden: it was deleted meanwhile',
    'Warn its author?',
    words,
    `action="${at}/warn"`,
  ])
    expect(asked.html).toContain(shown);
  const gone = 'Nothing was done: it was deleted meanwhile. Its author can still be warned.';
  expect((await noticeAfter(visitor, await visitor.post(`${at}/remove`))).text).toBe(gone);
  expect((await noticeAfter(visitor, await visitor.get(`${at}/hide`))).text).toBe(gone);
  await host.db.user.delete({ where: { id: grace.id } });
  const left = 'Its author has left as well.';
  expect((await noticeAfter(visitor, await visitor.post(`${at}/warn`, { words }))).text).toContain(left);
  expect((await noticeAfter(visitor, await visitor.get(`${at}/warn`))).text).toContain(left);
  expect((await visitor.get(at)).html).not.toContain('Warn…');
  expect(await host.db.report.count({ where: { resolvedAt: null } })).toBe(2);
  expect(await host.db.moderationNotice.count()).toBe(0);
  expect(await host.db.auditLog.count()).toBe(0);
  await visitor.post(`${at}/dismiss`);
  expect(await host.db.report.count({ where: { resolvedAt: null } })).toBe(1);
});

test('what somebody has hidden already is not hidden with words that reach nobody, and the reports of it are dealt with', async () => {
  const { host, visitor, grace, commentId, id, at } = await startWithReports('operator');
  await visitor.get(`${at}/hide`);
  await visitor.post(`/admin/comments/${commentId}/hide`, { reason: 'It names a child.' });
  const asked = await visitor.post(`${at}/hide`, { words });
  expect(asked.status).toBe(409);
  for (const shown of ['Leave the comment hidden?', 'your words were not sent', 'It names a child.', words])
    expect(asked.html).toContain(shown);
  expect(asked.html).not.toContain('<textarea');
  expect(await host.db.report.count({ where: { resolvedAt: null } })).toBe(2);
  const { text } = await noticeAfter(visitor, await visitor.post(`${at}/hide`));
  expect(text).toBe('Dealt with. It stays hidden, and its author was told why before.');
  expect(await grace.api.moderation.notices.query()).toMatchObject({ notices: [{ words: 'It names a child.' }] });
  const line = await host.db.auditLog.findFirstOrThrow({ where: { action: 'reports.hidden' } });
  expect(line.after).toEqual({ report: id, outcome: 'hidden' });
});

test('what is shown again while somebody leaves it hidden is hidden by nobody without a word', async () => {
  const { host, id, slug } = await startWithReports('operator');
  const ctx = await contextOf(host, await host.signUp('Bea', 'operator'));
  expect(await decideReport(ctx, id, { outcome: 'hidden', words: '', suspends: false })).toEqual({ state: 'shown' });
  expect(await host.api.comments.list.query({ slug })).toHaveLength(1);
  expect(await host.db.report.count({ where: { resolvedAt: null } })).toBe(2);
});

test('the slower of two moderators is told what the other has decided, and who that was', async () => {
  const { host, visitor, grace, slug, at } = await startWithReports('operator');
  const bea = createVisitor(host.url);
  await bea.signIn((await host.signUp('Bea', 'operator')).email);
  // Both find that the reports wait: the first is stopped half way, where those who reported it are told.
  const held = await lockTable(host, 'moderation_notice', 'SHARE');
  const first = bea.post(`${at}/dismiss`);
  await untilWaiting(host, 1);
  const second = visitor.post(`${at}/hide`, { words });
  await untilWaiting(host, 2);
  await held.release();
  expect((await first).status).toBe(303);
  expect(await noticeAfter(visitor, await second)).toEqual({
    text: 'Nothing was changed: it was dealt with already by Bea, and is dismissed.',
    undo: null,
  });
  expect(await host.api.comments.list.query({ slug })).toHaveLength(1);
  expect(await grace.api.moderation.notices.query()).toMatchObject({ notices: [] });
});
