import { platformError, requestIdOf } from '../kernel/errors.ts';

const FIRST_MS = 500;
const LONGEST_MS = 30_000;
/** A connection that held this long was a good one: the next failure begins a new series. */
const CALM_MS = 60_000;

/** What our server answers and may not answer the next time. */
const passing = new Set(['INTERNAL', 'UNAVAILABLE', 'TOO_MANY_REQUESTS']);

/**
 * Says whether a stream that broke is worth opening again.
 *
 * @remarks
 * The stock link ends for good at the first answer that is no stream, such as a proxy's 503 during a deploy. What our
 * server itself refuses is final: the person may not listen, or what they listened to is gone. Too many at once is not.
 */
export function isWorthReconnecting(error: unknown): boolean {
  return requestIdOf(error) === null || passing.has(platformError(error)?.name ?? '');
}

/**
 * Makes a function that gives the wait before the next attempt, in milliseconds: anything between nothing and a limit
 * that doubles (full jitter), so that the readers of a server that comes back do not all arrive at once.
 *
 * @remarks
 * It counts by itself, because `retryLink` counts attempts over the whole life of a stream: after a day with ten
 * deploys every short hiccup would cost half a minute.
 */
export function fullJitter({ random, now }: { random: () => number; now: () => number }): () => number {
  let failures = 0;
  let lastFailure = Number.NEGATIVE_INFINITY;
  return () => {
    failures = now() - lastFailure > CALM_MS ? 1 : failures + 1;
    lastFailure = now();
    return random() * Math.min(LONGEST_MS, FIRST_MS * 2 ** failures);
  };
}
