import type { ReportOutcome, Tx } from '@hybrid/prisma';
import { demandAccess } from '../../platform/access.ts';
import { audit } from '../../platform/admin/audit.ts';
import type { Context } from '../../platform/context.ts';
import { platformFailure } from '../../platform/failure.ts';
import { removeArticle } from '../articles/index.ts';
import { removeComment } from '../comments/index.ts';

interface Reported {
  readonly id: string;
  readonly articleId: string | null;
  readonly isOfComment: boolean;
  readonly commentId: number | null;
  readonly resolvedAt: Date | null;
}

/**
 * Deals with a report: what it is about stays, or is removed; every other report of the same thing is dealt with as well.
 *
 * @throws NOT_FOUND for an unknown id, FORBIDDEN from whoever is not at least an operator.
 */
export async function resolveReport(ctx: Context, id: string, outcome: ReportOutcome): Promise<void> {
  demandAccess('operator', ctx.user);
  await ctx.db.$transaction(async (tx) => {
    const report = await lockReport(tx, id);
    if (report.resolvedAt) return;
    const same = sameAs(report);
    await tx.report.updateMany({ where: { ...same, resolvedAt: null }, data: { outcome, resolvedAt: ctx.now() } });
    if (outcome === 'removed') await remove(tx, report);
    await audit(tx, ctx, {
      action: outcome === 'removed' ? 'reports.removed' : 'reports.dismissed',
      target: targetOf(report),
      before: { report: id, outcome: null },
      after: { report: id, outcome },
    });
  });
}

/** What was deleted by its author meanwhile cannot be removed, and never takes something else with it. */
async function remove(tx: Tx, { articleId, isOfComment, commentId }: Reported): Promise<void> {
  if (articleId === null) return;
  if (!isOfComment) await removeArticle(tx, articleId);
  else if (commentId !== null) await removeComment(tx, { articleId, id: commentId });
}

/** The reports of the same thing; of what is gone, this one alone. */
function sameAs({ id, articleId, isOfComment, commentId }: Reported) {
  if (isOfComment) return commentId === null ? { id } : { commentId };
  return articleId === null ? { id } : { articleId, isOfComment };
}

function targetOf({ id, articleId, isOfComment, commentId }: Reported): string {
  if (isOfComment) return commentId === null ? `report:${id}` : `comment:${commentId}`;
  return articleId === null ? `report:${id}` : `article:${articleId}`;
}

/** Locked, so that of two moderators who act at once one finds it done. */
async function lockReport(tx: Tx, id: string): Promise<Reported> {
  const [found] = await tx.$queryRaw<Reported[]>`
    SELECT id::text, article_id::text AS "articleId", is_of_comment AS "isOfComment", comment_id AS "commentId", resolved_at AS "resolvedAt"
    FROM report WHERE id = ${id}::uuid FOR UPDATE`;
  if (!found) throw platformFailure('NOT_FOUND');
  return found;
}
