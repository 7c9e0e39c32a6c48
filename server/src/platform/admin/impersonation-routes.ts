import { Router } from 'express';
import type { SessionOf } from '../auth/session.ts';
import type { Services } from '../context.ts';
import { currentRequestId } from '../request-scope.ts';
import { stopActing } from './stop-acting.ts';

/**
 * The way out for whoever acts as somebody else: back to being themselves, on the page of the person they were.
 *
 * @remarks
 * No page of a section, as those are for staff and the person they are at the moment is none. It is open also when the time is
 * over: the browser is given back the session that it was begun in, which it had.
 */
export function impersonationRoutes({ services, sessionOf }: { services: Services; sessionOf: SessionOf }): Router {
  return Router().post('/impersonation/stop', async (req, res) => {
    const session = sessionOf(req, res);
    const ended = await stopActing({ ...services, session, requestId: currentRequestId() ?? '' });
    if (!ended) return res.redirect(303, '/admin');
    session.begin(ended.staffToken);
    res.redirect(303, `/admin/users/${ended.userId}`);
  });
}
