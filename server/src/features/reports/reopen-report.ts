import type { ReportOutcome, Tx } from '@hybrid/prisma';
import { demandAccess } from '../../platform/access.ts';
import { audit } from '../../platform/admin/audit.ts';
import type { Context } from '../../platform/context.ts';
import { type Content, describeContent, showContent, withdrawNotices } from '../moderation/index.ts';
import { contentOf, lockReport, type LockedReport, reportTarget, sameAs } from './locked-report.ts';

/** Whether a decision can be undone: what was removed is gone, and what was said is said. */
export function mayReopen(outcome: ReportOutcome | null): boolean {
  return outcome === 'dismissed' || outcome === 'hidden';
}

/** How it went to undo a decision; where nothing was done, with the report as it was found. */
export type Reopened = { readonly isDone: true } | { readonly isDone: false; readonly report: LockedReport };

/**
 * Undoes a decision, as long as it is the one that stands: what it hid is shown again, and the reports that it dealt with wait as
 * before. A suspension stays, as it has an undo of its own.
 *
 * @param decidedAt the moment of the decision that is undone, and of no other.
 * @throws NOT_FOUND for an unknown id, FORBIDDEN from whoever is not at least an operator.
 */
export async function reopenReport(given: Context, id: string, decidedAt: Date): Promise<Reopened> {
  demandAccess('operator', given.user);
  return given.db.$transaction(async (tx) => {
    const report = await lockReport(tx, id);
    if (!stands(report, decidedAt)) return { isDone: false, report };
    const at = given.now();
    const isDone = await reopen(tx, { ...given, now: () => at }, { report, decidedAt });
    return isDone ? { isDone } : { isDone, report };
  });
}

function stands({ outcome, resolvedAt }: LockedReport, decidedAt: Date): boolean {
  return resolvedAt?.getTime() === decidedAt.getTime() && mayReopen(outcome);
}

interface Reopening {
  readonly report: LockedReport;
  readonly decidedAt: Date;
}

async function reopen(tx: Tx, ctx: Context, { report, decidedAt }: Reopening): Promise<boolean> {
  const { id, outcome } = report;
  const content = contentOf(report);
  const shown = content && (await isHiddenByIt(tx, content, decidedAt)) ? await showContent(tx, ctx, content) : null;
  // Whoever has reported it anew since has one waiting already.
  const anew = await tx.report.findMany({
    where: { ...sameAs(report), resolvedAt: null },
    select: { reporterId: true },
  });
  const reporterId = { notIn: anew.map((other) => other.reporterId) };
  const { count } = await tx.report.updateMany({
    where: { ...sameAs(report), resolvedAt: decidedAt, reporterId },
    data: { outcome: null, resolvedAt: null },
  });
  if (count === 0 && shown === null) return false;
  if (content) await withdrawNotices(tx, { content, at: decidedAt });
  await audit(tx, ctx, {
    action: 'reports.reopened',
    target: reportTarget(report),
    before: { report: id, outcome },
    after: { report: id, outcome: null },
  });
  return true;
}

/** A decision hides at the moment that it is made; what was hidden before or since, somebody else had their reason for. */
async function isHiddenByIt(tx: Tx, content: Content, decidedAt: Date): Promise<boolean> {
  const found = await describeContent(tx, content);
  return found?.hiddenAt?.getTime() === decidedAt.getTime();
}
