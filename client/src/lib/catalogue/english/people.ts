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
