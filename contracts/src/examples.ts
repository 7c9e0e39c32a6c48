/** A plausible value for the fields of the REST face, by name: what its documentation shows. */
export const examples: Readonly<Record<string, unknown>> = {
  // People.
  username: 'ada',
  email: 'ada@example.com',
  password: 'correct horse battery',
  token: 'Q2xvY2t3b3JrIGFuZCBwYXRpZW5jZQ',
  bio: 'Writes about engines.',
  author: 'ada',
  favorited: 'grace',
  language: 'en',
  timeZone: 'Europe/Berlin',

  // Articles.
  slug: 'notes-on-the-engine',
  title: 'Notes on the engine',
  description: 'What it can do, and what it cannot',
  body: 'The engine **weaves** algebraic patterns.',
  tag: 'engines',
  tags: ['engines', 'history'],
  tagList: ['engines', 'history'],
  image: null,

  // Lists and moments.
  limit: 20,
  offset: 0,
  total: 42,
  articlesCount: 42,
  favoritesCount: 7,
  readingMinutes: 4,
  createdAt: '2026-01-31T09:30:00.000Z',
  updatedAt: '2026-02-01T18:05:00.000Z',
};
