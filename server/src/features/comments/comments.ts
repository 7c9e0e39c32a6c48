import { contract } from '@hybrid/contracts';
import type { Prisma } from '@hybrid/prisma';
import type { Context, PublicContext } from '../../platform/context.ts';
import { failure } from '../../platform/failure.ts';
import { enqueue } from '../../platform/jobs/enqueue.ts';
import { findArticle, whileItLasts } from '../articles/index.ts';
import { profileOf, profileSelect } from '../profiles/index.ts';
import { commentAdded } from './comment-added.ts';

/** Lists the comments on an article, newest first. */
export async function listComments({ db, user }: PublicContext, { slug }: { slug: string }) {
  const { id } = await findArticle(db, slug);
  const found = await db.comment.findMany({
    where: { articleId: id },
    select: commentSelect(user),
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  });
  return found.map(commentOf);
}

/** Adds a comment and tells, by a job, the article's author. */
export async function addComment({ db, user }: Context, { slug, body }: { slug: string; body: string }) {
  const { id } = await findArticle(db, slug);
  const data = { body, articleId: id, authorId: user.id };
  return whileItLasts(slug, () =>
    db.$transaction(async (tx) => {
      const created = await tx.comment.create({ data, select: commentSelect(user) });
      await enqueue(tx, commentAdded, { commentId: created.id });
      return commentOf(created);
    }),
  );
}

/** Deletes a comment of the caller's, reached through its own article alone. */
export async function deleteComment({ db, user }: Context, { slug, id }: { slug: string; id: number }): Promise<null> {
  const article = await findArticle(db, slug);
  const found = await db.comment.findFirst({ where: { id, articleId: article.id }, select: { authorId: true } });
  if (!found) throw failure(contract.comments.delete, 'COMMENT_NOT_FOUND');
  if (found.authorId !== user.id) throw failure(contract.comments.delete, 'NOT_THE_AUTHOR');
  // Of two requests that delete at once, the second has nothing left to do.
  await db.comment.deleteMany({ where: { id } });
  return null;
}

function commentSelect(reader: { id: string } | null) {
  return {
    id: true,
    body: true,
    createdAt: true,
    updatedAt: true,
    editedAt: true,
    author: { select: profileSelect(reader) },
  } satisfies Prisma.CommentSelect;
}

function commentOf({ author, ...comment }: Prisma.CommentGetPayload<{ select: ReturnType<typeof commentSelect> }>) {
  return { ...comment, author: profileOf(author) };
}
