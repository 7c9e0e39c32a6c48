const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Numbers, dates and plurals as one language writes them. */
export interface Format {
  count(amount: number): string;
  list(items: string[]): string;
  today(now: Date): string;
  /** The exact moment, to the minute. */
  moment(instant: string): string;
  /** The year stands only where it is not this one. */
  day(instant: string, now: Date): string;
  /** How long ago within a week, the day after that. */
  since(instant: string, now: Date): string;
}

/** What a language gives to the formats that `Intl` does not know. */
export interface FormatWords {
  readonly justNow: string;
}

/** Makes the formats of a locale. */
export function createFormat(locale: string, { justNow }: FormatWords): Format {
  const dates = (options: Intl.DateTimeFormatOptions) => once(() => new Intl.DateTimeFormat(locale, options));
  const count = once(() => new Intl.NumberFormat(locale));
  const list = once(() => new Intl.ListFormat(locale, { type: 'conjunction' }));
  const today = dates({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  const dayOfThisYear = dates({ day: 'numeric', month: 'long' });
  const dayOfAnyYear = dates({ day: 'numeric', month: 'long', year: 'numeric' });
  const moment = dates({ dateStyle: 'long', timeStyle: 'short' });
  const day: Format['day'] = (instant, now) => {
    const date = new Date(instant);
    return (date.getFullYear() === now.getFullYear() ? dayOfThisYear : dayOfAnyYear)().format(date);
  };
  const ago = createAgo(locale, justNow);
  return {
    count: (amount) => count().format(amount),
    list: (items) => list().format(items),
    today: (now) => today().format(now),
    moment: (instant) => moment().format(new Date(instant)),
    day,
    since: (instant, now) => {
      const passedMs = Math.max(0, now.getTime() - new Date(instant).getTime());
      return passedMs < 7 * DAY ? ago(passedMs) : day(instant, now);
    },
  };
}

function createAgo(locale: string, justNow: string): (passedMs: number) => string {
  const formatter = once(() => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
  return (passedMs) => {
    if (passedMs < MINUTE) return justNow;
    const ago = formatter();
    if (passedMs < HOUR) return ago.format(-Math.floor(passedMs / MINUTE), 'minute');
    if (passedMs < DAY) return ago.format(-Math.floor(passedMs / HOUR), 'hour');
    return ago.format(-Math.floor(passedMs / DAY), 'day');
  };
}

/** Makes the function that writes a number with its noun: `1 session`, `1,204 sessions`. */
export function createQuantity(locale: string): (amount: number, one: string, other: string) => string {
  const count = once(() => new Intl.NumberFormat(locale));
  const plural = once(() => new Intl.PluralRules(locale));
  return (amount, one, other) => `${count().format(amount)} ${plural().select(amount) === 'one' ? one : other}`;
}

/** Each of them takes milliseconds to make, all of them 190 on a slow phone before it showed anything: made when first used. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
