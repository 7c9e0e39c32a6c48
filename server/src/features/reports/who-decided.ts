import type { ReportOutcome } from '@hybrid/prisma';
import { byWhom, lastChange } from '../../platform/admin/last-change.ts';
import type { Context } from '../../platform/context.ts';
import { type LockedReport, reportTarget } from './locked-report.ts';
import { mayReopen } from './reopen-report.ts';

/** What is asked of a report to tell who dealt with it. */
type Asked = Pick<LockedReport, 'id' | 'articleId' | 'isOfComment' | 'commentId' | 'outcome' | 'resolvedAt'>;
type Asking = Pick<Context, 'db' | 'user'>;

/** Says why nothing is decided about a report that was dealt with: who did it, and how. */
export async function whyNotDecided(ctx: Asking, { outcome, resolvedAt }: Asked): Promise<string> {
  return `Nothing was changed: it was dealt with already${await by(ctx, { outcome, resolvedAt })}, and is ${outcome ?? 'resolved'}.`;
}

/** Says why a decision is not undone: who has decided anew since; null where it still stands. */
export async function whyNotUndone(ctx: Asking, report: Asked, decidedAt: Date): Promise<string | null> {
  const { outcome, resolvedAt } = report;
  if (resolvedAt === null) {
    const last = await lastChange(ctx.db, { target: reportTarget(report), actions: ['reports.reopened'] });
    // What it is about may be gone since, and with it what the line is found by.
    const who = last ? `undone already ${await byWhom(ctx, last)}` : 'undone already';
    return `Not undone: it was ${who}, and waits for a moderator.`;
  }
  if (resolvedAt.getTime() !== decidedAt.getTime()) {
    return `Not undone: it was decided anew since${await by(ctx, report)}, and is ${outcome ?? 'resolved'}.`;
  }
  return mayReopen(outcome) ? null : 'Not undone: what was said is said, and what was removed is gone.';
}

/** By whom the decision that stands was made, which the line of the audit log of its moment tells; nothing where it cannot be told. */
async function by(
  ctx: Asking,
  { outcome, resolvedAt }: { outcome: ReportOutcome | null; resolvedAt: Date | null },
): Promise<string> {
  if (outcome === null || resolvedAt === null) return '';
  const where = { action: `reports.${outcome}`, at: resolvedAt };
  const lines = await ctx.db.auditLog.findMany({ where, select: { actorId: true }, take: 2 });
  // Two who decided something at the very same moment are not told apart.
  const [line] = lines.length === 1 ? lines : [];
  return line ? ` ${await byWhom(ctx, line)}` : '';
}
