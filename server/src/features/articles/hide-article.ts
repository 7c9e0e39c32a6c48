import type { Tx } from '@hybrid/prisma';
import { announceHiding, announceVisibility } from './announce-reading.ts';

/**
 * Hides an article from everybody but its author, as unpublishing does, until moderators show it again.
 *
 * @returns whether it was shown until now.
 */
export async function hideArticle(
  tx: Tx,
  { id, reason, at }: { id: string; reason: string; at: Date },
): Promise<boolean> {
  // Its text did not change: the page should not say that it did, so that `updated_at` stays.
  const count = await tx.$executeRaw`
    UPDATE article SET hidden_at = ${at}, hidden_reason = ${reason}, unpublished_at = coalesce(unpublished_at, ${at})
    WHERE id = ${id}::uuid AND hidden_at IS NULL`;
  if (count === 1) await announceHiding(tx, id);
  return count === 1;
}

/**
 * Shows an article again that moderators had hidden: published where it was, and else as its author had left it.
 *
 * @returns whether it was hidden until now.
 */
export async function showArticle(tx: Tx, id: string): Promise<boolean> {
  const count = await tx.$executeRaw`
    UPDATE article SET hidden_at = NULL, hidden_reason = NULL, unpublished_at = nullif(unpublished_at, hidden_at)
    WHERE id = ${id}::uuid AND hidden_at IS NOT NULL`;
  if (count === 1) await announceVisibility(tx, id);
  return count === 1;
}
