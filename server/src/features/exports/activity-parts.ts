import type { Db } from '@hybrid/prisma';
import { type ExportPart, listPart } from './export-part.ts';

const take = 500;
const article = { select: { slug: true, title: true, authorId: true, unpublishedAt: true } } as const;
const person = { select: { username: true } } as const;

/** What a person did and was told, each kind as JSON. Of others it holds what everybody may see of them: their names. */
export function activityParts(db: Db, userId: string): ExportPart[] {
  return [...answers(db, userId), ...bonds(db, userId), ...news(db, userId)];
}

function answers(db: Db, userId: string): ExportPart[] {
  return [
    listPart('comments.json', {
      count: () => db.comment.count({ where: { authorId: userId } }),
      read: async (last?: { id: number }) => {
        const rows = await db.comment.findMany({
          where: { authorId: userId, ...(last && { id: { gt: last.id } }) },
          select: {
            id: true,
            body: true,
            createdAt: true,
            editedAt: true,
            hiddenAt: true,
            hiddenReason: true,
            article,
          },
          orderBy: { id: 'asc' },
          take,
        });
        return shownTo(userId, rows);
      },
    }),
    listPart('reports.json', {
      count: () => db.report.count({ where: { reporterId: userId } }),
      read: async (last?: { id: string }) => {
        const rows = await db.report.findMany({
          where: { reporterId: userId, ...(last && { id: { gt: last.id } }) },
          select: { id: true, reason: true, note: true, outcome: true, createdAt: true, article, commentId: true },
          orderBy: { id: 'asc' },
          take,
        });
        return shownTo(userId, rows);
      },
    }),
  ];
}

function bonds(db: Db, userId: string): ExportPart[] {
  return [
    listPart('favorites.json', {
      count: () => db.favorite.count({ where: { userId } }),
      read: async (last?: { articleId: string }) => {
        const rows = await db.favorite.findMany({
          where: { userId, ...(last && { articleId: { gt: last.articleId } }) },
          select: { articleId: true, createdAt: true, article },
          orderBy: { articleId: 'asc' },
          take,
        });
        return shownTo(userId, rows);
      },
    }),
    listPart('following.json', {
      count: () => db.follow.count({ where: { followerId: userId } }),
      read: (last?: { followedId: string }) =>
        db.follow.findMany({
          where: { followerId: userId, ...(last && { followedId: { gt: last.followedId } }) },
          select: { followedId: true, createdAt: true, followed: person },
          orderBy: { followedId: 'asc' },
          take,
        }),
    }),
    listPart('followers.json', {
      count: () => db.follow.count({ where: { followedId: userId } }),
      read: (last?: { followerId: string }) =>
        db.follow.findMany({
          where: { followedId: userId, ...(last && { followerId: { gt: last.followerId } }) },
          select: { followerId: true, createdAt: true, follower: person },
          orderBy: { followerId: 'asc' },
          take,
        }),
    }),
  ];
}

function news(db: Db, userId: string): ExportPart[] {
  return [
    listPart('notifications.json', {
      count: () => db.notification.count({ where: { userId } }),
      read: async (last?: { id: string }) => {
        const rows = await db.notification.findMany({
          where: { userId, ...(last && { id: { gt: last.id } }) },
          select: { id: true, kind: true, createdAt: true, readAt: true, actor: person, article },
          orderBy: { id: 'asc' },
          take,
        });
        return shownTo(userId, rows);
      },
    }),
    listPart('moderation-notices.json', {
      count: () => db.moderationNotice.count({ where: { userId } }),
      read: async (last?: { id: string }) => {
        const rows = await db.moderationNotice.findMany({
          where: { userId, ...(last && { id: { gt: last.id } }) },
          select: { id: true, kind: true, words: true, excerpt: true, createdAt: true, readAt: true, article },
          orderBy: { id: 'asc' },
          take,
        });
        return shownTo(userId, rows);
      },
    }),
    listPart('sessions.json', {
      count: () => db.session.count({ where: { userId } }),
      // Never with the token: whoever found the file would be signed in.
      read: (last?: { id: string }) =>
        db.session.findMany({
          where: { userId, ...(last && { id: { gt: last.id } }) },
          select: { id: true, ipAddress: true, userAgent: true, createdAt: true, expiresAt: true },
          orderBy: { id: 'asc' },
          take,
        }),
    }),
  ];
}

interface Shown {
  slug: string;
  title: string;
}

/** The rows with the articles that a person may see: of one that another took back they learn neither title nor address. */
function shownTo<Row extends { article: (Shown & { authorId: string; unpublishedAt: Date | null }) | null }>(
  userId: string,
  rows: readonly Row[],
): (Omit<Row, 'article'> & { article: Shown | null })[] {
  return rows.map(({ article: found, ...row }) => {
    const isShown = found && (found.unpublishedAt === null || found.authorId === userId);
    return { ...row, article: isShown ? { slug: found.slug, title: found.title } : null };
  });
}
