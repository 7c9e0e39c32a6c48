import { Router } from 'express';
import type { SessionOf } from '../auth/session.ts';
import type { Services } from '../context.ts';
import { currentRequestId } from '../request-scope.ts';
import { audit } from './audit.ts';

/**
 * The way out for whoever acts as somebody else: back to being themselves, on the page of the person they were.
 *
 * @remarks
 * No page of a section, as those are for staff and the person they are at the moment is none. It is open also when the time is
 * over: the browser is given back the session that it was begun in, which it had.
 */
export function impersonationRoutes({ services, sessionOf }: { services: Services; sessionOf: SessionOf }): Router {
  return Router().post('/impersonation/stop', async (req, res) => {
    const { auth, now } = services;
    const session = sessionOf(req, res);
    const requestId = currentRequestId() ?? '';
    const ended = await auth.endImpersonation(session.token ?? '', {
      async along(tx, { userId: id, staffId }) {
        const user = { id, impersonator: { id: staffId } };
        const entry = { action: 'users.impersonationStopped', target: `user:${id}`, before: {}, after: {} };
        await audit(tx, { now, session, requestId, user }, entry);
      },
    });
    if (!ended) return res.redirect(303, '/admin');
    session.begin(ended.staffToken);
    res.redirect(303, `/admin/users/${ended.userId}`);
  });
}
