import type { Prisma } from '@hybrid/prisma';
import { listed } from '../articles/index.ts';
import { shownComments } from '../comments/index.ts';

/** What to select of a notification to show it. */
export const notificationSelect = {
  id: true,
  kind: true,
  createdAt: true,
  readAt: true,
  actor: { select: { username: true, image: true } },
  article: { select: { slug: true, title: true } },
} satisfies Prisma.NotificationSelect;

/** Those that may be shown: what they are about is there for everybody. */
export const isShown = {
  article: listed,
  OR: [{ commentId: null }, { comment: shownComments }],
} satisfies Prisma.NotificationWhereInput;
