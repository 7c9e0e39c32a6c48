import { expect, test } from 'vitest';
import { plainText } from './plain-text.ts';

test.each([
  ['# Head\n\nText', 'Head Text'],
  ['> quoted\n> on', 'quoted on'],
  ['- one\n- two\n1. three', 'one two three'],
  ['**bold**, *italic*, _too_, `code` and ~~gone~~', 'bold, italic, too, code and gone'],
  ['[words](https://example.com "title") and ![a picture](/uploads/x.webp)', 'words and a picture'],
  ['[words]\n\n[words]: https://example.com', '[words]'],
  ['```ts\nconst a = 1;\n```', 'const a = 1;'],
  ['| a | b |\n| --- | --- |\n| 1 | 2 |', '| a | b | | 1 | 2 |'],
  ['2 * 3 * 4 and snake_case_name', '2 * 3 * 4 and snake_case_name'],
  ['a \\* star', 'a * star'],
  ['<b>as it stands</b>', '<b>as it stands</b>'],
])('%j reads %j', (markdown, text) => {
  expect(plainText(markdown)).toBe(text);
});

test('takes no longer than a text of marks alone deserves', () => {
  const started = performance.now();
  for (const mark of ['*', '_', '`', '[', '](', '!', '> ', '#', '|', '~~']) plainText(mark.repeat(20_000));
  expect(performance.now() - started).toBeLessThan(2000);
});
