import { expect, test } from 'vitest';
import { changesOf } from './audit-changes.ts';

const plain = (text: string) => ({ text, short: null });

test('a field that stayed as it was is left out, also one whose value is a list or an object', () => {
  expect(changesOf({ a: 1, b: [1, 2], c: { d: true } }, { a: 1, b: [1, 2], c: { d: true } })).toEqual([]);
  expect(changesOf({ a: null }, {})).toEqual([]);
});

test('a field is added, removed or changed, and nothing is what null is', () => {
  expect(changesOf({ a: 'x', b: 1, c: null }, { a: 'y', c: false })).toEqual([
    { field: 'a', kind: 'changed', before: plain('x'), after: plain('y') },
    { field: 'b', kind: 'removed', before: plain('1'), after: null },
    { field: 'c', kind: 'added', before: null, after: plain('false') },
  ]);
});

test('fields within fields are compared one by one', () => {
  expect(changesOf({ a: { b: { c: 1, d: 1 } } }, { a: { b: { c: 2, d: 1 } } })).toEqual([
    { field: 'a.b.c', kind: 'changed', before: plain('1'), after: plain('2') },
  ]);
});

test('what is no object has no fields', () => {
  expect(changesOf(null, 'text')).toEqual([]);
  expect(changesOf(undefined, [1])).toEqual([]);
});

test('a name that every object knows is a field like any other', () => {
  expect(changesOf(JSON.parse('{"__proto__": 1}'), { constructor: 2 })).toMatchObject([
    { field: '__proto__', kind: 'removed' },
    { field: 'constructor', kind: 'added' },
  ]);
});

test('of a long text the part is shown where it begins to differ, and no character is cut apart', () => {
  const [change] = changesOf({ a: `${'a'.repeat(500)}b` }, { a: `${'a'.repeat(500)}${'😀'.repeat(100)}` });
  expect(change?.before?.short).toMatch(/^…a{89}b$/);
  expect(change?.after?.short).toMatch(/^…a{24}😀+\uFFFD?…$/u);
  expect(change?.after?.text).toHaveLength(700);
});
