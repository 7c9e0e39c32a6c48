import { format, quantity } from './format.ts';

export const profiles = {
  follow: (name: string) => `Follow ${name}`,
  unfollow: (name: string) => `Unfollow ${name}`,
  notFollowed: (name: string) => `You do not follow ${name}.`,
  stillFollowed: (name: string) => `You still follow ${name}.`,
  favorites: 'Favorites',
  sections: (name: string) => `Lists of ${name}`,
  favoritesTitle: (name: string) => `Favorites of ${name}`,
  editProfile: 'Edit profile',
  loading: 'Loading the profile',
  failed: 'The profile could not be loaded.',
  nobody: { title: 'There is nobody of this name', sentence: 'The account may have been renamed.' },
} as const;

export const comments = {
  title: 'Comments',
  count: (amount: number) => quantity(amount, 'comment', 'comments'),
  form: 'Add a comment',
  label: 'Your comment',
  field: 'Comment',
  add: 'Post comment',
  adding: 'Posting',
  signIn: { before: '', action: 'Sign in', after: ' to comment.' },
  empty: 'Nobody has commented yet.',
  loading: 'Loading comments',
  failed: 'The comments could not be loaded.',
  delete: {
    action: 'Delete comment',
    short: 'Delete',
    question: 'Delete this comment?',
    confirm: 'Delete for good',
    cancel: 'Keep it',
  },
} as const;

export const tags = {
  title: 'Index',
  label: 'Tags',
  all: (amount: number) => `All ${format.count(amount)} tags`,
  use: (tag: string, amount: number) => `${tag}, ${quantity(amount, 'article', 'articles')}`,
  loading: 'Loading tags',
  failed: 'The tags could not be loaded.',
  empty: 'No tag is in use.',
} as const;

export const notifications = {
  title: 'Notifications',
  bell: (unread: number) => (unread === 0 ? 'Notifications' : `Notifications, ${format.count(unread)} unread`),
  published: { before: '', after: ' published ' },
  commented: { before: '', after: ' commented on ' },
  announce: {
    article_published: (name: string, title: string) => `${name} published “${title}”.`,
    comment_added: (name: string, title: string) => `${name} commented on “${title}”.`,
  },
  unread: 'Unread',
  unreadCount: (amount: number) => (amount === 0 ? 'All read' : `${format.count(amount)} unread`),
  markAllRead: 'Mark all as read',
  markRead: 'Mark as read',
  stillUnread: 'Nothing was marked as read.',
  older: 'Show older',
  empty: {
    sentence: 'Nothing has happened yet. Follow someone, and their articles show up here.',
    action: 'Find someone to read',
  },
  loading: 'Loading notifications',
  failed: 'The notifications could not be loaded.',
  lost: 'Reconnecting',
  lostHint: 'The connection was lost. What you read may be behind.',
} as const;
