import { job } from '../../platform/jobs/job.ts';
import { articlePublished } from '../articles/index.ts';
import { commentAdded, shownComments } from '../comments/index.ts';
import { notify } from './notify.ts';

/** Writes a notification for each follower of an article's author, and announces it to them. */
export const notifyFollowers = job({
  ...articlePublished,
  async run(ctx, { articleId }) {
    const article = await ctx.db.article.findUnique({
      where: { id: articleId, unpublishedAt: null },
      select: { authorId: true, author: { select: { followers: { select: { followerId: true } } } } },
    });
    // Deleted or taken back meanwhile: there is nothing to tell.
    if (!article) return;
    const subject = `article:${articleId}`;
    const recipients = article.author.followers.map(({ followerId }) => followerId);
    await notify(ctx, recipients, { kind: 'article_published', subject, actorId: article.authorId, articleId });
  },
});

/** Writes a notification for the author of an article that somebody else commented on, and announces it. */
export const notifyAuthor = job({
  ...commentAdded,
  async run(ctx, { commentId }) {
    const comment = await ctx.db.comment.findUnique({
      where: { id: commentId, ...shownComments },
      select: { authorId: true, articleId: true, article: { select: { authorId: true } } },
    });
    if (!comment || comment.authorId === comment.article.authorId) return;
    const { authorId: actorId, articleId } = comment;
    const subject = `comment:${commentId}`;
    await notify(ctx, [comment.article.authorId], { kind: 'comment_added', subject, actorId, articleId, commentId });
  },
});
