import { sampleArticle, sampleBody } from './article-samples.ts';

/** A plausible value for the fields of the REST face, by name: what its documentation shows. */
export const examples: Readonly<Record<string, unknown>> = {
  // People.
  username: 'ada',
  email: 'ada@example.com',
  password: 'correct horse battery',
  token: 'Q2xvY2t3b3JrIGFuZCBwYXRpZW5jZQ',
  bio: sampleArticle.author.bio,
  author: sampleArticle.author.username,
  favorited: 'wren',
  language: 'en',
  timeZone: 'Europe/Berlin',

  // Articles.
  slug: sampleArticle.slug,
  title: sampleArticle.title,
  description: sampleArticle.description,
  body: sampleBody,
  tag: 'botany',
  tags: sampleArticle.tags,
  tagList: sampleArticle.tags,
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
