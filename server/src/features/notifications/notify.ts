import { events, type NotificationKind } from '@hybrid/contracts';
import type { Tx } from '@hybrid/prisma';
import { announce } from '../../platform/events/announce.ts';
import { job, type JobContext } from '../../platform/jobs/job.ts';
import { articlePublished } from '../articles/index.ts';
import { commentAdded } from '../comments/index.ts';
import { readWishes } from './choices.ts';
import { enqueueMails } from './mail-news.ts';
import { notificationSelect } from './notification-of.ts';

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
      where: { id: commentId },
      select: { authorId: true, articleId: true, article: { select: { authorId: true } } },
    });
    if (!comment || comment.authorId === comment.article.authorId) return;
    const { authorId: actorId, articleId } = comment;
    const subject = `comment:${commentId}`;
    await notify(ctx, [comment.article.authorId], { kind: 'comment_added', subject, actorId, articleId, commentId });
  },
});

interface News {
  readonly kind: NotificationKind;
  /** One notification for a person and a subject: a job that runs twice tells nobody twice. */
  readonly subject: string;
  readonly actorId: string;
  readonly articleId: string;
  readonly commentId?: number;
}

async function notify({ db, now, signal }: JobContext, recipients: readonly string[], news: News): Promise<void> {
  for (const batch of batches(recipients)) {
    // Between batches nothing is half done: the next attempt goes on where this one stops.
    signal.throwIfAborted();
    await db.$transaction(async (tx) => {
      const created = await tx.notification.createManyAndReturn({
        data: await addressed(tx, batch, news),
        skipDuplicates: true,
        select: { userId: true, inApp: true, awaitsMail: true, ...notificationSelect },
      });
      for (const { userId, inApp, awaitsMail: _, ...notification } of created) {
        if (inApp) await announce(tx, events.notificationCreated, { userId, notification });
      }
      const userIds = created.filter(({ awaitsMail }) => awaitsMail).map(({ userId }) => userId);
      await enqueueMails(tx, { kind: news.kind, userIds, now: now() });
    });
  }
}

/** The notification of each who wants it, and where they want it. Who wants it nowhere gets none. */
async function addressed(tx: Tx, userIds: readonly string[], news: News) {
  const wishes = await readWishes(tx, news.kind, userIds);
  const reachable = await tx.user.findMany({
    where: { id: { in: [...userIds] }, emailVerified: true, suspendedAt: null },
    select: { id: true },
  });
  const byMail = new Set(reachable.map(({ id }) => id));
  return userIds
    .map((userId) => ({
      ...news,
      userId,
      inApp: wishes(userId, 'app'),
      awaitsMail: byMail.has(userId) && wishes(userId, 'mail'),
    }))
    .filter(({ inApp, awaitsMail }) => inApp || awaitsMail);
}

/** So many that a transaction stays well below its time limit, whatever the number of followers. */
const batchSize = 100;

function batches(ids: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / batchSize) }, (_, index) =>
    ids.slice(index * batchSize, (index + 1) * batchSize),
  );
}
