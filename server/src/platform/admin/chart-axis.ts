/** A word below the axis. */
export interface ChartLabel {
  readonly x: number;
  readonly text: string;
  /** At the edges a word stands within the chart. */
  readonly anchor: 'start' | 'middle' | 'end';
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const spacings = [5, 10, 15, 30, 60, 180, 360, 720, 1440, 2880, 10_080].map((minutes) => minutes * minuteMs);
/** So many words fit below it. */
const labelsMax = 7;
const edge = 13;

const dayAndMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** The steps up to now, the one that has not ended included. They begin at whole multiples of their length. */
export function chartTimes(now: Date, { stepMs, count }: { stepMs: number; count: number }): Date[] {
  const last = Math.floor(now.getTime() / stepMs);
  return Array.from({ length: count }, (_, index) => new Date((last - count + 1 + index) * stepMs));
}

/** Names round instants below the axis: times of day, and days where it is long. By UTC, as everything here. */
export function axisOf(times: readonly Date[], width: number): ChartLabel[] {
  const spacing = spacings.find((ms) => spanOf(times) / ms <= labelsMax) ?? 0;
  const step = width / Math.max(1, times.length);
  return times.flatMap((at, index): ChartLabel[] => {
    if (spacing === 0 || at.getTime() % spacing !== 0) return [];
    const x = Math.round(index * step * 100) / 100;
    const anchor = x > width - edge ? 'end' : x < edge ? 'start' : 'middle';
    return [
      {
        x: { start: 0, middle: x, end: width }[anchor],
        text: spacing < dayMs ? clockOf(at) : dayAndMonth.format(at),
        anchor,
      },
    ];
  });
}

/** Names a step of a chart: the day of one that is as long as that, else the day and the time. */
export function stepOf(at: Date, times: readonly Date[]): string {
  const day = at.toISOString().slice(0, 10);
  const isOfDays = spanOf(times) / Math.max(1, times.length) >= dayMs;
  return isOfDays ? day : `${day} ${clockOf(at)}`;
}

function spanOf(times: readonly Date[]): number {
  const [first, second] = times;
  return first && second ? (second.getTime() - first.getTime()) * times.length : 0;
}

function clockOf(at: Date): string {
  return at.toISOString().slice(11, 16);
}
