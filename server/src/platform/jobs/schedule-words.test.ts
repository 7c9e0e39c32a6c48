import { expect, test } from 'vitest';
import { nextTick } from './next-tick.ts';
import { scheduleWords } from './schedule-words.ts';

test.for([
  ['0 3 * * *', 'UTC', 'every day at 03:00 UTC'],
  ['15,45 3 * * *', 'UTC', 'every day at 03:15 and 03:45 UTC'],
  ['* * * * *', 'UTC', 'every minute'],
  ['*/5 * * * *', 'UTC', 'every 5 minutes'],
  ['25 * * * *', 'UTC', 'every hour at :25'],
  ['0 * * * *', 'UTC', 'every hour'],
  ['0 */6 * * *', 'UTC', 'every day at 00:00, 06:00, 12:00 and 18:00 UTC'],
  ['30 */2 * * *', 'UTC', 'every 2 hours at :30 UTC'],
  ['*/10 9-17 * * 1-5', 'UTC', 'every 10 minutes from 09:00 to 17:59 UTC, every Monday to Friday'],
  ['0 9 * * 1', 'Europe/Berlin', 'every Monday at 09:00, by the clock of Europe/Berlin'],
  ['0 0 1 * *', 'UTC', 'on day 1 of the month at 00:00 UTC'],
  ['0 0 1 1,7 *', 'UTC', 'on day 1 of the month in January and July at 00:00 UTC'],
  ['0 12 13 * 5', 'UTC', 'on day 13 of the month and every Friday at 12:00 UTC'],
  ['0 0 * * 7', 'UTC', 'every Sunday at 00:00 UTC'],
] as const)('the line %s of %s is said as: %s', ([line, timeZone, words]) => {
  expect(scheduleWords({ line, timeZone })).toBe(words);
});

test.for([
  ['0 3 * * *', 'UTC', '2026-11-28T03:00', '2026-11-29T03:00'],
  ['*/5 * * * *', 'UTC', '2026-11-28T03:02', '2026-11-28T03:05'],
  ['0 0 29 2 *', 'UTC', '2026-11-28T03:00', '2028-02-29T00:00'],
  ['0 12 13 * 5', 'UTC', '2026-11-28T03:00', '2026-12-04T12:00'],
  ['0 9 * * 1', 'Pacific/Auckland', '2026-11-28T00:00', '2026-11-29T20:00'],
  ['30 2 * * *', 'Europe/Berlin', '2026-03-28T12:00', '2026-03-29T01:00'],
  ['0 0 31 2 *', 'UTC', '2026-11-28T03:00', null],
] as const)('after a moment, the next tick of %s in %s', ([line, timeZone, after, next]) => {
  const found = nextTick({ line, timeZone }, new Date(`${after}Z`));
  expect(found?.toISOString().slice(0, 16) ?? null).toBe(next);
});
