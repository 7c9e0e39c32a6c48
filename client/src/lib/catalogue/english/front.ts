import { quantity } from './format.ts';

/** What the product says around every page. */
export const front = {
  motto: 'A weekly written by its readers.',
  search: 'Search',
  write: 'Write',
  drafts: 'Drafts',
  colophon: 'Set in Newsreader and Instrument Sans. What stands here belongs to those who wrote it.',
  articles: (amount: number) => quantity(amount, 'article', 'articles'),
} as const;
