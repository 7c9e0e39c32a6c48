import type { ReportOutcome, Tx } from '@hybrid/prisma';
import { platformFailure } from '../../platform/failure.ts';
import { type Content, holdContent, targetOf } from '../moderation/index.ts';

/** A report, as long as nobody else decides about it. */
export interface LockedReport {
  readonly id: string;
  readonly articleId: string | null;
  readonly isOfComment: boolean;
  readonly commentId: number | null;
  readonly authorId: string | null;
  readonly excerpt: string;
  readonly outcome: ReportOutcome | null;
  readonly resolvedAt: Date | null;
}

/**
 * Locks a report with what it is about, so that of two moderators who act at once one finds it done; and so of two who act on different
 * reports of one thing. What it is about comes first, as its author takes it first who deletes it.
 *
 * @throws NOT_FOUND for an unknown id.
 */
export async function lockReport(tx: Tx, id: string): Promise<LockedReport> {
  const asked = await tx.report.findUnique({ where: { id }, select: whichSelect });
  await holdContent(tx, asked && contentOf(asked));
  const [found] = await tx.$queryRaw<LockedReport[]>`
    SELECT id::text, article_id::text AS "articleId", is_of_comment AS "isOfComment", comment_id AS "commentId",
      author_id AS "authorId", excerpt, outcome::text, resolved_at AS "resolvedAt"
    FROM report WHERE id = ${id}::uuid FOR UPDATE`;
  if (!found) throw platformFailure('NOT_FOUND');
  return found;
}

const whichSelect = { id: true, articleId: true, isOfComment: true, commentId: true } as const;

type Which = Pick<LockedReport, 'id' | 'articleId' | 'isOfComment' | 'commentId'>;

/** What a report is about; null where it is gone. */
export function contentOf({ articleId, isOfComment, commentId }: Which): Content | null {
  if (isOfComment) return commentId === null ? null : { kind: 'comment', id: commentId };
  return articleId === null ? null : { kind: 'article', id: articleId };
}

/** The reports of the same thing; of what is gone, this one alone. */
export function sameAs({ id, articleId, isOfComment, commentId }: Which) {
  if (isOfComment) return commentId === null ? { id } : { commentId };
  return articleId === null ? { id } : { articleId, isOfComment };
}

/** How the audit log names what a report is about. */
export function reportTarget(report: Which): string {
  const content = contentOf(report);
  return content ? targetOf(content) : `report:${report.id}`;
}
