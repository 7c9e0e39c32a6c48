/** The signs of a state; each is a shape as well as a colour. */
export type Mark = 'ok' | 'busy' | 'bad' | 'idle';

const numbers = new Intl.NumberFormat('en-GB');
const days = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const shapes: Record<Mark, string> = {
  ok: '<circle cx="5" cy="5" r="4"/>',
  busy: '<path d="M5 .8 9.6 9H.4Z"/>',
  bad: '<path d="M5 0l5 5-5 5-5-5Z"/>',
  idle: '<circle cx="5" cy="5" r="3.25"/>',
};

/** Writes a number with its thousands apart. */
export function count(value: number): string {
  return numbers.format(value);
}

/** Writes a count that was not taken further than `max`. */
export function countUpTo(value: number, max: number): string {
  return value > max ? `more than ${count(max)}` : count(value);
}

/** Writes fields as the question of an address; what is empty is not asked. */
export function question(fields: Readonly<Record<string, string | null>>): string {
  const asked = Object.entries(fields).filter((field): field is [string, string] => Boolean(field[1]));
  return asked.length === 0 ? '' : `?${new URLSearchParams(asked).toString()}`;
}

/** Writes an instant to the second. */
export function exact(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** Writes the time of day of an instant. */
export function clock(at: Date): string {
  return at.toISOString().slice(11, 19);
}

/** Writes how far an instant lies from now; what is a month away is written as its day. */
export function ago(at: Date, now: Date): string {
  const distance = now.getTime() - at.getTime();
  const size = Math.abs(distance);
  if (size < 5 * second) return 'just now';
  if (size >= 30 * day) return days.format(at);
  const amount = amountOf(size);
  return distance > 0 ? `${amount} ago` : `in ${amount}`;
}

/**
 * Draws an instant: relative to be read, exact in its title.
 *
 * @returns HTML, made of nothing but the instant.
 */
export function timeTag(at: Date, now: Date): string {
  return `<time class="ago" datetime="${at.toISOString()}" title="${exact(at)}">${ago(at, now)}</time>`;
}

/** Draws the sign of a state; the word beside it says the same. Returns HTML. */
export function markTag(mark: Mark): string {
  return `<svg class="mark mark-${mark}" viewBox="0 0 10 10" aria-hidden="true">${shapes[mark]}</svg>`;
}

/** Draws the sign of a series of a chart: that of its state, else its bar or its line. Returns HTML. */
export function chartSign(look: Mark | 'first' | 'second' | 'third', shape: 'bars' | 'lines'): string {
  if (look === 'ok' || look === 'busy' || look === 'bad' || look === 'idle') return markTag(look);
  if (shape === 'bars')
    return `<svg class="mark" viewBox="0 0 10 10" aria-hidden="true"><path class="bar-${look}" d="M1 1h8v8H1Z"/></svg>`;
  return `<svg class="key" viewBox="0 0 18 10" aria-hidden="true"><path class="line-${look}" d="M0 5h18"/></svg>`;
}

function amountOf(milliseconds: number): string {
  if (milliseconds < minute) return `${Math.floor(milliseconds / second)} s`;
  if (milliseconds < hour) return `${Math.floor(milliseconds / minute)} min`;
  if (milliseconds < day) return `${Math.floor(milliseconds / hour)} h`;
  return `${Math.floor(milliseconds / day)} d`;
}
