import { expect, test } from 'vitest';
import { digestWeek, digestZones } from './digest-hour.ts';

/** The full hours of UTC, as cron counts them, from one moment to another, at which a zone has its digest first. */
function firstHours(zone: string, from: string, to: string): string[] {
  const firsts: string[] = [];
  let isWithin = false;
  for (let at = Date.parse(from); at < Date.parse(to); at += 3_600_000) {
    const isDue = digestZones([zone], new Date(at)).length > 0;
    if (isDue && !isWithin) firsts.push(new Date(at).toISOString());
    isWithin = isDue;
  }
  return firsts;
}

test.for([
  // Fourteen hours ahead: it is Monday there while it is Sunday in London.
  ['Pacific/Kiritimati', '2026-03-08T18:00:00.000Z'],
  // Half an hour beside the full hour: the hour of eight is found at half past.
  ['America/St_Johns', '2026-03-09T11:00:00.000Z'],
  ['Asia/Kathmandu', '2026-03-09T03:00:00.000Z'],
  ['Pacific/Pago_Pago', '2026-03-09T19:00:00.000Z'],
  ['UTC', '2026-03-09T08:00:00.000Z'],
] as const)('in %s Monday morning comes once a week, at %s', ([zone, first]) => {
  expect(firstHours(zone, '2026-03-08T00:00:00Z', '2026-03-15T00:00:00Z')).toEqual([first]);
});

test('the clocks may change on Sunday: Monday at eight stays Monday at eight', () => {
  expect(firstHours('Europe/Berlin', '2026-03-22T00:00:00Z', '2026-04-05T00:00:00Z')).toEqual([
    '2026-03-23T07:00:00.000Z',
    '2026-03-30T06:00:00.000Z',
  ]);
  expect(firstHours('Europe/Berlin', '2026-10-18T00:00:00Z', '2026-11-01T00:00:00Z')).toEqual([
    '2026-10-19T06:00:00.000Z',
    '2026-10-26T07:00:00.000Z',
  ]);
});

test('a week is named by the calendar of the reader, as ISO 8601 does', () => {
  const weeks = [
    ['UTC', '2026-01-05T08:00:00Z', '2026-W02'],
    // The year of a week is that of its Thursday.
    ['UTC', '2025-12-29T08:00:00Z', '2026-W01'],
    ['UTC', '2026-12-28T08:00:00Z', '2026-W53'],
    ['Pacific/Kiritimati', '2026-03-08T18:00:00Z', '2026-W11'],
    ['Europe/Berlin', '2026-03-30T06:00:00Z', '2026-W14'],
  ] as const;
  for (const [zone, at, week] of weeks) expect(digestWeek(zone, new Date(at)), `${zone} ${at}`).toBe(week);
});

test('a time zone that nobody knows has no Monday', () => {
  expect(digestZones(['Nowhere/Land', '', 'UTC'], new Date('2026-03-09T08:00:00Z'))).toEqual(['UTC']);
});
