import { expect, test } from 'vitest';
import { slugOf } from './slug.ts';

test.each([
  ['How to train your dragon', 'how-to-train-your-dragon'],
  ["  It's   GREAT -- isn’t it?! ", 'its-great-isnt-it'],
  ['Crème brûlée à la façon de Zoë', 'creme-brulee-a-la-facon-de-zoe'],
  ['Straße & Łódź', 'straße-łodz'],
  ['ﬁrst ½ №1', 'first-1-2-no1'],
  ['C++ / C#: 100%', 'c-c-100'],
  ['../../etc/passwd', 'etc-passwd'],
  ['日本語のガイド', '日本語のガイド'],
  ['한국어 안내', '한국어-안내'],
  ['Русский язык: й и ё', 'русский-язык-й-и-ё'],
  ['हिन्दी में', 'हिन्दी-में'],
  ['🐘 elephants 🐘', 'elephants'],
])('the address of "%s" is readable', (title, slug) => {
  expect(slugOf(title)).toBe(slug);
});

test('a title of signs alone gets a random address, another each time', () => {
  for (const title of ['!?', '🐘', '---', '\ud800', '\u202e']) {
    expect(slugOf(title), title).toMatch(/^[0-9a-f]{8}$/);
    expect(slugOf(title), title).not.toBe(slugOf(title));
  }
});

test('an address holds no more than 80 characters of its title, whole ones, and ends with none of its hyphens', () => {
  expect(slugOf('word '.repeat(100))).toBe(Array(16).fill('word').join('-'));
  expect(slugOf('𝒳'.repeat(100))).toBe('x'.repeat(80));
  expect(slugOf('𠀀'.repeat(100))).toBe('𠀀'.repeat(80));
});

test('a distinct address begins with the readable one and is another each time', () => {
  expect(slugOf('How to', true)).toMatch(/^how-to-[0-9a-f]{8}$/);
  expect(slugOf('How to', true)).not.toBe(slugOf('How to', true));
});

test('an article never gets an address at which something else answers', () => {
  for (const title of ['Feed', ' FEED! ', 'féed']) expect(slugOf(title), title).toMatch(/^feed-[0-9a-f]{8}$/);
  expect(slugOf('Feeds')).toBe('feeds');
});
