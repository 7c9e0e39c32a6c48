import { sampleReader } from './samples.ts';

// What the examples about articles show: what the seed plants, as it travels.

const author = {
  username: 'yuki',
  bio: 'Gardener on a damp north-facing slope.',
  image: null,
  following: false,
};

export const sampleArticleId = '01a22252-3015-779e-a008-1503d343644c';

/** An article, as a list shows it. */
export const sampleArticle = {
  slug: 'the-hand-lens',
  title: 'The Hand Lens',
  description: 'A ten-times glass on a bootlace, and what can be seen on half a metre of kerb.',
  tags: ['botany', 'travel', 'essay'],
  createdAt: '2026-09-03T10:58:20.034Z',
  updatedAt: '2026-09-03T10:58:20.034Z',
  favorited: false,
  favoritesCount: 2,
  author,
  image: null,
  readingMinutes: 2,
};

/** The text of that article, shortened. */
export const sampleBody = 'It folds into a metal case no larger than a walnut. It magnifies **ten times**.';

/** A person, on their own page. */
export const sampleProfile = {
  ...author,
  followersCount: 10,
  followingCount: 5,
  articlesCount: 3,
  joinedAt: '2025-10-26T13:22:20.034Z',
};

/** A comment, as everybody is told of it. */
export const sampleComment = {
  id: 78,
  body: 'I knelt on the kerb. You are right.',
  createdAt: '2026-09-04T07:15:00.000Z',
  updatedAt: '2026-09-04T07:15:00.000Z',
  editedAt: null,
  author: sampleReader,
};
