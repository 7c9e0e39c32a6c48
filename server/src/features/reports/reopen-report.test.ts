import { expect, test } from 'vitest';
import { contextOf } from '../../../test/context-of.ts';
import { noticeAfter } from '../../../test/notice.ts';
import { startWithReports } from '../../../test/reported-comment.ts';
import { createVisitor } from '../../../test/visitor.ts';
import { decideReport } from './decide-report.ts';

/** Reports before a moderator, and another who decides in between. */
async function startWithTwo() {
  const started = await startWithReports('operator');
  const { host, visitor, slug, at } = started;
  const other = createVisitor(host.url);
  await other.signIn((await host.signUp('Bea', 'operator')).email);
  const by = (who: typeof visitor) => async (path: string, form?: Record<string, string>) =>
    noticeAfter(who, await who.post(path, form));
  return {
    ...started,
    mine: by(visitor),
    theirs: by(other),
    /** Comes to the address of a button, as after half an hour away. */
    come: async (path: string | null) => noticeAfter(visitor, await visitor.get(String(path))),
    /** Undoes, from the page of the report, the decision that stands. */
    undoIt: async () => {
      const { html } = await visitor.get(at);
      return by(visitor)(/href="([^"]+\/reopen[^"]*)"/.exec(html)?.[1] ?? '');
    },
    seen: async () => (await host.api.comments.list.query({ slug })).length,
    waiting: () => host.db.report.count({ where: { resolvedAt: null } }),
  };
}

test('undoing a decision shows nothing that somebody else has hidden, before it or since', async () => {
  const { mine, undoIt, seen, waiting, commentId, at } = await startWithTwo();
  // The decision finds it hidden.
  await mine(`/admin/comments/${commentId}/hide`, { reason: 'It names a child.' });
  await mine(`${at}/hide`);
  expect((await undoIt()).text).toContain('Undone.');
  expect([await waiting(), await seen()]).toEqual([2, 0]);
  // It hides it, and somebody else does so again later.
  await mine(`/admin/comments/${commentId}/show`);
  await mine(`${at}/hide`, { words: 'No advertising.' });
  await mine(`/admin/comments/${commentId}/show`);
  expect(await seen()).toBe(1);
  await mine(`/admin/comments/${commentId}/hide`, { reason: 'It names a child.' });
  expect((await undoIt()).text).toContain('Undone.');
  expect([await waiting(), await seen()]).toEqual([2, 0]);
});

test('an old button does not undo what somebody else has decided since, and says who did and what', async () => {
  const { host, mine, theirs, come, seen, waiting, at } = await startWithTwo();
  const { undo: stale } = await mine(`${at}/dismiss`);
  const { undo } = await theirs(String(stale));
  expect(undo).toBeNull();
  for (const way of [mine, come]) {
    expect((await way(String(stale))).text).toBe(
      'Not undone: it was undone already by Bea, and waits for a moderator.',
    );
  }
  await theirs(`${at}/hide`, { words: 'No advertising.' });
  for (const way of [mine, come]) {
    expect((await way(String(stale))).text).toBe('Not undone: it was decided anew since by Bea, and is hidden.');
  }
  expect([await waiting(), await seen()]).toEqual([0, 0]);
  expect(await host.db.auditLog.count({ where: { action: 'reports.reopened' } })).toBe(1);
});

test('nothing is said to be undone where a warning was given since, or what was reported waits anew', async () => {
  const { mine, theirs, waiting, ada, alan, slug, commentId, at } = await startWithTwo();
  const { undo: stale } = await mine(`${at}/dismiss`);
  await theirs(String(stale));
  await theirs(`${at}/warn`, { words: 'Once more.' });
  expect(await mine(String(stale))).toEqual({
    text: 'Not undone: it was decided anew since by Bea, and is warned.',
    undo: null,
  });
  for (const { api } of [ada, alan]) await api.reports.create.mutate({ slug, commentId, reason: 'other' });
  expect(await waiting()).toBe(2);
  // What was said is said, whatever somebody writes into the address.
  const decision = new Date(0).toISOString();
  expect((await mine(`${at}/reopen?decision=${decision}`)).text).toContain('decided anew since by Bea');
  for (const nothing of ['', '?decision=', '?decision=nonsense']) {
    expect((await mine(`${at}/reopen${nothing}`)).text).toBe('');
  }
  expect(await waiting()).toBe(2);
});

test('two moderators who decide different reports of one thing at once decide once', async () => {
  const { host } = await startWithReports('operator');
  const moderators = [await host.signUp('One', 'operator'), await host.signUp('Other', 'operator')];
  const contexts = await Promise.all(moderators.map((one) => contextOf(host, one)));
  const reports = await host.db.report.findMany();
  const decision = { outcome: 'dismissed', words: '', suspends: false } as const;
  const decided = await Promise.all(
    contexts.map((ctx, index) => decideReport(ctx, reports[index]?.id ?? '', decision)),
  );
  expect(decided.map(({ state }) => state).toSorted()).toEqual(['decided', 'done']);
  expect(await host.db.auditLog.count({ where: { action: 'reports.dismissed' } })).toBe(1);
  expect(await host.db.report.count({ where: { resolvedAt: null } })).toBe(0);
});
