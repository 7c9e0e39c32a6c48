import { events } from '@hybrid/contracts';
import { topicOf } from '@hybrid/contracts/kernel';
import type { Tx } from '@hybrid/prisma';
import { announce, recheck } from '../../platform/events/announce.ts';

/** Tells whoever reads an article how many have it among their favorites by now. */
export async function announceFavorites(tx: Tx, articleId: string): Promise<void> {
  const found = await tx.article.findUnique({ where: { id: articleId }, select: { favoritesCount: true } });
  if (found) await announce(tx, events.favoritesChanged, { articleId, ...found });
}

/** Tells whoever reads an article that it is another one now, or gone. */
export async function announceEdit(tx: Tx, articleId: string): Promise<void> {
  await announce(tx, events.articleEdited, { articleId });
}

/** Tells whoever reads an article that moderators have hidden it; then nobody but its author may hear of it. */
export async function announceHiding(tx: Tx, articleId: string): Promise<void> {
  await announce(tx, events.articleEdited, { articleId, isHidden: true });
  await recheck(tx, topicOf(events.articleEdited, { articleId }));
}

/** Tells whoever reads an article that it was taken back or is out again: they hear of it only while they may see it. */
export async function announceVisibility(tx: Tx, articleId: string): Promise<void> {
  await announceEdit(tx, articleId);
  await recheck(tx, topicOf(events.articleEdited, { articleId }));
}
