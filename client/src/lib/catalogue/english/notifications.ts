import { format } from './format.ts';

export const notifications = {
  title: 'Notifications',
  bell: (unread: number) => (unread === 0 ? 'Notifications' : `Notifications, ${format.count(unread)} unread`),
  unread: 'Unread',
  unreadCount: (amount: number) => (amount === 0 ? 'All read' : `${format.count(amount)} unread`),
  markAllRead: 'Mark all as read',
  markRead: 'Mark as read',
  stillUnread: 'Nothing was marked as read.',
  older: 'Show older',
  loading: 'Loading notifications',
  failed: 'The notifications could not be loaded.',
  lost: 'Reconnecting',
  lostHint: 'The connection was lost. What you read may be behind.',
} as const;
