import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import { bearerToken } from './auth/session.ts';

/** Says why a request may not see what is not everybody's, or null where it may. */
export type StatusGuard = (req: Request) => string | null;

/** Asks for the token that the operator set; on a laptop without one, for nothing. */
export function createStatusGuard({ token, isLaptop }: { token: string | undefined; isLaptop: boolean }): StatusGuard {
  if (token === undefined) {
    return () => (isLaptop ? null : 'STATUS_TOKEN is not set where this process runs: set it, then send it along.');
  }
  return (req) => (isToken(bearerToken(req), token) ? null : 'Send STATUS_TOKEN as Authorization: Bearer …');
}

/** Compared by their hashes, which are of one length whatever is sent. */
function isToken(given: string | undefined, token: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return given !== undefined && timingSafeEqual(hash(given), hash(token));
}
