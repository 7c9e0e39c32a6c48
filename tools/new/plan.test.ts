import { expect, test } from 'vitest';
import { afterLast, beforeLast, insideOf } from './plan.ts';

test('lines go behind the last of those that are like them, also where such a line goes on', () => {
  const text = "import { a } from 'a';\nimport {\n  b,\n} from 'b';\n\nconst c = a + b;\n";
  expect(afterLast(/^import \{[^}]*\} from/, "import { d } from 'd';\n")(text)).toBe(
    text.replace("'b';\n", "'b';\nimport { d } from 'd';\n"),
  );
  expect(afterLast(/^export/, 'x\n')(text)).toBeNull();
});

test('lines go before the last of those that are like them', () => {
  expect(beforeLast(/^\};/, '  c,\n')('a = {\n};\nb = {\n};\n')).toBe('a = {\n};\nb = {\n  c,\n};\n');
  expect(beforeLast(/^\};/, '  c,\n')('a = 1;\n')).toBeNull();
});

test.each([
  ['f({ a: 1 })', 'f({ a: 1,\nb: 2\n})'],
  ['f({\n  a: 1,\n})', 'f({\n  a: 1,\nb: 2\n})'],
  ['f({})', 'f({\nb: 2\n})'],
  ["f({ a: g({ c: '}' }), d: [1] })", "f({ a: g({ c: '}' }), d: [1],\nb: 2\n})"],
  ['f({ a: 1 /* } */ })', 'f({ a: 1, /* } */\nb: 2\n})'],
  ["f({\n  a: 1, // it's )\n})", "f({\n  a: 1, // it's )\nb: 2\n})"],
])('an entry goes to the end of what the opening opens: %j', (text, changed) => {
  expect(insideOf('f({', 'b: 2')(text)).toBe(changed);
});

test('where nothing is opened, or it is never closed, nothing is put', () => {
  expect(insideOf('f({', 'b: 2')('g({ a: 1 })')).toBeNull();
  expect(insideOf('f({', 'b: 2')('f({ a: 1 )')).toBeNull();
});
