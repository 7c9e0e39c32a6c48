import { expect, test } from 'vitest';
import { parseRate, type Rate, rateOf } from './rate.ts';

test.each([
  ['1/second', 1, 1],
  ['120/minute', 120, 60],
  ['30/hour', 30, 3600],
  ['3/day', 3, 86_400],
] as const)('%s is %i calls in %i seconds', (rate, calls, seconds) => {
  expect(parseRate(rate)).toEqual({ calls, seconds });
});

test.each(['0/hour', '1.5/hour', '-1/hour', '1e3/hour', '30/week', '30 /hour', '9999999999/hour'])(
  '%s is no rate, and the message says what would be one',
  (rate) => {
    // What the type lets through, and what somebody casts.
    expect(() => parseRate(rate as Rate)).toThrow(`"${rate}" is no rate: write a whole number`);
  },
);

test('a rate alone is counted for its procedure, a bucket for all that share it', () => {
  expect(rateOf('30/hour', 'notes.add')).toEqual({ rate: '30/hour', bucket: 'notes.add' });
  expect(rateOf({ rate: '30/hour', bucket: 'notes' }, 'notes.add')).toEqual({ rate: '30/hour', bucket: 'notes' });
});
