import type { Db } from '@hybrid/prisma';
import { expect, test } from 'vitest';
import { rightsOf, topic } from './topic-right.ts';

// None of these rights asks the database.
const nothing = { db: {} as Db, now: () => new Date(), templates: [] };
const ada = { id: 'ada', role: 'user' } as const;

test.each([
  ['user:{userId}', 'user:ada', { userId: 'ada' }],
  ['user:{userId}', 'user:', null],
  ['user:{userId}', 'user:a:b', null],
  ['user:{userId}', 'user:{a}', null],
  ['user:{userId}', 'user:a b', null],
  ['user:{userId}', 'xuser:ada', null],
  ['room:{house}.{room}', 'room:1.2', { house: '1', room: '2' }],
  ['staff', 'staff', {}],
  ['staff', 'staff:1', null],
  ['a.b', 'axb', null],
])('of %s, %s has the keys %j', (template, name, keys) => {
  const asked: unknown[] = [];
  const rights = rightsOf([topic(template, (_, given) => asked.push({ ...given }) > 0)], nothing);
  expect(rights.mayHear(name, ada)).toBe(keys !== null);
  expect(asked).toEqual(keys === null ? [] : [keys]);
});

test('a topic that nobody may hear, or two features speak of, keeps the product from starting', () => {
  const everybody = () => true;
  expect(() => rightsOf([], { ...nothing, templates: ['user:{userId}'] })).toThrow('user:{userId}');
  expect(() => rightsOf([topic('a', everybody), topic('a', everybody)], nothing)).toThrow('Two features');
  expect(rightsOf([topic('a', everybody)], nothing).mayHear('b', ada)).toBe(false);
});
