const LOCALE = 'en-GB';

const count = new Intl.NumberFormat(LOCALE);
const plural = new Intl.PluralRules(LOCALE);
const list = new Intl.ListFormat(LOCALE, { type: 'conjunction' });
const today = new Intl.DateTimeFormat(LOCALE, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const dayOfThisYear = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'long' });
const day = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'long', year: 'numeric' });
const moment = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'long', timeStyle: 'short' });
const ago = new Intl.RelativeTimeFormat(LOCALE, { numeric: 'auto' });

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Numbers, dates and plurals as English writes them. */
export const format = {
  count: (amount: number): string => count.format(amount),
  list: (items: string[]): string => list.format(items),
  today: (now: Date): string => today.format(now),
  moment: (instant: string): string => moment.format(new Date(instant)),
  /** The year stands only where it is not this one. */
  day: (instant: string, now: Date): string => {
    const date = new Date(instant);
    return (date.getFullYear() === now.getFullYear() ? dayOfThisYear : day).format(date);
  },
  /** How long ago within a week, the day after that. */
  since: (instant: string, now: Date): string => {
    const passedMs = Math.max(0, now.getTime() - new Date(instant).getTime());
    if (passedMs < MINUTE) return 'just now';
    if (passedMs < HOUR) return ago.format(-Math.floor(passedMs / MINUTE), 'minute');
    if (passedMs < DAY) return ago.format(-Math.floor(passedMs / HOUR), 'hour');
    if (passedMs < 7 * DAY) return ago.format(-Math.floor(passedMs / DAY), 'day');
    return format.day(instant, now);
  },
};

/** A number with its noun: `1 comment`, `1,204 comments`. */
export function quantity(amount: number, one: string, other: string): string {
  return `${count.format(amount)} ${plural.select(amount) === 'one' ? one : other}`;
}
