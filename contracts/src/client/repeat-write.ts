import { platformError, requestIdOf } from '../kernel/errors.ts';
import type { Fetch } from './no-answer.ts';
import { fullJitter } from './reconnect.ts';

const AGAIN_MAX = 3;
/** Who is told to come back later than this has lost interest: the failure is theirs to handle. */
const PATIENCE_MS = 30_000;
/** What a proxy answers for a server that it cannot reach. */
const unreached = new Set([502, 503, 504]);

type Attempt = { readonly response: Response; readonly body: string } | { readonly failure: unknown };

/**
 * Sends a write again where no answer came, or the server says that it is not ready, or still at it.
 *
 * @remarks
 * Only for writes that name themselves by a key: what had lost nothing but its answer is then answered, not done twice.
 * What was given up is not sent again.
 */
export function repeatingWrite(send: Fetch, random: () => number): Fetch {
  return async (address, init) => {
    const jitter = fullJitter({ random, now: Date.now });
    for (let again = 0; ; again += 1) {
      const attempt = await tried(send(address, init));
      const least = again < AGAIN_MAX ? leastWait(attempt) : null;
      if (least === null || init?.signal?.aborted) return settled(attempt);
      await pause(least + jitter(), init?.signal);
    }
  };
}

async function tried(sent: Promise<Response>): Promise<Attempt> {
  try {
    const response = await sent;
    // Read to its end, as the connection may break in the middle of it.
    return { response, body: await response.clone().text() };
  } catch (failure) {
    return { failure };
  }
}

function settled(attempt: Attempt): Response {
  if ('response' in attempt) return attempt.response;
  throw attempt.failure;
}

/** How long to wait at least before the next attempt, in milliseconds; null where there is to be none. */
function leastWait(attempt: Attempt): number | null {
  if ('failure' in attempt) return 0;
  const { response, body } = attempt;
  if (!isPassing(response.status, body)) return null;
  const wait = retryAfterMs(response.headers.get('retry-after'));
  return wait <= PATIENCE_MS ? wait : null;
}

function isPassing(status: number, body: string): boolean {
  const error = errorIn(body);
  if (requestIdOf(error) === null) return unreached.has(status);
  const failure = platformError(error);
  if (failure?.name === 'IDEMPOTENCY_CONFLICT') return failure.data.reason === 'in_flight';
  return failure?.name === 'UNAVAILABLE';
}

/** The error of an answer, as tRPC writes it. */
function errorIn(body: string): unknown {
  try {
    const answer: unknown = JSON.parse(body);
    return typeof answer === 'object' && answer !== null ? Reflect.get(answer, 'error') : null;
  } catch {
    return null;
  }
}

/** The header holds seconds, or a date. */
function retryAfterMs(header: string | null): number {
  if (header === null) return 0;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(ms) ? 0 : Math.max(0, ms);
}

function pause(ms: number, signal: AbortSignal | null | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', giveUp);
      resolve();
    }, ms);
    signal?.addEventListener('abort', giveUp, { once: true });
  });
}
