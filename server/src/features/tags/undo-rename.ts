import type { Tx } from '@hybrid/prisma';
import { z } from 'zod';
import { demandAccess } from '../../platform/access.ts';
import { audit } from '../../platform/admin/audit.ts';
import type { Context } from '../../platform/context.ts';
import { leadTagTo, moveTagRows, tagToday, takeTagTurn } from '../articles/index.ts';
import { renamed } from './rename-tag.ts';

/** What the audit log keeps of a rename that can be taken back. */
const Renamed = z.object({ tag: z.string(), articles: z.number(), canUndo: z.literal(true) });

/**
 * Takes back a rename, for whoever made it, as long as all that carries the new name is what got it by that; the new name then leads
 * to the old one.
 *
 * @returns whether it did.
 * @throws FORBIDDEN from whoever is not an admin.
 */
export async function undoRename(ctx: Context, name: string): Promise<boolean> {
  demandAccess('admin', ctx.user);
  return ctx.db.$transaction(async (tx) => {
    await takeTagTurn(tx);
    const made = await findRename(tx, ctx, name);
    if (!made || !(await isAsItLeftIt(tx, name, made))) return false;
    const { to, articles } = made;
    await moveTagRows(tx, { from: to, to: name }, articles);
    await leadTagTo(tx, { from: to, to: name });
    await audit(tx, ctx, {
      action: 'tags.renameUndone',
      target: `tag:${name}`,
      before: { tag: to, articles },
      after: { tag: name, articles },
    });
    return true;
  });
}

interface MadeRename {
  readonly to: string;
  readonly articles: number;
  readonly at: Date;
}

/** The last that was done to a tag, where this is a rename by the same person that can be taken back. */
async function findRename(tx: Tx, { user }: Context, name: string): Promise<MadeRename | null> {
  const line = await tx.auditLog.findFirst({
    where: { target: `tag:${name}` },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
  });
  if (line?.action !== renamed || line.actorId !== user.id) return null;
  const after = Renamed.safeParse(line.after).data;
  return after ? { to: after.tag, articles: after.articles, at: line.at } : null;
}

/** Nobody uses the old name anew, and no article with the new one was written or changed since. */
async function isAsItLeftIt(tx: Tx, name: string, { to, articles, at }: MadeRename): Promise<boolean> {
  const [anew, carried, changed, today] = [
    await tx.articleTag.count({ where: { tag: name }, take: 1 }),
    await tx.articleTag.count({ where: { tag: to }, take: articles + 1 }),
    await tx.articleTag.count({ where: { tag: to, article: { updatedAt: { gt: at } } }, take: 1 }),
    await tagToday(tx, name),
  ];
  return anew === 0 && carried === articles && changed === 0 && today === to;
}
