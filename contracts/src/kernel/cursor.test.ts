import { expect, test } from 'vitest';
import { formatPosition, joinPositions, parseCursor, topicHash } from './cursor.ts';

test('a cursor holds a position in each topic, under 30 characters for each', () => {
  const topics = Array.from({ length: 20 }, (_, index) => `article:01a22252-3015-779e-a008-1503d34364${index}`);
  const positions = topics.map(
    (topic, index) => [topicHash(topic), { epoch: 'c47c07e3', seq: index * 1_000_003 }] as const,
  );
  const text = joinPositions(positions.map(([hash, position]) => formatPosition(hash, position)));
  expect(parseCursor(text)).toEqual(new Map(positions));
  expect(text.length).toBeLessThan(600);
});

test('what is no position of ours is none, and those beside it count', () => {
  const good = formatPosition('a', { epoch: '00000000', seq: 7 });
  for (const text of [null, undefined, '', 'garbage', '~', 'a.00000000', 'a.0000000g.1', 'a.00000000.-1', 'c47c07e3:5'])
    expect(parseCursor(text).size).toBe(0);
  expect(parseCursor(`garbage~${good}~a.b.c`)).toEqual(new Map([['a', { epoch: '00000000', seq: 7 }]]));
  expect(parseCursor(`a.00000000.zzzzzzzzzz`).get('a')?.seq ?? 0).toBeLessThanOrEqual(Number.MAX_SAFE_INTEGER);
});

test('a cursor of thousands of positions is read no further than a connection has topics', () => {
  expect(parseCursor(Array.from({ length: 5000 }, (_, index) => `${index}.00000000.1`).join('~')).size).toBe(20);
});

test('names that are alike have other hashes', () => {
  const names = Array.from({ length: 20_000 }, (_, index) => `user:${index}`);
  expect(new Set(names.map(topicHash)).size).toBe(names.length);
});
