import type { Db, Tx } from '@hybrid/prisma';
import { demandAccess } from '../../platform/access.ts';
import { audit } from '../../platform/admin/audit.ts';
import type { Context } from '../../platform/context.ts';
import { enqueue } from '../../platform/jobs/enqueue.ts';
import { leadTagTo, moveTagRows, type TagMove, tagToday, takeListingTurn } from '../articles/index.ts';
import { carriedMax } from './describe-tag.ts';
import { findRename, tagActions } from './made-rename.ts';
import { moveTag } from './move-tag.ts';
import { findPendingMove } from './pending-move.ts';

/**
 * So many articles are changed at once, in the transaction that writes it down; of more, a job changes a part after the other. The words
 * by which each is searched are written twice, and take some 12 ms each time where it is as long as articles may be.
 */
export const atOnceMax = 50;

/** What a rename would do. */
export interface FoundMove {
  /** A merge where articles carry the other name already. */
  readonly kind: 'rename' | 'merge';
  /** All that carry it: this is typed, and has to be exact, where elsewhere a count ends. It is read from the index alone. */
  readonly matched: number;
  /** How many carry the other already; one more than `carriedMax` where there are more. */
  readonly into: number;
}

/** What became of a rename. */
export type RenameOutcome<Problem> =
  | { readonly state: 'done'; readonly canUndo: boolean }
  /** A job does it. */
  | { readonly state: 'begun'; readonly jobId: string }
  /** Nothing was changed: a job is at work on one of these tags. */
  | { readonly state: 'busy'; readonly jobId: string }
  /** Nothing was changed: it is not what was agreed to. */
  | { readonly state: 'refused'; readonly found: FoundMove; readonly problem: Problem };

/** Reads what a rename would do. */
export async function readMove(db: Db | Tx, { from, to }: TagMove): Promise<FoundMove> {
  const matched = await db.articleTag.count({ where: { tag: from } });
  const into = await db.articleTag.count({ where: { tag: to }, take: carriedMax + 1 });
  return { matched, into, kind: into > 0 ? 'merge' : 'rename' };
}

/**
 * Renames a tag, or merges it into one that is in use: its articles carry the other, and its address leads there. Asked for once more,
 * as by a second click, it says the same again.
 *
 * @param problemOf says what is wrong with what would be done now, which may not be what somebody agreed to; null lets it be done.
 * @throws FORBIDDEN from whoever is not an admin.
 */
export async function renameTag<Problem>(
  ctx: Context,
  move: TagMove,
  problemOf: (found: FoundMove) => Problem | null,
): Promise<RenameOutcome<Problem>> {
  demandAccess('admin', ctx.user);
  return ctx.db.$transaction(async (tx) => {
    // From here on nobody else changes which articles have which tag.
    await takeListingTurn(tx);
    const pending = await findPendingMove(tx, move);
    if (pending) {
      const isSame = pending.move.from === move.from && pending.move.to === move.to;
      return { state: isSame ? 'begun' : 'busy', jobId: pending.jobId };
    }
    const found = await readMove(tx, move);
    if (found.matched === 0 && (await tagToday(tx, move.from)) === move.to) {
      return { state: 'done', canUndo: (await findRename(tx, move.from))?.actorId === ctx.user.id };
    }
    const problem = problemOf(found);
    return problem === null ? carryOut(tx, ctx, { move, found }) : { state: 'refused', found, problem };
  });
}

async function carryOut(
  tx: Tx,
  ctx: Context,
  { move, found: { kind, matched } }: { move: TagMove; found: FoundMove },
): Promise<RenameOutcome<never>> {
  const isLater = matched > atOnceMax;
  const canUndo = kind === 'rename' && !isLater && (await leavesNothing(tx, move));
  const outcome: RenameOutcome<never> = isLater
    ? { state: 'begun', jobId: await enqueue(tx, moveTag, move) }
    : { state: 'done', canUndo };
  if (!isLater) {
    await moveTagRows(tx, move, atOnceMax);
    await leadTagTo(tx, move);
  }
  await audit(tx, ctx, {
    action: kind === 'merge' ? tagActions.merged : tagActions.renamed,
    target: `tag:${move.from}`,
    before: { tag: move.from, articles: matched },
    after: { tag: move.to, articles: matched, ...(canUndo && { canUndo }) },
  });
  return outcome;
}

/** Whether no address would be found changed after it was taken back: neither name led elsewhere, and none led to the new one. */
async function leavesNothing(tx: Tx, { from, to }: TagMove): Promise<boolean> {
  const others = [{ tag: to }, { name: from }, { name: to, NOT: { tag: from } }];
  return (await tx.formerTag.count({ where: { OR: others }, take: 1 })) === 0;
}
