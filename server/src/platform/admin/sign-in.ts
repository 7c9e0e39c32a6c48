import { type Request, type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import { hasRole } from '../access.ts';
import type { BegunSession } from '../auth/auth-port.ts';
import { beginSession } from '../auth/begin-session.ts';
import type { RequestSession, SessionOf } from '../auth/session.ts';
import type { Services } from '../context.ts';
import { Failure } from '../failure.ts';
import { currentRequestId } from '../request-scope.ts';
import { nextPath } from './next-path.ts';
import { type Presenter, rememberVisit } from './presenter.ts';
import { refuseNonStaff } from './problems.ts';
import type { View } from './section.ts';
import { signOutWhole } from './stop-acting.ts';

interface SignInOptions {
  readonly services: Services;
  readonly sessionOf: SessionOf;
  readonly presenter: Presenter;
}

const Form = z.object({
  email: z.string().trim().max(254).catch(''),
  password: z.string().max(1024).catch(''),
  otp: z.string().trim().max(64).catch(''),
  next: z.unknown().optional(),
});

/** The door: the only pages for those who are not signed in. The session is the one of the SPA. */
export function signInRoutes(options: SignInOptions): Router {
  return Router()
    .get('/sign-in', showForm(options))
    .post('/sign-in', signIn(options))
    .post('/sign-out', async (req, res) => {
      const session = options.sessionOf(req, res);
      await signOutWhole({ ...options.services, session, requestId: currentRequestId() ?? '' });
      res.redirect(303, '/admin/sign-in?done=signed-out');
    });
}

function showForm({ sessionOf, presenter }: SignInOptions): RequestHandler {
  return async (req, res) => {
    const next = nextPath(req.query['next']);
    const user = await sessionOf(req, res).identify();
    if (user && hasRole(user.role, 'viewer')) return res.redirect(303, next);
    const notice = req.query['done'] === 'signed-out' ? 'You are signed out.' : undefined;
    presenter.show(req, res, { ...form({ next }), notice });
  };
}

function signIn(options: SignInOptions): RequestHandler {
  return async (req, res) => {
    const { email, password, otp, next: given } = Form.parse(req.body ?? {});
    const next = nextPath(given);
    const session = options.sessionOf(req, res);
    try {
      const begun = await beginSession(options.services, { email, password, otp: otp || undefined }, session.origin);
      await enter(begun, options, { req, res, session, next });
    } catch (error) {
      if (!(error instanceof Failure) || error.status >= 500) throw error;
      const seconds = retryAfterSeconds(error);
      if (seconds !== null) res.set('Retry-After', String(seconds));
      options.presenter.show(req, res, form({ next, email, problem: error.message, status: error.status }));
    }
  };
}

interface Arrival {
  readonly req: Request;
  readonly res: Response;
  readonly session: RequestSession;
  readonly next: string;
}

/** Hands the session to staff who came from our own page; any other session ends before anybody holds it. */
async function enter(
  { user, token }: BegunSession,
  { services, presenter }: SignInOptions,
  { req, res, session, next }: Arrival,
): Promise<void> {
  if (!hasRole(user.role, 'viewer')) {
    await services.auth.signOut(token);
    rememberVisit(res, { user, access: 'viewer' });
    return refuseNonStaff(presenter, { req, res }, { isSignedIn: false });
  }
  if (session.begin(token) === null) return res.redirect(303, next);
  await services.auth.signOut(token);
  presenter.show(req, res, { template: 'sign-in/foreign', title: 'Not from our page', data: {}, status: 403 });
}

function form(data: { next: string; email?: string; problem?: string; status?: number }): View {
  const { next, email = '', problem = null, status = 200 } = data;
  return { template: 'sign-in/form', title: 'Sign in', data: { next, email, problem }, status };
}

function retryAfterSeconds({ error: { data } }: Failure): number | null {
  const seconds =
    typeof data === 'object' && data !== null && 'retryAfterSeconds' in data ? data.retryAfterSeconds : null;
  return typeof seconds === 'number' ? seconds : null;
}
