import type { Tx } from '@hybrid/prisma';
import { demandAccess } from '../../platform/access.ts';
import { audit } from '../../platform/admin/audit.ts';
import type { Context } from '../../platform/context.ts';
import { leadTagTo, moveTagRows, tagToday, takeListingTurn } from '../articles/index.ts';
import { findRename, type MadeRename, tagActions, wasMovedSince } from './made-rename.ts';

/** Whether a rename was taken back: not where somebody else made it, and not where more was changed since. */
export type UndoneRename = 'undone' | 'theirs' | 'changed';

/**
 * Takes back a rename, for whoever made it, as long as all that carries the new name is what got it by that; the new name then leads
 * to the old one.
 *
 * @throws FORBIDDEN from whoever is not an admin.
 */
export async function undoRename(ctx: Context, name: string): Promise<UndoneRename> {
  demandAccess('admin', ctx.user);
  return ctx.db.$transaction(async (tx) => {
    await takeListingTurn(tx);
    const made = await findRename(tx, name);
    if (made && made.actorId !== ctx.user.id) return 'theirs';
    if (!made || !(await isAsItLeftIt(tx, name, made))) return 'changed';
    const { to, articles } = made;
    await moveTagRows(tx, { from: to, to: name }, articles);
    await leadTagTo(tx, { from: to, to: name });
    await audit(tx, ctx, {
      action: tagActions.undone,
      target: `tag:${name}`,
      before: { tag: to, articles },
      after: { tag: name, articles },
    });
    return 'undone';
  });
}

/** Nobody uses the old name anew, no article with the new one was written or changed since, and none has it by another tag. */
async function isAsItLeftIt(tx: Tx, name: string, made: MadeRename): Promise<boolean> {
  const { to, articles, at } = made;
  const [anew, carried, changed, today] = [
    await tx.articleTag.count({ where: { tag: name }, take: 1 }),
    await tx.articleTag.count({ where: { tag: to }, take: articles + 1 }),
    await tx.articleTag.count({ where: { tag: to, article: { updatedAt: { gt: at } } }, take: 1 }),
    await tagToday(tx, name),
  ];
  const isSame = anew === 0 && carried === articles && changed === 0 && today === to;
  return isSame && !(await wasMovedSince(tx, made));
}
