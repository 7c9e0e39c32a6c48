import type { Tx } from '@hybrid/prisma';
import { demandAccess } from '../../platform/access.ts';
import type { Context } from '../../platform/context.ts';
import { hideArticle, showArticle } from '../articles/index.ts';
import { hideComment, showComment } from '../comments/index.ts';
import { type Content, describeContent, type DescribedContent } from './content.ts';
import { giveNotices, type Notice, tellAuthor } from './give-notice.ts';

/** What a decision changed, as the audit log writes it down; null where nothing was left to change. */
export type Changed = { readonly before: { hidden: string | null }; readonly after: { hidden: string | null } } | null;

/**
 * Hides an article or a comment from everybody but its author, whom it tells why. Whoever calls it writes it down.
 *
 * @throws FORBIDDEN from whoever is not at least an operator.
 */
export async function hideContent(
  tx: Tx,
  ctx: Context,
  { content, reason }: { content: Content; reason: string },
): Promise<Changed> {
  demandAccess('operator', ctx.user);
  const at = ctx.now();
  const isNew =
    content.kind === 'article'
      ? await hideArticle(tx, { id: content.id, reason, at })
      : await hideComment(tx, { id: content.id, reason, at });
  const found = isNew ? await describeContent(tx, content) : null;
  if (!found) return null;
  const notice = { ...noticeOf(content, found, reason), kind: 'hidden' } as const;
  await tellAuthor(tx, ctx, { userId: found.authorId, notice });
  return { before: { hidden: null }, after: { hidden: reason } };
}

/** Shows an article or a comment again that was hidden, and tells its author; throws as `hideContent` does. */
export async function showContent(tx: Tx, ctx: Context, content: Content): Promise<Changed> {
  demandAccess('operator', ctx.user);
  const before = await describeContent(tx, content);
  const isNew = content.kind === 'article' ? await showArticle(tx, content.id) : await showComment(tx, content.id);
  if (!isNew || !before) return null;
  const notice = { ...noticeOf(content, before, null), kind: 'shown' } as const;
  await giveNotices(tx, ctx, { userIds: [before.authorId], notice });
  return { before: { hidden: before.hiddenReason }, after: { hidden: null } };
}

/** Tells the author of something in the moderators' words what is wrong with it; it stays as it is. */
export async function warnAuthor(
  tx: Tx,
  ctx: Context,
  { content, words }: { content: Content; words: string },
): Promise<void> {
  demandAccess('operator', ctx.user);
  const found = await describeContent(tx, content);
  if (!found) return;
  const notice = { ...noticeOf(content, found, words), kind: 'warned' } as const;
  await tellAuthor(tx, ctx, { userId: found.authorId, notice });
}

function noticeOf(content: Content, found: DescribedContent, words: string | null): Omit<Notice, 'kind'> {
  const { excerpt, articleId } = found;
  const isOfComment = content.kind === 'comment';
  return { words, excerpt, articleId, isOfComment, commentId: isOfComment ? content.id : null };
}
