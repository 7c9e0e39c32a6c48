import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { job } from './job.ts';
import { cronItems, zonedMatcher } from './schedule.ts';

/** No line here is for a minute in between. */
const stepMs = 5 * 60_000;

/** Every moment from one moment to another at which a line runs, in UTC. */
function ticks(line: string, timeZone: string, [from, to]: [from: string, to: string]): string[] {
  const begin = Date.parse(`${from}Z`);
  const matches = zonedMatcher(line, timeZone, () => begin);
  const found: string[] = [];
  for (let at = begin; at < Date.parse(`${to}Z`); at += stepMs) {
    const date = new Date(at);
    const digest = {
      min: date.getUTCMinutes(),
      hour: date.getUTCHours(),
      date: date.getUTCDate(),
      month: date.getUTCMonth() + 1,
      dow: date.getUTCDay(),
    };
    if (matches(digest)) found.push(date.toISOString().slice(0, 16));
  }
  return found;
}

const springForward = ['2026-03-29T00:00', '2026-03-29T03:00'] as [string, string];
const fallBack = ['2026-10-24T23:00', '2026-10-25T03:00'] as [string, string];

describe('where a clock is put forward or back', () => {
  test.for([
    ['an hour that is left out runs at its end', '30 2 * * *', springForward, ['2026-03-29T01:00']],
    ['what comes after it runs when it is due', '30 3 * * *', springForward, ['2026-03-29T01:30']],
    ['several ticks of it run once', '0,20,40 2 * * *', springForward, ['2026-03-29T01:00']],
    ['a line on the end of it runs once', '0 3 * * *', springForward, ['2026-03-29T01:00']],
    ['an hour that comes twice runs the first time', '30 2 * * *', fallBack, ['2026-10-25T00:30']],
    ['the hour after it runs once', '0 3 * * *', fallBack, ['2026-10-25T02:00']],
    [
      'every hour goes by the time that passes',
      '15 * * * *',
      fallBack,
      ['2026-10-24T23:15', '2026-10-25T00:15', '2026-10-25T01:15', '2026-10-25T02:15'],
    ],
    [
      'and so it does where an hour is left out',
      '15 * * * *',
      springForward,
      ['2026-03-29T00:15', '2026-03-29T01:15', '2026-03-29T02:15'],
    ],
  ] as const)('%s', ([, line, span, expected]) => {
    expect(ticks(line, 'Europe/Berlin', [...span])).toEqual(expected);
  });
});

test.for([
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'Asia/Kolkata',
  'Africa/Cairo',
])('a line for one hour runs once on every day of a year in %s, whichever hour', (timeZone) => {
  for (const hour of [0, 1, 2, 3]) {
    const found = ticks(`10 ${hour} * * *`, timeZone, ['2026-01-01T12:00', '2027-01-01T12:00']);
    const days = new Set(found.map((at) => new Date(`${at}Z`).toLocaleDateString('sv', { timeZone })));
    expect({ hour, ticks: found.length, days: days.size }).toEqual({ hour, ticks: 365, days: 365 });
  }
});

test('the day of the week and of the month are those of the zone', () => {
  expect(ticks('0 9 * * 1', 'Pacific/Auckland', ['2026-11-25T00:00', '2026-12-02T00:00'])).toEqual([
    '2026-11-29T20:00',
  ]);
  expect(ticks('0 0 1 1 *', 'Asia/Tokyo', ['2026-12-31T00:00', '2027-01-01T12:00'])).toEqual(['2026-12-31T15:00']);
});

test('a tick of last year, made up for in this one, is still read as what it was', () => {
  const now = () => Date.parse('2027-01-01T00:04Z');
  const matches = zonedMatcher('0 0 1 1 *', 'Europe/Berlin', now);
  expect(matches({ min: 0, hour: 23, date: 31, month: 12, dow: 4 })).toBe(true);
});

test('a schedule keeps an id of its own, its attempts and how late it is made up for; a line that is none is refused', () => {
  const common = { name: 'tests.tick', payload: z.object({}), attempts: 3, run: async () => {} };
  const scheduled = job({ ...common, cron: { line: '0 4 * * *', id: 'tick-2', backfillMs: 3_600_000 } });
  const isNever = () => false;
  const [item] = cronItems(scheduled, isNever);
  expect(item).toMatchObject({ task: 'tests.tick', identifier: 'tick-2' });
  expect(item?.options).toMatchObject({ backfillPeriod: 3_600_000, maxAttempts: 3 });
  const wrong = { line: '0 25 * * *', timeZone: 'Europe/Berlin' };
  expect(() => cronItems(job({ ...common, cron: wrong }), isNever)).toThrow(/25/);
  expect(() => cronItems(job({ ...common, cron: { line: '0 4 * * *', timeZone: 'Europe/Nowhere' } }), isNever)).toThrow(
    /Nowhere/,
  );
});
