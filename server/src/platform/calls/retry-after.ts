import { z } from 'zod';
import { describeError } from '../rpc/error-shape.ts';

const Told = z.object({ retryAfterSeconds: z.number() });

/** What is overloaded, or away, is asked again after so many seconds: by then a queue has been answered, or a database is back. */
const unavailableSeconds = 2;

/** Says by a header when to come back, where it was said why not now: after too many calls, or while something is away or overloaded. */
export function retryAfterHeaders(errors: readonly unknown[]): Record<string, string> {
  const seconds = errors.flatMap((error) => secondsOf(error) ?? []);
  return seconds.length === 0 ? {} : { 'Retry-After': String(Math.max(...seconds)) };
}

function secondsOf(error: unknown): number | null {
  const { name, data } = describeError(error).answer.error;
  if (name === 'UNAVAILABLE') return unavailableSeconds;
  return name === 'TOO_MANY_REQUESTS' ? (Told.safeParse(data).data?.retryAfterSeconds ?? null) : null;
}
