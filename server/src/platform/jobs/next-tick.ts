import { isOnDay, readCronLine } from './cron-line.ts';
import type { Schedule } from './job.ts';
import { minuteOf, tickMatcher } from './schedule.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** A line for the 29th of February may have to wait for eight years, where a century has none. */
const daysMax = 9 * 366;
/** No clock is further from UTC, in either direction. */
const aheadMs = 15 * 60 * minuteMs;

/** When a schedule has its next tick after a moment; null where it has none in years. */
export function nextTick(schedule: Pick<Required<Schedule>, 'line' | 'timeZone'>, after: Date): Date | null {
  const line = readCronLine(schedule.line);
  const from = Math.floor(after.getTime() / minuteMs) * minuteMs + minuteMs;
  const zoneMs = schedule.timeZone === 'UTC' ? 0 : aheadMs;
  const firstDay = Math.floor((from - zoneMs) / dayMs) * dayMs;
  for (let index = 0; index < daysMax; index += 1) {
    const day = firstDay + index * dayMs;
    if (!isOnDay(line, new Date(day))) continue;
    // The day of a zone lies somewhere around that of UTC.
    const tick = firstWithin(schedule, Math.max(from, day - zoneMs), day + dayMs + zoneMs);
    if (tick !== null) return tick;
  }
  return null;
}

function firstWithin(
  schedule: Pick<Required<Schedule>, 'line' | 'timeZone'>,
  ...[from, to]: [from: number, to: number]
): Date | null {
  // The queue names a minute without its year: it is taken for the one that is nearest.
  const matches = tickMatcher(schedule, () => from);
  for (let at = from; at < to; at += minuteMs) if (matches(minuteOf(new Date(at)))) return new Date(at);
  return null;
}
