import type { ReportOutcome, Tx } from '@hybrid/prisma';
import { demandAccess } from '../../platform/access.ts';
import { audit } from '../../platform/admin/audit.ts';
import type { Context } from '../../platform/context.ts';
import { suspendWithin } from '../accounts/index.ts';
import { removeArticle } from '../articles/index.ts';
import { removeComment } from '../comments/index.ts';
import { giveNotices, hideContent, warnAuthor } from '../moderation/index.ts';
import { contentOf, lockReport, type LockedReport, reportTarget, sameAs } from './locked-report.ts';

/** What a moderator decides about a report. */
export interface Decision {
  readonly outcome: ReportOutcome;
  /** What its author is told: why it is hidden, or what is wrong with it. */
  readonly words: string;
  /** Whether its author is suspended as well. */
  readonly suspends: boolean;
}

/**
 * Deals with a report and with every other report of the same thing, in one transaction: it stays, its author is warned, it is
 * hidden or removed, and its author is suspended. Those who reported it are told what came of it.
 *
 * @throws NOT_FOUND for an unknown id; FORBIDDEN from whoever is not at least an operator, or may not suspend its author.
 */
export async function decideReport(given: Context, id: string, decision: Decision): Promise<void> {
  demandAccess('operator', given.user);
  // One moment for all that belongs to the decision: by it, it can be undone.
  const at = given.now();
  const ctx = { ...given, now: () => at };
  const suspended = await ctx.db.$transaction(async (tx) => {
    const report = await lockReport(tx, id);
    return report.resolvedAt ? null : decide(tx, ctx, { report, decision });
  });
  if (suspended !== null) await ctx.auth.changed(suspended);
}

interface Deciding {
  readonly report: LockedReport;
  readonly decision: Decision;
}

/** Returns who was suspended. */
async function decide(tx: Tx, ctx: Context, { report, decision }: Deciding): Promise<string | null> {
  const { outcome, words } = decision;
  await tellReporters(tx, ctx, { report, decision });
  const where = { ...sameAs(report), resolvedAt: null };
  await tx.report.updateMany({ where, data: { outcome, resolvedAt: ctx.now() } });
  await carryOut(tx, ctx, { report, decision });
  const suspended = decision.suspends ? report.authorId : null;
  if (suspended !== null) await suspendWithin(tx, ctx, suspended);
  await audit(tx, ctx, {
    action: `reports.${outcome}`,
    target: reportTarget(report),
    before: { report: report.id, outcome: null },
    after: { report: report.id, outcome, ...(isTold(outcome) && { words }) },
  });
  return suspended;
}

function isTold(outcome: ReportOutcome): boolean {
  return outcome === 'hidden' || outcome === 'warned';
}

/** What was deleted by its author meanwhile cannot be removed, and never takes something else with it. */
async function carryOut(tx: Tx, ctx: Context, { report, decision }: Deciding): Promise<void> {
  const content = contentOf(report);
  if (content === null) return;
  const { words } = decision;
  switch (decision.outcome) {
    case 'dismissed':
      return;
    case 'hidden':
      await hideContent(tx, ctx, { content, reason: words });
      return;
    case 'warned':
      return warnAuthor(tx, ctx, { content, words });
    case 'removed':
      if (content.kind === 'article') return removeArticle(tx, content.id);
      if (report.articleId !== null) await removeComment(tx, { articleId: report.articleId, id: content.id });
  }
}

async function tellReporters(tx: Tx, ctx: Context, { report, decision }: Deciding): Promise<void> {
  const where = { ...sameAs(report), resolvedAt: null };
  const reporters = await tx.report.findMany({ where, select: { reporterId: true } });
  const { excerpt, isOfComment, articleId, commentId } = report;
  const kind = decision.outcome === 'dismissed' ? 'dismissed' : 'upheld';
  const notice = { kind, words: null, excerpt, isOfComment, articleId, commentId } as const;
  await giveNotices(tx, ctx, { userIds: reporters.map(({ reporterId }) => reporterId), notice });
}
