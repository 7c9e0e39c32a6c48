import { contract, events } from '@hybrid/contracts';
import type { Db, Tx } from '@hybrid/prisma';
import type { Context } from '../../platform/context.ts';
import { announce } from '../../platform/events/announce.ts';
import { failure } from '../../platform/failure.ts';
import { findArticle } from '../articles/index.ts';
import { announceComment, commentOf, commentSelect } from './comment-of.ts';
import { shownComments } from './visibility.ts';

interface OfArticle {
  slug: string;
  id: number;
}

/** Changes the text of a comment of the caller's. The same text again is no edit. */
export async function editComment({ db, user, now }: Context, { body, ...which }: OfArticle & { body: string }) {
  const { articleId } = await findOwn(db, user, which);
  return db.$transaction(async (tx) => {
    const where = { id: which.id, authorId: user.id, body: { not: body } };
    const { count } = await tx.comment.updateMany({ where, data: { body, editedAt: now() } });
    const changed = await tx.comment.findUnique({ where: { id: which.id }, select: commentSelect(user) });
    // Deleted between the two.
    if (!changed) throw failure(contract.comments.edit, 'COMMENT_NOT_FOUND');
    if (count === 1) await announceComment(tx, articleId, changed);
    return commentOf(changed);
  });
}

/** Deletes a comment of the caller's, reached through its own article alone. */
export async function deleteComment({ db, user }: Context, which: OfArticle): Promise<null> {
  const { articleId } = await findOwn(db, user, which);
  await db.$transaction((tx) => removeComment(tx, { articleId, id: which.id }));
  return null;
}

/** Removes a comment and tells whoever reads the article; of two requests at once, the second has nothing left to do. */
export async function removeComment(tx: Tx, { articleId, id }: { articleId: string; id: number }): Promise<void> {
  const { count } = await tx.comment.deleteMany({ where: { id, articleId } });
  if (count === 1) await announce(tx, events.commentDeleted, { articleId, id });
}

async function findOwn(db: Db, user: Context['user'], { slug, id }: OfArticle) {
  const article = await findArticle(db, slug, user);
  const found = await findComment(db, { articleId: article.id, id }, user);
  if (found.authorId !== user.id) throw failure(contract.comments.edit, 'NOT_THE_AUTHOR');
  return found;
}

/** Finds a comment that `reader` is shown, through its own article; throws COMMENT_NOT_FOUND. */
export async function findComment(db: Db | Tx, which: { articleId: string; id: number }, reader: { id: string }) {
  const where = { ...which, OR: [shownComments, { authorId: reader.id }] };
  const found = await db.comment.findFirst({ where, select: { id: true, authorId: true, articleId: true } });
  if (!found) throw failure(contract.comments.edit, 'COMMENT_NOT_FOUND');
  return found;
}
