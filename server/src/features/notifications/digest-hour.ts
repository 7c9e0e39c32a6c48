/** Mondays from eight. The three hours after make up for an hour in which nothing ran. */
const firstHour = 8;
const lastHour = 11;

const dayMs = 86_400_000;

/** Tells in which of some time zones it is Monday morning. */
export function digestZones(zones: readonly string[], at: Date): string[] {
  return zones.filter((zone) => {
    const local = localTime(zone, at);
    return local !== null && local.weekday === 'Mon' && local.hour >= firstHour && local.hour <= lastHour;
  });
}

/**
 * Names the week of a Monday by the reader's calendar, as ISO 8601 does: `2026-W48`.
 *
 * @param zone one of `digestZones`.
 */
export function digestWeek(zone: string, at: Date): string {
  const local = localTime(zone, at);
  if (!local) throw new Error(`There is no time zone ${zone}, though it is Monday there.`);
  // The year and the number of a week are those of its Thursday.
  const thursday = new Date(Date.UTC(local.year, local.month - 1, local.day) + 3 * dayMs);
  const year = thursday.getUTCFullYear();
  const number = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / dayMs / 7) + 1;
  return `${year}-W${String(number).padStart(2, '0')}`;
}

/** The clock and the calendar in a time zone; null for a zone that this process does not know. */
function localTime(timeZone: string, at: Date) {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      hourCycle: 'h23',
    });
  } catch {
    return null;
  }
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const number = (type: 'year' | 'month' | 'day' | 'hour') => Number(parts.get(type));
  return {
    weekday: parts.get('weekday'),
    year: number('year'),
    month: number('month'),
    day: number('day'),
    hour: number('hour'),
  };
}
