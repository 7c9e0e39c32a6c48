import type { Request, Response } from 'express';
import { demandAccess } from '../access.ts';
import type { Caller } from '../auth/auth-port.ts';
import type { RequestSession, SessionOf } from '../auth/session.ts';
import type { Context, Services } from '../context.ts';
import { platformFailure } from '../failure.ts';
import { currentRequestId } from '../request-scope.ts';
import { pathOfPage } from './next-path.ts';
import { rememberVisit } from './presenter.ts';
import { isProved } from './proof.ts';
import type { StaffRole } from './section.ts';

/** What is asked of staff beside their role. */
export interface StaffRules {
  /** Whether they need a second factor. */
  readonly takesTwoFactor: boolean;
  /** After how long without a page they prove anew that it is them. */
  readonly idleMinutes: number;
}

/** What a page asks of its visitor. */
export interface Entry {
  readonly access: StaffRole;
  /** Whether it is one of those where what is asked of staff is made good. */
  readonly isGate: boolean;
  /** Whether it takes a proof of the last minutes. */
  readonly takesProof: boolean;
  /** Whether to ask for it is a sign that somebody is there; a stream comes back by itself. */
  readonly isUse: boolean;
}

interface Door {
  readonly services: Services;
  readonly sessionOf: SessionOf;
  readonly staff: StaffRules;
}

interface Exchange {
  readonly req: Request;
  readonly res: Response;
}

/** So exactly is known when somebody was last there: a write a minute, and not one a page. */
const useMs = 60_000;

/**
 * Finds out who is visiting, and lets them in.
 *
 * @returns null where they were sent elsewhere first: to set up a second factor, or to prove that it is still them.
 * @throws UNAUTHORIZED or FORBIDDEN, which become the way to the sign-in and a page that says why.
 */
export async function admit(entry: Entry, door: Door, { req, res }: Exchange): Promise<Context | null> {
  const { services, sessionOf } = door;
  const session = sessionOf(req, res);
  const user = await session.identify();
  if (!user) throw platformFailure('UNAUTHORIZED');
  rememberVisit(res, { user, access: entry.access });
  demandAccess(entry.access, user);
  const gate = entry.isGate ? null : await gateFor(entry, door, { user, session });
  if (gate !== null) {
    sendTo(gate, req, res);
    return null;
  }
  const gone = new AbortController();
  res.once('close', () => gone.abort());
  return { ...services, user, session, requestId: currentRequestId() ?? '', signal: gone.signal };
}

/** Where somebody has to go first; null where nowhere. */
async function gateFor(
  { takesProof, isUse }: Entry,
  { services, staff }: Door,
  { user, session }: { user: Caller; session: RequestSession },
): Promise<string | null> {
  if (staff.takesTwoFactor && !user.hasTwoFactor) return '/admin/two-factor';
  if (!(await isThere(isUse, { services, staff }, session))) return '/admin/confirm?why=idle';
  return takesProof && !(await isProved({ ...services, session })) ? '/admin/confirm' : null;
}

/** Tells whether somebody was there lately, and writes down that they are now. */
async function isThere(
  isUse: boolean,
  { services, staff }: Pick<Door, 'services' | 'staff'>,
  session: RequestSession,
): Promise<boolean> {
  const leftMs = await idleLeftMs(services, session, staff);
  if (leftMs <= 0) return false;
  if (isUse && leftMs < staff.idleMinutes * 60_000 - useMs) await services.auth.noteStaffUse(session.token ?? '');
  return true;
}

/** How long somebody may still be away before they have to prove that it is them. */
export async function idleLeftMs(
  { auth, now }: Pick<Services, 'auth' | 'now'>,
  { token = '' }: Pick<RequestSession, 'token'>,
  { idleMinutes }: Pick<StaffRules, 'idleMinutes'>,
): Promise<number> {
  const at = await auth.staffUsedAt(token);
  return at === null ? 0 : at.getTime() + idleMinutes * 60_000 - now().getTime();
}

/** What a form sent is gone by then: its address leads to the page that asks before the change. */
function sendTo(gate: string, req: Request, res: Response): void {
  const isSwap = req.get('hx-request') !== undefined;
  const next = isSwap ? pathOfPage(req.get('hx-current-url')) : req.originalUrl;
  const address = `${gate}${gate.includes('?') ? '&' : '?'}next=${encodeURIComponent(next)}`;
  if (isSwap) res.status(401).set('HX-Redirect', address).end();
  else res.redirect(303, address);
}
