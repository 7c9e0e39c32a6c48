import type { ReportOutcome, Tx } from '@hybrid/prisma';
import { demandAccess } from '../../platform/access.ts';
import { audit } from '../../platform/admin/audit.ts';
import type { Context } from '../../platform/context.ts';
import { type Content, describeContent, showContent, withdrawNotices } from '../moderation/index.ts';
import { contentOf, lockReport, reportTarget, sameAs } from './locked-report.ts';

/** Whether a decision can be undone: what was removed is gone, and what was said is said. */
export function mayReopen(outcome: ReportOutcome | null): boolean {
  return outcome === 'dismissed' || outcome === 'hidden';
}

/**
 * Undoes a decision: what it hid is shown again, and the reports that it dealt with wait as before. A suspension stays, as it has
 * an undo of its own.
 *
 * @throws NOT_FOUND for an unknown id, FORBIDDEN from whoever is not at least an operator.
 */
export async function reopenReport(ctx: Context, id: string): Promise<void> {
  demandAccess('operator', ctx.user);
  await ctx.db.$transaction(async (tx) => {
    const report = await lockReport(tx, id);
    const { outcome, resolvedAt } = report;
    if (resolvedAt === null || !mayReopen(outcome)) return;
    const content = contentOf(report);
    const shown = content && (await isHiddenByIt(tx, content, resolvedAt)) ? await showContent(tx, ctx, content) : null;
    const together = { ...sameAs(report), resolvedAt };
    // Whoever has reported it anew since has one waiting already.
    const anew = await tx.report.findMany({
      where: { ...sameAs(report), resolvedAt: null },
      select: { reporterId: true },
    });
    const reporterId = { notIn: anew.map((other) => other.reporterId) };
    const { count } = await tx.report.updateMany({
      where: { ...together, reporterId },
      data: { outcome: null, resolvedAt: null },
    });
    if (count === 0 && shown === null) return;
    if (content) await withdrawNotices(tx, { content, at: resolvedAt });
    await audit(tx, ctx, {
      action: 'reports.reopened',
      target: reportTarget(report),
      before: { report: id, outcome },
      after: { report: id, outcome: null },
    });
  });
}

/** A decision hides at the moment that it is made; what was hidden before or since, somebody else had their reason for. */
async function isHiddenByIt(tx: Tx, content: Content, decidedAt: Date): Promise<boolean> {
  const found = await describeContent(tx, content);
  return found?.hiddenAt?.getTime() === decidedAt.getTime();
}
