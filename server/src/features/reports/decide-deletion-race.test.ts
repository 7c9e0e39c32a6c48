import { expect, test } from 'vitest';
import { contextOf } from '../../../test/context-of.ts';
import { lockTable } from '../../../test/locked-table.ts';
import { untilWaiting } from '../../../test/locks.ts';
import { startWithReports } from '../../../test/reported-comment.ts';
import { holdContent } from '../moderation/index.ts';
import { decideReport } from './decide-report.ts';
import { contentOf } from './locked-report.ts';
import { reopenReport } from './reopen-report.ts';

/** A reported article and a reported comment on it, what their authors do to delete them, and a moderator. */
async function startWithBoth() {
  const { host, ada, grace, alan, slug, commentId, id } = await startWithReports('operator');
  await alan.api.reports.create.mutate({ slug, reason: 'spam' });
  const article = await host.db.report.findFirstOrThrow({ where: { isOfComment: false } });
  const comment = await host.db.report.findUniqueOrThrow({ where: { id } });
  const ctx = await contextOf(host, await host.signUp('Bea', 'operator'));
  return {
    host,
    ctx,
    article: { id: article.id, content: contentOf(article), deleteIt: () => ada.api.articles.delete.mutate({ slug }) },
    comment: {
      id,
      content: contentOf(comment),
      deleteIt: () => grace.api.comments.delete.mutate({ slug, id: commentId }),
    },
  };
}

const gone = [{ state: 'gone' }, null];
/**
 * What comes of a decision beside a deletion, and of the report. Whoever deletes a comment waits for its row, and who decides for the turn
 * before that: let go at once, either may be first.
 */
const whatMayCome = {
  article: () => gone,
  comment: (result: object) => ('state' in result && result.state === 'done' ? [{ state: 'done' }, 'hidden'] : gone),
};

const decision = { outcome: 'hidden', words: 'No.', suspends: false } as const;

test.each(['article', 'comment'] as const)(
  'a decision about one %s and its deletion at once wait for each other once: neither is lost to a deadlock',
  async (kind) => {
    const { host, ctx, [kind]: reported } = await startWithBoth();
    // Whoever decides is stopped half way, where those who reported it are told.
    const held = await lockTable(host, 'moderation_notice');
    const decided = decideReport(ctx, reported.id, decision);
    await untilWaiting(host, 1);
    const deleted = reported.deleteIt();
    await untilWaiting(host, 2);
    await held.release();
    const [outcome] = await Promise.all([decided, deleted]);
    expect(outcome).toMatchObject({ state: 'done', isGone: false });
    expect(await host.db.comment.count()).toBe(0);
    const report = await host.db.report.findUniqueOrThrow({ where: { id: reported.id } });
    expect(report).toMatchObject({
      outcome: 'hidden',
      ...(kind === 'article' ? { articleId: null } : { commentId: null }),
    });
  },
);

test.each(['article', 'comment'] as const)(
  'a decision about one %s that comes second to its deletion, or its undoing, finds it gone and is not lost to a deadlock',
  async (kind) => {
    for (const isUndone of [false, true]) {
      const { host, ctx, [kind]: reported } = await startWithBoth();
      const decided = isUndone ? await decideReport(ctx, reported.id, decision) : null;
      const at = decided?.state === 'done' ? decided.at : null;
      // Both wait for whoever changes it at that moment, and the deletion is before the decision.
      const { deleted, acted } = await host.db.$transaction(async (tx) => {
        await holdContent(tx, reported.content);
        const deleted = reported.deleteIt();
        await untilWaiting(host, 1);
        const acted = at ? reopenReport(ctx, reported.id, at) : decideReport(ctx, reported.id, decision);
        await untilWaiting(host, 2);
        return { deleted, acted };
      });
      await deleted;
      const result = await acted;
      const report = await host.db.report.findUniqueOrThrow({ where: { id: reported.id } });
      const expected = isUndone ? [{ isDone: true }, null] : whatMayCome[kind](result);
      expect([result, report.outcome]).toMatchObject(expected);
      expect(report.reportedText).toBeNull();
    }
  },
);
