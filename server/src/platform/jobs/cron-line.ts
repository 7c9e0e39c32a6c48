/** The minutes, hours, days and so on that a cron line names. */
export interface CronLine {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly dates: readonly number[];
  readonly months: readonly number[];
  /** Sunday is 0. */
  readonly dows: readonly number[];
}

/** Reads a line that the queue takes: it refuses any other when the process starts. */
export function readCronLine(line: string): CronLine {
  const [minutes = '*', hours = '*', dates = '*', months = '*', dows = '*'] = line.trim().split(/\s+/);
  return {
    minutes: numbersOf(minutes, 0, 59),
    hours: numbersOf(hours, 0, 23),
    dates: numbersOf(dates, 1, 31),
    months: numbersOf(months, 1, 12),
    dows: [...new Set(numbersOf(dows, 0, 7).map((dow) => dow % 7))].toSorted((a, b) => a - b),
  };
}

/** Whether a line may have a tick on a day: where it names days of the month and of the week, either will do. */
export function isOnDay({ dates, months, dows }: CronLine, day: Date): boolean {
  if (!months.includes(day.getUTCMonth() + 1)) return false;
  const isDate = dates.includes(day.getUTCDate());
  const isDow = dows.includes(day.getUTCDay());
  return dates.length < 31 && dows.length < 7 ? isDate || isDow : isDate && isDow;
}

function numbersOf(field: string, min: number, max: number): number[] {
  const found = field.split(',').flatMap((part) => {
    const [range = '*', step = '1'] = part.split('/');
    const [from = min, to = range === '*' ? max : from] = range === '*' ? [min, max] : range.split('-').map(Number);
    return Array.from(
      { length: Math.floor((to - from) / Number(step)) + 1 },
      (_, index) => from + index * Number(step),
    );
  });
  return [...new Set(found)].toSorted((a, b) => a - b);
}
