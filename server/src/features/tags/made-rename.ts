import type { Tx } from '@hybrid/prisma';
import { z } from 'zod';
import { lastChange } from '../../platform/admin/last-change.ts';

/** How the audit log calls what is done to tags. */
export const tagActions = { renamed: 'tags.renamed', merged: 'tags.merged', undone: 'tags.renameUndone' } as const;

/** What the audit log keeps of a rename that can be taken back. */
const Renamed = z.object({ tag: z.string(), articles: z.number(), canUndo: z.literal(true) });

/** A rename that could be taken back when it was made. */
export interface MadeRename {
  /** Its line in the audit log. */
  readonly id: string;
  readonly actorId: string;
  readonly at: Date;
  readonly to: string;
  readonly articles: number;
}

/** Finds the last that was done to a tag, where it is such a rename. */
export async function findRename(tx: Tx, name: string): Promise<MadeRename | null> {
  const line = await lastChange(tx, { target: `tag:${name}` });
  if (line?.action !== tagActions.renamed) return null;
  const { id, actorId, at } = line;
  const after = Renamed.safeParse(line.after).data;
  return after ? { id, actorId, at, to: after.tag, articles: after.articles } : null;
}

/** Whether staff changed since what the new name stands for: articles of another tag may have it now, or it another name. */
export async function wasMovedSince(tx: Tx, { id, to }: MadeRename): Promise<boolean> {
  // By their ids, which are made when the turn has come: a transaction may have begun long before.
  const later = { id: { gt: id }, action: { in: Object.values(tagActions) } };
  const about = [{ target: `tag:${to}` }, { after: { path: ['tag'], equals: to } }];
  return (await tx.auditLog.count({ where: { ...later, OR: about }, take: 1 })) > 0;
}
