import type { Context } from '../../platform/context.ts';
import { enqueue } from '../../platform/jobs/enqueue.ts';
import { findArticle, whileItLasts } from '../articles/index.ts';
import { commentAdded } from './comment-added.ts';
import { announceComment, commentOf, commentSelect } from './comment-of.ts';

/** Adds a comment, and tells the article's author and whoever reads it now. */
export async function addComment({ db, user }: Context, { slug, body }: { slug: string; body: string }) {
  const { id: articleId } = await findArticle(db, slug, user);
  return whileItLasts(slug, () =>
    db.$transaction(async (tx) => {
      const data = { body, articleId, authorId: user.id };
      const created = await tx.comment.create({ data, select: commentSelect(user) });
      await enqueue(tx, commentAdded, { commentId: created.id });
      await announceComment(tx, articleId, created);
      return commentOf(created);
    }),
  );
}
