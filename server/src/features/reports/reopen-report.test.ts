import { expect, test } from 'vitest';
import { contextOf } from '../../../test/context-of.ts';
import { startHost } from '../../../test/host.ts';
import { createVisitor } from '../../../test/visitor.ts';
import { decideReport } from './decide-report.ts';

/** A host with a moderator at the door, and a comment that two people reported. */
async function startWithReports() {
  const host = await startHost();
  const visitor = createVisitor(host.url);
  await visitor.signIn((await host.signUp('boss', 'operator')).email);
  const [ada, grace, alan] = [await host.signUp('Ada'), await host.signUp('Grace'), await host.signUp('Alan')];
  const { slug } = await ada.api.articles.create.mutate({ title: 'Engines', description: 'D', body: 'B' });
  const { id: commentId } = await grace.api.comments.add.mutate({ slug, body: 'Buy looms.' });
  for (const { api } of [ada, alan]) await api.reports.create.mutate({ slug, commentId, reason: 'spam' });
  const { id } = await host.db.report.findFirstOrThrow();
  return { host, visitor, slug, commentId, at: `/admin/reports/${id}` };
}

test('undoing a decision shows nothing that somebody else has hidden, before it or since', async () => {
  const { host, visitor, slug, commentId, at } = await startWithReports();
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
  const { host } = await startWithReports();
  const moderators = [await host.signUp('One', 'operator'), await host.signUp('Other', 'operator')];
  const contexts = await Promise.all(moderators.map((one) => contextOf(host, one)));
  const reports = await host.db.report.findMany();
  const decision = { outcome: 'dismissed', words: '', suspends: false } as const;
  await Promise.all(contexts.map((ctx, index) => decideReport(ctx, reports[index]?.id ?? '', decision)));
  expect(await host.db.auditLog.count({ where: { action: 'reports.dismissed' } })).toBe(1);
  expect(await host.db.report.count({ where: { resolvedAt: null } })).toBe(0);
});
