import type { PublicContext } from '../../platform/context.ts';
import { findArticle } from '../articles/index.ts';
import { commentOf, commentSelect } from './comment-of.ts';

/** Lists the comments on an article, newest first. */
export async function listComments({ db, user }: PublicContext, { slug }: { slug: string }) {
  const { id } = await findArticle(db, slug, user);
  const found = await db.comment.findMany({
    where: { articleId: id },
    select: commentSelect(user),
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  });
  return found.map(commentOf);
}
