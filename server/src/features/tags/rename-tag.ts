import { demandAccess } from '../../platform/access.ts';
import { audit } from '../../platform/admin/audit.ts';
import type { Context } from '../../platform/context.ts';
import { enqueue } from '../../platform/jobs/enqueue.ts';
import { leadTagTo, moveTagRows, type TagMove } from '../articles/index.ts';
import { moveTag } from './move-tag.ts';

/** So many articles are changed at once, in the transaction that writes it down; of more, a job changes a part after the other. */
export const atOnceMax = 500;

/**
 * Renames a tag, or merges it into one that is in use: its articles carry the other, and its address leads there.
 *
 * @returns whether a job does it.
 * @throws FORBIDDEN from whoever is not an admin.
 */
export async function renameTag(ctx: Context, { from, to }: TagMove): Promise<boolean> {
  demandAccess('admin', ctx.user);
  return ctx.db.$transaction(async (tx) => {
    const articles = await tx.articleTag.count({ where: { tag: from } });
    const isMerged = (await tx.tag.count({ where: { name: to } })) > 0;
    const isLater = articles > atOnceMax;
    if (isLater) {
      await enqueue(tx, moveTag, { from, to });
    } else {
      await moveTagRows(tx, { from, to }, atOnceMax);
      await leadTagTo(tx, { from, to });
    }
    await audit(tx, ctx, {
      action: isMerged ? 'tags.merged' : 'tags.renamed',
      target: `tag:${from}`,
      before: { tag: from, articles },
      after: { tag: to, articles },
    });
    return isLater;
  });
}
