import type { Context } from '../../platform/context.ts';
import { isShown, notificationSelect } from './notification-of.ts';

/** Lists the caller's notifications, newest first, and says how many are unread. */
export async function listNotifications({ db, user }: Context, { limit, after }: { limit: number; after?: string }) {
  const [found, unread] = await Promise.all([
    db.notification.findMany({
      where: { userId: user.id, inApp: true, ...isShown },
      select: notificationSelect,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      take: limit + 1,
      ...(after !== undefined && { cursor: { id: after }, skip: 1 }),
    }),
    countUnread({ db, user }),
  ]);
  return { notifications: found.slice(0, limit), unread, hasMore: found.length > limit };
}

/** Marks one notification of the caller's as read, or all of them. */
export async function markRead({ db, user, now }: Context, { id }: { id?: string }) {
  const which = id === undefined ? {} : { id };
  await db.notification.updateMany({
    where: { userId: user.id, inApp: true, readAt: null, ...which },
    data: { readAt: now() },
  });
  return { unread: await countUnread({ db, user }) };
}

function countUnread({ db, user }: Pick<Context, 'db' | 'user'>): Promise<number> {
  return db.notification.count({ where: { userId: user.id, inApp: true, readAt: null, ...isShown } });
}
