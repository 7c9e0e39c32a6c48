import type { Notification } from '@hybrid/contracts';

/** How many a page of notifications holds; the bell reads the first page too. */
export const PAGE_SIZE = 20;

/** One page of notifications, as the server answers it. */
export interface NotificationPage {
  readonly notifications: Notification[];
  readonly unread: number;
  readonly hasMore: boolean;
}

/** Puts a new notification on top; one that is known already, as after a resumed stream, changes nothing. */
export function withNew(page: NotificationPage, created: Notification): NotificationPage {
  if (page.notifications.some(({ id }) => id === created.id)) return page;
  return {
    ...page,
    notifications: [created, ...page.notifications],
    unread: page.unread + (created.readAt === null ? 1 : 0),
  };
}

/** Marks one notification as read, or all where no id is given. */
export function withRead(page: NotificationPage, id: string | undefined, readAt: string): NotificationPage {
  const isMeant = (notification: Notification): boolean =>
    notification.readAt === null && (id === undefined || notification.id === id);
  const marked = page.notifications.filter(isMeant).length;
  return {
    ...page,
    notifications: page.notifications.map((one) => (isMeant(one) ? { ...one, readAt } : one)),
    unread: id === undefined ? 0 : Math.max(0, page.unread - marked),
  };
}
