import { events } from '@hybrid/contracts';
import type { Tx } from '@hybrid/prisma';
import { announce } from '../../platform/events/announce.ts';
import { announceComment, commentSelect } from './comment-of.ts';

/**
 * Hides a comment from everybody but its author, until moderators show it again.
 *
 * @returns whether it was shown until now.
 */
export async function hideComment(
  tx: Tx,
  { id, reason, at }: { id: number; reason: string; at: Date },
): Promise<boolean> {
  // Its text did not change: `updated_at` stays.
  const count = await tx.$executeRaw`
    UPDATE comment SET hidden_at = ${at}, hidden_reason = ${reason} WHERE id = ${id} AND hidden_at IS NULL`;
  if (count === 0) return false;
  const { articleId } = await tx.comment.findUniqueOrThrow({ where: { id }, select: { articleId: true } });
  await announce(tx, events.commentDeleted, { articleId, id });
  return true;
}

/**
 * Shows a comment again that moderators had hidden.
 *
 * @returns whether it was hidden until now.
 */
export async function showComment(tx: Tx, id: number): Promise<boolean> {
  const count = await tx.$executeRaw`
    UPDATE comment SET hidden_at = NULL, hidden_reason = NULL WHERE id = ${id} AND hidden_at IS NOT NULL`;
  if (count === 0) return false;
  const select = { articleId: true, ...commentSelect(null) };
  const { articleId, ...comment } = await tx.comment.findUniqueOrThrow({ where: { id }, select });
  await announceComment(tx, articleId, comment);
  return true;
}
