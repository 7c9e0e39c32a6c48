import { expect, test } from 'vitest';
import { type Cell, formats } from './formats.ts';

function written(ending: string, cell: Cell): string | undefined {
  return formats.find((format) => format.ending === ending)?.row(['a'], () => cell);
}

test.each<[cell: Cell, csv: string, json: string]>([
  ['plain', 'plain', '"plain"'],
  [null, '', 'null'],
  [0, '0', '0'],
  [false, 'false', 'false'],
  [new Date(0), '1970-01-01T00:00:00.000Z', '"1970-01-01T00:00:00.000Z"'],
  [{ a: [1, 'b'] }, '"{""a"":[1,""b""]}"', '{"a":[1,"b"]}'],
  ['one, two', '"one, two"', '"one, two"'],
  ['say "it"', '"say ""it"""', String.raw`"say \"it\""`],
  ['two\r\nlines', '"two\r\nlines"', String.raw`"two\r\nlines"`],
  [' blanks ', '" blanks "', '" blanks "'],
])('%j is written as it is', (cell, csv, json) => {
  expect(written('csv', cell)).toBe(`${csv}\r\n`);
  expect(written('json', cell)).toBe(`{"a":${json}}`);
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '  =1', '\u00A0=1', '＝1', '-', 'x\t=1'])(
  '%j is no formula to a spreadsheet, and stays what it was elsewhere',
  (text) => {
    const cell = written('csv', text)?.trimEnd().replaceAll('"', '') ?? '';
    expect(cell).toBe(text.startsWith('x') ? text : `'${text}`);
    expect(JSON.parse(written('json', text) ?? '')).toEqual({ a: text });
  },
);

test('a number stays a number, also below nothing', () => {
  expect(written('csv', -1.5)).toBe('-1.5\r\n');
});
