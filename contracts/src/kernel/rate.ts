/** A span of time that calls are counted in. */
type Span = 'second' | 'minute' | 'hour' | 'day';

/** So many calls in a span: `30/hour`. */
export type Rate = `${number}/${Span}`;

/**
 * How often one caller may call: a rate, or one that several procedures use up together under the name of a bucket.
 *
 * @remarks
 * Counted for each person, and for who is not signed in, for each address; an IPv6 network counts by its /64.
 */
export type Limit = Rate | { readonly rate: Rate; readonly bucket: string };

/** A rate in numbers. */
export interface Allowance {
  readonly calls: number;
  readonly seconds: number;
}

const seconds: Record<Span, number> = { second: 1, minute: 60, hour: 3600, day: 86_400 };

/**
 * Reads a rate.
 *
 * @throws Error for what the type lets through and nobody can count: `0/hour`, `1.5/hour`.
 *
 * @example
 * parseRate('30/hour') // { calls: 30, seconds: 3600 }
 */
export function parseRate(rate: Rate): Allowance {
  const [, calls, span] = /^([1-9]\d{0,8})\/(second|minute|hour|day)$/.exec(rate) ?? [];
  if (calls === undefined || span === undefined) {
    throw new Error(`"${rate}" is no rate: write a whole number and second, minute, hour or day, as in 30/hour.`);
  }
  return { calls: Number(calls), seconds: seconds[span as Span] };
}

/** The rate of a limit, and the bucket that its calls are counted in. */
export function rateOf(limit: Limit, name: string): { readonly rate: Rate; readonly bucket: string } {
  return typeof limit === 'string' ? { rate: limit, bucket: name } : limit;
}
