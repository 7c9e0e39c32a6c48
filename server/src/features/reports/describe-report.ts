import type { Db } from '@hybrid/prisma';
import { z } from 'zod';
import { readAuditTrail } from '../../platform/admin/audit-trail.ts';
import type { Context } from '../../platform/context.ts';
import { redact, type Redactions, shortAddressesIn } from '../../platform/admin/redaction.ts';
import { platformFailure } from '../../platform/failure.ts';
import { reportRedactions, type ReportRow, reportSelect } from './list-reports.ts';
import { contentOf, reportTarget, sameAs } from './locked-report.ts';
import { articleTextSelect, compareWith, textOfArticle, textOfComment } from './reported-text.ts';

/** The id of a report, in an address. */
export const ReportId = z.uuid();

/** As much of a text as is shown to decide about it. */
const textMax = 4000;
/** How many earlier reports a page shows. */
const earlierMax = 20;

/**
 * Tells a moderator what there is to decide about a report: what it is about as it stands now, what was reported and decided of
 * it before, and of its author.
 *
 * @throws NOT_FOUND for an unknown id.
 */
export async function describeReport(ctx: Pick<Context, 'db' | 'user'>, id: string) {
  const { db, user } = ctx;
  const found = await db.report.findUnique({ where: { id }, select: { ...reportSelect, reportedText: true } });
  if (!found) throw platformFailure('NOT_FOUND');
  const { reportedText, ...read } = found;
  const report = redact(read, reportRedactions, user.role);
  const isGone = contentOf(report) === null;
  const [text, earlier, author, trail] = await Promise.all([
    readText(db, report, reportedText),
    // Of what is gone it cannot be said which reports meant the same.
    isGone ? [] : listOthers(db, { ...sameAs(report), NOT: { id } }),
    report.authorId === null ? null : describeAuthor(db, { authorId: report.authorId, id }),
    readAuditTrail(ctx, reportTarget(report)),
  ]);
  const others = earlier.filter(({ resolvedAt }) => resolvedAt === null).length;
  return {
    report,
    isGone,
    text: text && redact(text, textRedactions, user.role),
    earlier,
    others,
    author: author && {
      ...author,
      notices: author.notices.map((notice) => redact(notice, noticeRedactions, user.role)),
    },
    trail,
  };
}

const staffWords = { from: 'viewers', as: shortAddressesIn<string | null> } as const;
// What moderators wrote, as the audit log shows it. What was reported everybody could read.
const textRedactions: Redactions<{ hiddenReason: string | null }> = { hiddenReason: staffWords };
const noticeRedactions: Redactions<{ words: string | null }> = { words: staffWords };

export type DescribedReport = Awaited<ReturnType<typeof describeReport>>;

/** What was reported, as it stands now, and what was changed of it since. */
async function readText(db: Db, { articleId, commentId, isOfComment, createdAt }: ReportRow, reported: unknown) {
  if (articleId === null) return null;
  const article = await db.article.findUnique({
    where: { id: articleId },
    select: { ...articleTextSelect, slug: true, updatedAt: true, hiddenAt: true, hiddenReason: true },
  });
  if (!article) return null;
  const { slug, title } = article;
  if (!isOfComment) {
    const { description, body, updatedAt, hiddenAt, hiddenReason } = article;
    const text = `${description}\n\n${body}`.slice(0, textMax);
    const compared = compareWith(reported, textOfArticle(article));
    return { slug, title, body: text, changedAt: sinceThen(updatedAt, createdAt), compared, hiddenAt, hiddenReason };
  }
  const select = { body: true, editedAt: true, hiddenAt: true, hiddenReason: true } as const;
  // No comment has this number.
  const comment = await db.comment.findUnique({ where: { id: commentId ?? 0 }, select });
  if (!comment) return { slug, title, body: null, changedAt: null, compared: null, hiddenAt: null, hiddenReason: null };
  const { editedAt, ...shown } = comment;
  const compared = compareWith(reported, textOfComment(comment));
  return { slug, title, changedAt: sinceThen(editedAt, createdAt), compared, ...shown };
}

function sinceThen(changedAt: Date | null, reportedAt: Date): Date | null {
  return changedAt !== null && changedAt > reportedAt ? changedAt : null;
}

function listOthers(db: Db, where: object): Promise<ReportRow[]> {
  return db.report.findMany({
    where,
    select: reportSelect,
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: earlierMax,
  });
}

/** Its author, with what was reported of them before and what the moderators told them. */
async function describeAuthor(db: Db, { authorId, id }: { authorId: string; id: string }) {
  const [person, reports, notices] = await Promise.all([
    db.user.findUnique({
      where: { id: authorId },
      select: { id: true, username: true, role: true, createdAt: true, suspendedAt: true, articlesCount: true },
    }),
    listOthers(db, { authorId, NOT: { id } }),
    db.moderationNotice.findMany({
      where: { userId: authorId, kind: { in: ['hidden', 'warned'] } },
      select: { id: true, kind: true, words: true, excerpt: true, createdAt: true },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: earlierMax,
    }),
  ]);
  return person && { ...person, reports, notices };
}
