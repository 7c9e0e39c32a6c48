import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import type { Request, RequestHandler } from 'express';
import { refusal } from './platform.ts';

/** Who may be asked to be, beside nobody; each may do what those before may. */
export const roles = ['user', 'viewer', 'operator', 'admin'] as const;
export type Role = (typeof roles)[number];

/** What a header or a flag names somebody by. */
export type Who = Role | 'none';

/** The longest that an answer is kept back. */
export const latencyMsMax = 30_000;

/** The headers by which a request asks for something else than it would be given. */
export const headers = { error: 'Mock-Error', latency: 'Mock-Latency', user: 'Mock-User' } as const;

/** What a request asks of the mock by its headers. */
export interface Wishes {
  /** The failure to answer with; of one procedure, where one is named. */
  readonly error: { readonly procedure: string | null; readonly name: string } | null;
  readonly user: Who | null;
  readonly latencyMs: number;
  /** What cannot be read, as a failure; whoever answers the call throws it, in the shape that its caller reads. */
  readonly problem: Error | null;
}

const none: Wishes = { error: null, user: null, latencyMs: 0, problem: null };
const scope = new AsyncLocalStorage<Wishes>();

/** What the request asks for that is being answered. */
export function currentWishes(): Wishes {
  return scope.getStore() ?? none;
}

/** Reads the wishes of every request, and keeps the answer back for as long as it asks, in addition to `latencyMs`. */
export function hearWishes(latencyMs: number): RequestHandler {
  return async (req, _res, next) => {
    const wishes = readWishes(req);
    const totalMs = Math.min(latencyMs + wishes.latencyMs, latencyMsMax);
    if (totalMs > 0) await wait(totalMs);
    scope.run(wishes, next);
  };
}

function readWishes(req: Request): Wishes {
  try {
    return { error: readError(req), user: readUser(req), latencyMs: readLatency(req), problem: null };
  } catch (problem) {
    if (!(problem instanceof Error)) throw problem;
    return { ...none, problem };
  }
}

function readError(req: Request): Wishes['error'] {
  const header = req.get(headers.error)?.trim();
  if (!header) return null;
  const [, procedure = null, name] = /^(?:([\w.]+)=)?([A-Z][A-Z0-9_]*)$/.exec(header) ?? [];
  if (name === undefined) {
    throw refusal(
      headers.error,
      'must be the name of an error, such as UNAVAILABLE, or procedure=NAME for one of a batch',
    );
  }
  return { procedure, name };
}

function readUser(req: Request): Who | null {
  const header = req.get(headers.user)?.trim();
  if (!header) return null;
  const found = whoOf(header);
  if (!found) throw refusal(headers.user, `must be none, ${roles.join(', ')}`);
  return found;
}

/** Reads who is meant, or null where nobody knows. */
export function whoOf(text: string): Who | null {
  return text === 'none' ? 'none' : (roles.find((role) => role === text) ?? null);
}

function readLatency(req: Request): number {
  const header = req.get(headers.latency)?.trim();
  if (!header) return 0;
  if (!/^\d{1,6}$/.test(header)) throw refusal(headers.latency, 'must be a number of milliseconds, such as 800');
  return Number(header);
}
