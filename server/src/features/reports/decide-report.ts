import type { ReportOutcome, Tx } from '@hybrid/prisma';
import { demandAccess } from '../../platform/access.ts';
import { audit } from '../../platform/admin/audit.ts';
import type { Context } from '../../platform/context.ts';
import { suspendWithin } from '../accounts/index.ts';
import { removeArticle } from '../articles/index.ts';
import { removeComment } from '../comments/index.ts';
import {
  type Content,
  type DescribedContent,
  describeContent,
  giveNotices,
  hideContent,
  tellAuthor,
  warnAuthor,
} from '../moderation/index.ts';
import { contentOf, lockReport, type LockedReport, reportTarget, sameAs } from './locked-report.ts';

/** What a moderator decides about a report. */
export interface Decision {
  readonly outcome: ReportOutcome;
  /** What its author is told: why it is hidden, or what is wrong with it. Nothing where it is hidden already, and stays so. */
  readonly words: string;
  /** Whether its author is suspended as well. */
  readonly suspends: boolean;
}

/** What became of a decision. */
export type Decided =
  | {
      readonly state: 'done';
      /** The moment of the decision, by which it is undone. */
      readonly at: Date;
      /** Whether what it is about had been deleted. */
      readonly isGone: boolean;
      readonly suspended: string | null;
    }
  /** Nothing was done: somebody has dealt with it. */
  | { readonly state: 'decided'; readonly report: LockedReport }
  /** Nothing was done: it is not as it was when that was decided. */
  | { readonly state: Obstacle };

/** It is gone, and so perhaps is its author; it is hidden already, and the words would reach nobody; or it is not, and words are needed. */
type Obstacle = 'gone' | 'hidden' | 'shown';

/**
 * Deals with a report and with every other report of the same thing, in one transaction: it stays, its author is warned, it is
 * hidden or removed, and its author is suspended. Those who reported it are told what came of it.
 *
 * @returns what became of it, as it was found by whoever was alone with it.
 * @throws NOT_FOUND for an unknown id; FORBIDDEN from whoever is not at least an operator, or may not suspend its author.
 */
export async function decideReport(given: Context, id: string, decision: Decision): Promise<Decided> {
  demandAccess('operator', given.user);
  const decided = await given.db.$transaction(async (tx) => {
    const report = await lockReport(tx, id);
    // One moment for all that belongs to the decision: by it, it can be undone. Not before it is its turn, so that lines of the audit
    // log are in the order of their moments.
    const at = given.now();
    return decide(tx, { ...given, now: () => at }, { report, decision });
  });
  if (decided.state === 'done' && decided.suspended !== null) await given.auth.changed(decided.suspended);
  return decided;
}

interface Deciding {
  readonly report: LockedReport;
  readonly decision: Decision;
}

async function decide(tx: Tx, ctx: Context, { report, decision }: Deciding): Promise<Decided> {
  if (report.resolvedAt) return { state: 'decided', report };
  const content = contentOf(report);
  const found = content && (await describeContent(tx, content));
  const obstacle = obstacleTo(decision, { report, found });
  if (obstacle !== null) return { state: obstacle };
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
    after: { report: report.id, outcome, ...(isTold(decision) && { words }) },
  });
  return { state: 'done', at: ctx.now(), isGone: found === null, suspended };
}

/** What stands against a decision; null lets it be made. */
function obstacleTo(
  decision: Decision,
  { report, found }: { report: LockedReport; found: DescribedContent | null },
): Obstacle | null {
  if (found === null) return isOpenOfGone(decision, report) ? null : 'gone';
  if (decision.outcome !== 'hidden') return null;
  const now = found.hiddenAt === null ? 'shown' : 'hidden';
  const expected = decision.words === '' ? 'hidden' : 'shown';
  return now === expected ? null : now;
}

/** What was deleted meanwhile is neither hidden nor removed, and never takes something else with it; its author can still be warned. */
function isOpenOfGone({ outcome }: Decision, { authorId }: LockedReport): boolean {
  return outcome === 'dismissed' || (outcome === 'warned' && authorId !== null);
}

function isTold({ outcome, words }: Decision): boolean {
  return words !== '' && (outcome === 'hidden' || outcome === 'warned');
}

async function carryOut(tx: Tx, ctx: Context, { report, decision }: Deciding): Promise<void> {
  const { outcome, words } = decision;
  const content = contentOf(report);
  if (outcome === 'warned') await warn(tx, ctx, { report, words });
  if (content === null) return;
  if (outcome === 'hidden' && words !== '') await hideContent(tx, ctx, { content, reason: words });
  if (outcome === 'removed') await remove(tx, report, content);
}

async function remove(tx: Tx, { articleId }: LockedReport, content: Content): Promise<void> {
  if (content.kind === 'article') return removeArticle(tx, content.id);
  if (articleId !== null) await removeComment(tx, { articleId, id: content.id });
}

/** Of what is gone, by what the report remembers. */
async function warn(tx: Tx, ctx: Context, { report, words }: { report: LockedReport; words: string }): Promise<void> {
  const content = contentOf(report);
  if (content) return warnAuthor(tx, ctx, { content, words });
  const { authorId, excerpt, isOfComment, articleId, commentId } = report;
  if (authorId === null) throw new Error('Nobody is warned who has left: that was asked before.');
  const notice = { kind: 'warned', words, excerpt, isOfComment, articleId, commentId } as const;
  await tellAuthor(tx, ctx, { userId: authorId, notice });
}

async function tellReporters(tx: Tx, ctx: Context, { report, decision }: Deciding): Promise<void> {
  const where = { ...sameAs(report), resolvedAt: null };
  const reporters = await tx.report.findMany({ where, select: { reporterId: true } });
  const { excerpt, isOfComment, articleId, commentId } = report;
  const kind = decision.outcome === 'dismissed' ? 'dismissed' : 'upheld';
  const notice = { kind, words: null, excerpt, isOfComment, articleId, commentId } as const;
  await giveNotices(tx, ctx, { userIds: reporters.map(({ reporterId }) => reporterId), notice });
}
