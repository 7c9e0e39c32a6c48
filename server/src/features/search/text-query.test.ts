import { expect, test } from 'vitest';
import { asPrefix } from './text-query.ts';

test.each([
  ['mos', `'mos'`, `'mos':*`],
  ['moss wal', `'moss' & 'wal'`, `'moss' & 'wal':*`],
  ["o'brien", `'o' <-> 'brien'`, `'o' <-> 'brien':*`],
  ["it''s", `'it''s'`, `'it''s':*`],
  ['"moss wall"', `'moss' <-> 'wall'`, `'moss' <-> 'wall'`],
  ['"moss wal', `'moss' <-> 'wal'`, `'moss' <-> 'wal'`],
  ['moss -wal', `'moss' & !'wal'`, `'moss' & !'wal'`],
  ['moss -o-brien', `'moss' & !( 'o' <-> 'brien' )`, `'moss' & !( 'o' <-> 'brien' )`],
  ['moss!', `'moss'`, `'moss'`],
])('of %s the query %s becomes %s', (typed, query, expected) => {
  expect(asPrefix(typed, query)).toBe(expected);
});
