import { expect, test } from 'vitest';
import { contextOf } from '../../../test/context-of.ts';
import { startWithReports } from '../../../test/reported-comment.ts';
import { decideReport } from './decide-report.ts';

test('undoing a decision shows nothing that somebody else has hidden, before it or since', async () => {
  const { host, visitor, slug, commentId, at } = await startWithReports('operator');
  const seen = async () => (await host.api.comments.list.query({ slug })).length;
  // The decision finds it hidden.
  await visitor.post(`/admin/comments/${commentId}/hide`, { reason: 'It names a child.' });
  await visitor.post(`${at}/hide`, { words: 'No advertising.' });
  await visitor.post(`${at}/reopen`);
  expect(await host.db.report.count({ where: { resolvedAt: null } })).toBe(2);
  expect(await seen()).toBe(0);
  // It hides it, and somebody else does so again later.
  await visitor.post(`/admin/comments/${commentId}/show`);
  await visitor.post(`${at}/hide`, { words: 'No advertising.' });
  await visitor.post(`/admin/comments/${commentId}/show`);
  expect(await seen()).toBe(1);
  await visitor.post(`/admin/comments/${commentId}/hide`, { reason: 'It names a child.' });
  await visitor.post(`${at}/reopen`);
  expect(await seen()).toBe(0);
});

test('two moderators who decide different reports of one thing at once decide once', async () => {
  const { host } = await startWithReports('operator');
  const moderators = [await host.signUp('One', 'operator'), await host.signUp('Other', 'operator')];
  const contexts = await Promise.all(moderators.map((one) => contextOf(host, one)));
  const reports = await host.db.report.findMany();
  const decision = { outcome: 'dismissed', words: '', suspends: false } as const;
  await Promise.all(contexts.map((ctx, index) => decideReport(ctx, reports[index]?.id ?? '', decision)));
  expect(await host.db.auditLog.count({ where: { action: 'reports.dismissed' } })).toBe(1);
  expect(await host.db.report.count({ where: { resolvedAt: null } })).toBe(0);
});
