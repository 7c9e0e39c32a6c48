import { expect, test } from 'vitest';
import { withArticle } from './name.ts';
import { singularOf } from './singular.ts';

test.each([
  ['notes', 'note'],
  ['stories', 'story'],
  ['invites', 'invite'],
  ['days', 'day'],
  ['movies', 'movie'],
  ['addresses', 'address'],
  ['classes', 'class'],
  ['branches', 'branch'],
  ['caches', 'cache'],
  ['wishes', 'wish'],
  ['boxes', 'box'],
  ['quizzes', 'quiz'],
  ['sizes', 'size'],
  ['cases', 'case'],
  ['houses', 'house'],
  ['statuses', 'status'],
  ['heroes', 'hero'],
  ['shoes', 'shoe'],
  ['shelves', 'shelf'],
  ['archives', 'archive'],
  ['people', 'person'],
  ['children', 'child'],
  ['analyses', 'analysis'],
  ['reading-lists', 'reading-list'],
  ['news-stories', 'news-story'],
])('of %s a single one is called %s', (plural, singular) => expect(singularOf(plural)).toBe(singular));

test.each(['note', 'news', 'series', 'status', 'access', 'search', 'this', 's'])('%s is no plural', (word) =>
  expect(singularOf(word)).toBeNull(),
);

test.each(['a note', 'an invite', 'an hour', 'a user', 'a unit', 'an order', 'a one-off', 'an umbrella'])(
  '%s has the article that it is spoken with',
  (phrase) => expect(withArticle(phrase.replace(/^an? /, ''))).toBe(phrase),
);
