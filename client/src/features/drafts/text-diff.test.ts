import { expect, test } from 'vitest';
import { textDiff } from './text-diff.ts';

const shown = (mine: string, theirs: string) =>
  textDiff(mine, theirs)
    .map(({ kind, line }) => `${{ same: ' ', mine: '-', theirs: '+' }[kind]}${line}`)
    .join('\n');

test.each([
  ['nothing but the same', 'a\nb', 'a\nb', ' a\n b'],
  ['a line that was changed', 'a\nb\nc', 'a\nB\nc', ' a\n-b\n+B\n c'],
  ['a line that was added', 'a\nc', 'a\nb\nc', ' a\n+b\n c'],
  ['a line that was taken out', 'a\nb\nc', 'a\nc', ' a\n-b\n c'],
  ['lines that repeat', 'a\na\nb', 'a\nb\nb', ' a\n-a\n+b\n b'],
  ['lines that stayed between others', 'x\nkept\ny', '1\nkept\n2', '-x\n+1\n kept\n-y\n+2'],
  ['a text and none', 'a', '', '-a\n+'],
])('shows %s', (_, mine, theirs, expected) => {
  expect(shown(mine, theirs)).toBe(expected);
});

test('no line of either text is left out, also where so much differs that it is not compared', () => {
  const mine = Array.from({ length: 5000 }, (_, index) => `mine ${index}`);
  const theirs = Array.from({ length: 5000 }, (_, index) => `theirs ${index}`);
  const diff = textDiff(['begin', ...mine, 'end'].join('\n'), ['begin', ...theirs, 'end'].join('\n'));
  const of = (kind: string) => diff.filter((line) => line.kind === kind).map(({ line }) => line);
  expect(of('same')).toEqual(['begin', 'end']);
  expect(of('mine')).toEqual(mine);
  expect(of('theirs')).toEqual(theirs);
});
