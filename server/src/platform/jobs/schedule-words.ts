import { type CronLine, readCronLine } from './cron-line.ts';
import type { Schedule } from './job.ts';

const dayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const listed = new Intl.ListFormat('en-GB');

/** Says in words when a schedule has its ticks: `every day at 03:00 UTC`. */
export function scheduleWords({ line, timeZone = 'UTC' }: Pick<Schedule, 'line' | 'timeZone'>): string {
  const read = readCronLine(line);
  const zone = timeZone === 'UTC' ? ' UTC' : `, by the clock of ${timeZone}`;
  const days = daysOf(read);
  const times = timesOf(read);
  if (times !== null) return `${days === '' ? 'every day' : days} at ${times}${zone}`;
  // An hour by a clock is an hour by any: what goes on all day needs no zone.
  const isAlways = days === '' && read.hours.length === 24;
  return `${minutesOf(read)}${hoursOf(read)}${isAlways ? '' : zone}${days === '' ? '' : `, ${days}`}`;
}

/** The times of day, where they are few. */
function timesOf({ minutes, hours }: CronLine): string | null {
  if (minutes.length * hours.length > 4) return null;
  return listed.format(hours.flatMap((hour) => minutes.map((minute) => `${twoDigits(hour)}:${twoDigits(minute)}`)));
}

function minutesOf({ minutes, hours }: CronLine): string {
  const step = stepOf(minutes, 60);
  if (step === 1) return 'every minute';
  if (step !== null) return `every ${step} minutes`;
  const hourStep = stepOf(hours, 24);
  const every = hourStep === null || hourStep === 1 ? 'every hour' : `every ${hourStep} hours`;
  return minutes.length === 1 && minutes[0] === 0
    ? every
    : `${every} at ${listed.format(minutes.map((minute) => `:${twoDigits(minute)}`))}`;
}

function hoursOf({ hours }: CronLine): string {
  if (stepOf(hours, 24) !== null) return '';
  const [first = 0] = hours;
  const last = hours.at(-1) ?? first;
  const isRange = last - first + 1 === hours.length && hours.length > 2;
  return isRange
    ? ` from ${twoDigits(first)}:00 to ${twoDigits(last)}:59`
    : ` in the hours ${listed.format(hours.map((hour) => twoDigits(hour)))}`;
}

function daysOf({ dates, months, dows }: CronLine): string {
  const ofWeek = dows.length < 7 ? `every ${namesOf(dows, (dow) => dayNames[dow] ?? '')}` : null;
  const ofMonth = dates.length < 31 ? `on day ${listed.format(dates.map(String))} of the month` : null;
  const days = [ofMonth, ofWeek].filter((part) => part !== null).join(' and ');
  if (months.length === 12) return days;
  return `${days === '' ? 'every day' : days} in ${namesOf(months, (month) => monthNames[month - 1] ?? '')}`;
}

/** Several in a row as their first and last. */
function namesOf(numbers: readonly number[], name: (number: number) => string): string {
  const [first = 0] = numbers;
  const last = numbers.at(-1) ?? first;
  if (numbers.length > 2 && last - first + 1 === numbers.length) return `${name(first)} to ${name(last)}`;
  return listed.format(numbers.map(name));
}

/** By how much numbers go on that begin at 0 and fill a whole evenly, as those of `*` and of a step do; else null. */
function stepOf(numbers: readonly number[], whole: number): number | null {
  const step = whole / numbers.length;
  return Number.isInteger(step) && numbers.every((number, index) => number === index * step) && step < whole
    ? step
    : null;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
