import { type CronItem, type CronMatcher, parseCronItem } from 'graphile-worker';
import { defaultAttempts } from './enqueue.ts';
import { type AnyJob, type Schedule, scheduleOf } from './job.ts';

/** The queue's name for the parts of a minute that a cron line looks at. */
type Minute = Parameters<CronMatcher>[0];

const minuteMs = 60_000;

/**
 * The job as an item of the queue's own schedule, which enqueues each tick once, however many workers there are; or none.
 *
 * @param isOff says of a schedule, by its id, whether staff have turned it off: it has no ticks then.
 */
export function cronItems(job: AnyJob, isOff: (id: string) => boolean): CronItem[] {
  const schedule = scheduleOf(job);
  if (!schedule) return [];
  const { id, backfillMs } = schedule;
  const isMeant = tickMatcher(schedule);
  const options = {
    backfillPeriod: backfillMs,
    maxAttempts: job.attempts ?? defaultAttempts,
    priority: job.priority ?? 0,
  };
  return [{ task: job.name, identifier: id, match: (minute) => !isOff(id) && isMeant(minute), options }];
}

/** Tells of a minute of UTC whether a schedule has a tick in it. */
export function tickMatcher(
  { line, timeZone }: Pick<Required<Schedule>, 'line' | 'timeZone'>,
  now: () => number = Date.now,
): CronMatcher {
  return timeZone === 'UTC' ? matcherOf(line) : zonedMatcher(line, timeZone, now);
}

/**
 * Matches a cron line by the clock of a time zone.
 *
 * @remarks
 * The queue walks through the minutes of UTC; this tells it which of them are meant. As cron itself does where the clock is
 * put forward or back, a line for certain hours runs once a day in any case: what falls into the hour that is left out runs
 * at its end, and of an hour that comes twice the first counts. A line for every hour, beginning with `*` there, goes by the
 * time that passes.
 */
export function zonedMatcher(line: string, timeZone: string, now: () => number = Date.now): CronMatcher {
  const matches = matcherOf(line);
  const isHourly = line.trim().split(/\s+/)[1]?.startsWith('*') ?? false;
  const offsetAt = offsetsOf(timeZone);
  return (digest) => {
    const at = momentOf(digest, now());
    const offset = offsetAt(at);
    const isMeant = (moment: number) => matches(minuteOf(new Date(moment + offset)));
    if (isHourly) return isMeant(at);
    const jump = offset - offsetAt(at - minuteMs);
    // The clock was just put forward: what it left out is made up for.
    if (jump > 0) return range(jump / minuteMs + 1).some((minutes) => isMeant(at - minutes * minuteMs));
    return isMeant(at) && !isSecond(at, offsetAt);
  };
}

/** Whether the clock showed this time already, before it was put back. */
function isSecond(at: number, offsetAt: (moment: number) => number): boolean {
  // No zone puts its clock back further.
  const back = offsetAt(at - 3 * 60 * minuteMs) - offsetAt(at);
  return back > 0 && offsetAt(at - back) === offsetAt(at) + back;
}

/** The queue's own reading of a line, so that there is one. */
function matcherOf(line: string): CronMatcher {
  return parseCronItem({ task: 'any', match: line }).match;
}

/** The parts of a minute that a line looks at. */
export function minuteOf(at: Date): Minute {
  return {
    min: at.getUTCMinutes(),
    hour: at.getUTCHours(),
    date: at.getUTCDate(),
    month: at.getUTCMonth() + 1,
    dow: at.getUTCDay(),
  };
}

/** The queue names a minute without its year: of the years around now, one has that day of the month on that day of the week. */
function momentOf({ min, hour, date, month, dow }: Minute, now: number): number {
  const year = new Date(now).getUTCFullYear();
  const moments = [year - 1, year, year + 1].map((of) => Date.UTC(of, month - 1, date, hour, min));
  const fitting = moments.filter((moment) => new Date(moment).getUTCDay() === dow);
  return fitting.toSorted((a, b) => Math.abs(a - now) - Math.abs(b - now))[0] ?? now;
}

/** How far a zone's clock is ahead of UTC, in ms, at a moment. No clock is put forward or back but at a quarter of an hour. */
function offsetsOf(timeZone: string): (moment: number) => number {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  const known = new Map<number, number>();
  return (moment) => {
    const quarter = Math.floor(moment / quarterMs);
    const offset = known.get(quarter) ?? readOffset(format.formatToParts(moment));
    if (known.size > quartersMax) known.clear();
    known.set(quarter, offset);
    return offset;
  };
}

const quarterMs = 15 * minuteMs;
/** Asking the formatter takes some 10 us; a backfill asks for every minute of a day or more. */
const quartersMax = 200;

function readOffset(parts: readonly Intl.DateTimeFormatPart[]): number {
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  const [, sign, hours = '0', minutes = '0'] = /^GMT([+-])(\d+):(\d+)/.exec(name) ?? [];
  const ms = (Number(hours) * 60 + Number(minutes)) * minuteMs;
  return sign === '-' ? -ms : ms;
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}
