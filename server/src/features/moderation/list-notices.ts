import type { Context } from '../../platform/context.ts';

const listedMax = 100;

/** Lists what the moderators told the caller, newest first, and says how many are unread. */
export async function listNotices({ db, user }: Context) {
  const [found, unread] = await Promise.all([
    db.moderationNotice.findMany({
      where: { userId: user.id },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: listedMax,
      select: {
        id: true,
        kind: true,
        words: true,
        excerpt: true,
        isOfComment: true,
        createdAt: true,
        readAt: true,
        article: { select: { slug: true, authorId: true, unpublishedAt: true } },
      },
    }),
    countUnread({ db, user }),
  ]);
  const notices = found.map(({ article, ...notice }) => {
    const isFound = article && (article.unpublishedAt === null || article.authorId === user.id);
    return { ...notice, slug: isFound ? article.slug : null };
  });
  return { notices, unread };
}

/** Marks all that the moderators told the caller as read. */
export async function markNoticesRead({ db, user, now }: Context) {
  await db.moderationNotice.updateMany({ where: { userId: user.id, readAt: null }, data: { readAt: now() } });
  return { unread: await countUnread({ db, user }) };
}

function countUnread({ db, user }: Pick<Context, 'db' | 'user'>): Promise<number> {
  return db.moderationNotice.count({ where: { userId: user.id, readAt: null } });
}
