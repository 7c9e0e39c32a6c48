import type { Db, Prisma } from '@hybrid/prisma';
import { keyset, type PageOf, type Rows, rowsOf } from '../../platform/admin/keyset.ts';
import { platformFailure } from '../../platform/failure.ts';

/** Reports are counted no further. */
export const reportsCountMax = 1000;

const select = {
  id: true,
  reason: true,
  note: true,
  outcome: true,
  createdAt: true,
  resolvedAt: true,
  isOfComment: true,
  reporter: { select: { id: true, username: true } },
  excerpt: true,
  author: true,
  article: { select: { id: true, slug: true, title: true, body: true, authorId: true } },
  comment: { select: { id: true, body: true, authorId: true } },
} satisfies Prisma.ReportSelect;

/** A report with what it is about. */
export type ReportRow = Prisma.ReportGetPayload<{ select: typeof select }>;

/** Which reports are looked for. */
export interface ReportFilter {
  readonly state: 'open' | 'resolved';
}

/** Lists the reports that wait for a moderator, or those that were dealt with; newest first. */
export async function listReports(db: Db, filter: ReportFilter, page: PageOf): Promise<Rows<ReportRow>> {
  const { orderBy, take, beyond } = keyset(page, 'createdAt');
  const where = { AND: [conditionOf(filter), beyond] };
  const read = await db.report.findMany({ where, orderBy, take, select });
  return rowsOf(page, read, (report) => report.createdAt);
}

/** Counts them, as far as they are counted. */
export async function countReports(db: Db, filter: ReportFilter): Promise<number> {
  return db.report.count({ where: conditionOf(filter), take: reportsCountMax + 1 });
}

function conditionOf({ state }: ReportFilter): Prisma.ReportWhereInput {
  return { resolvedAt: state === 'open' ? null : { not: null } };
}

/** A report, as a moderator decides about it. */
export interface DescribedReport {
  readonly report: ReportRow;
  /** How many others wait about the same thing. */
  readonly others: number;
  /** Whether what was reported is there no more. */
  readonly isGone: boolean;
}

/** One report, and how many others wait about the same thing; throws NOT_FOUND. */
export async function describeReport(db: Db, id: string): Promise<DescribedReport> {
  const report = await db.report.findUnique({ where: { id }, select });
  if (!report) throw platformFailure('NOT_FOUND');
  const { isOfComment, article, comment } = report;
  const same = isOfComment ? comment && { commentId: comment.id } : article && { articleId: article.id, isOfComment };
  // Of what is gone it cannot be said which reports meant the same.
  const others = same ? await db.report.count({ where: { ...same, resolvedAt: null, NOT: { id } } }) : 0;
  return { report, others, isGone: same === null };
}
