import type { Db, Prisma, ReportReason } from '@hybrid/prisma';
import { keyset, type PageOf, type Rows, rowsOf } from '../../platform/admin/keyset.ts';
import { type Redactions, shortAddressesIn } from '../../platform/admin/redaction.ts';

/** Reports are counted no further. */
export const reportsCountMax = 1000;

/** What to select of a report to list it. */
export const reportSelect = {
  id: true,
  reason: true,
  note: true,
  outcome: true,
  createdAt: true,
  resolvedAt: true,
  isOfComment: true,
  articleId: true,
  commentId: true,
  reporter: { select: { id: true, username: true } },
  excerpt: true,
  author: true,
  authorId: true,
} satisfies Prisma.ReportSelect;

/** A report as a list shows it. */
export type ReportRow = Prisma.ReportGetPayload<{ select: typeof reportSelect }>;

/** What of a report is not shown to everybody as it is. */
export const reportRedactions: Redactions<ReportRow> = { note: { from: 'viewers', as: shortAddressesIn } };

/** Which reports are looked for; null leaves a choice open. */
export interface ReportFilter {
  readonly state: 'open' | 'resolved';
  readonly reason: ReportReason | null;
  readonly kind: 'article' | 'comment' | null;
}

/** Lists the reports that wait for a moderator, or those that were dealt with; newest first. */
export async function listReports(db: Db, filter: ReportFilter, page: PageOf): Promise<Rows<ReportRow>> {
  const { orderBy, take, beyond } = keyset(page, 'createdAt');
  const where = { AND: [conditionOf(filter), beyond] };
  const read = await db.report.findMany({ where, orderBy, take, select: reportSelect });
  return rowsOf(page, read, (report) => report.createdAt);
}

/** Counts them, as far as they are counted. */
export async function countReports(db: Db, filter: ReportFilter): Promise<number> {
  return db.report.count({ where: conditionOf(filter), take: reportsCountMax + 1 });
}

function conditionOf({ state, reason, kind }: ReportFilter): Prisma.ReportWhereInput {
  return {
    resolvedAt: state === 'open' ? null : { not: null },
    ...(reason && { reason }),
    ...(kind && { isOfComment: kind === 'comment' }),
  };
}

/** The report to go on with after one: the next older that waits, else the newest; null where none does. */
export async function nextReport(
  db: Db,
  { createdAt, id }: Pick<ReportRow, 'createdAt' | 'id'>,
): Promise<string | null> {
  const page = { cursor: { at: createdAt, id }, isBackwards: false, size: 1 };
  const { orderBy, beyond } = keyset(page, 'createdAt');
  const older = await db.report.findFirst({
    where: { AND: [{ resolvedAt: null }, beyond] },
    orderBy,
    select: { id: true },
  });
  const next = older ?? (await db.report.findFirst({ where: { resolvedAt: null }, orderBy, select: { id: true } }));
  return next?.id ?? null;
}
