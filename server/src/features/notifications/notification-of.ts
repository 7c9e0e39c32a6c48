import type { Prisma } from '@hybrid/prisma';

/** What to select of a notification to show it. */
export const notificationSelect = {
  id: true,
  kind: true,
  createdAt: true,
  readAt: true,
  actor: { select: { username: true, image: true } },
  article: { select: { slug: true, title: true } },
} satisfies Prisma.NotificationSelect;
