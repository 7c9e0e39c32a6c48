import type { Db, Tx } from '@hybrid/prisma';
import { demandAccess } from '../../platform/access.ts';
import { audit } from '../../platform/admin/audit.ts';
import type { Context } from '../../platform/context.ts';
import { enqueue } from '../../platform/jobs/enqueue.ts';
import { leadTagTo, moveTagRows, type TagMove } from '../articles/index.ts';
import { moveTag } from './move-tag.ts';

/** So many articles are changed at once, in the transaction that writes it down; of more, a job changes a part after the other. */
export const atOnceMax = 500;

/** How the audit log calls a rename that is no merge. */
export const renamed = 'tags.renamed';

/** What became of a rename. */
export interface RenamedTag {
  /** The job that does it, where there are many articles. */
  readonly jobId: string | null;
  /** Whether it is done, and `undoRename` finds all as it was. */
  readonly canUndo: boolean;
}

/**
 * Renames a tag, or merges it into one that is in use: its articles carry the other, and its address leads there.
 *
 * @throws FORBIDDEN from whoever is not an admin.
 */
export async function renameTag(ctx: Context, { from, to }: TagMove): Promise<RenamedTag> {
  demandAccess('admin', ctx.user);
  return ctx.db.$transaction(async (tx) => {
    const articles = await countCarrying(tx, from);
    const isMerged = (await tx.articleTag.count({ where: { tag: to }, take: 1 })) > 0;
    const isLater = articles > atOnceMax;
    const canUndo = !isMerged && !isLater && (await leavesNothing(tx, { from, to }));
    const jobId = isLater ? await enqueue(tx, moveTag, { from, to }) : null;
    if (!isLater) {
      await moveTagRows(tx, { from, to }, atOnceMax);
      await leadTagTo(tx, { from, to });
    }
    await audit(tx, ctx, {
      action: isMerged ? 'tags.merged' : renamed,
      target: `tag:${from}`,
      before: { tag: from, articles },
      after: { tag: to, articles, ...(canUndo && { canUndo }) },
    });
    return { jobId, canUndo };
  });
}

/** Counts the articles that carry a tag, with those that are not out. */
export async function countCarrying(db: Db | Tx, tag: string): Promise<number> {
  return db.articleTag.count({ where: { tag } });
}

/** Whether no address would be found changed after it was taken back: none led to the new name, and that led nowhere else. */
async function leavesNothing(tx: Tx, { from, to }: TagMove): Promise<boolean> {
  return (await tx.formerTag.count({ where: { OR: [{ tag: to }, { name: to, NOT: { tag: from } }] }, take: 1 })) === 0;
}
