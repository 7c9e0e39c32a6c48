import { parseCookie, stringifySetCookie } from 'cookie';
import { type Request, Router } from 'express';
import { z } from 'zod';
import { isOurPage } from '../http/origin-guard.ts';
import { nextPath } from './next-path.ts';

const cookieName = 'theme';
const yearInSeconds = 31_536_000;

const Theme = z.enum(['light', 'dark', 'system']).catch('system');
type Theme = z.infer<typeof Theme>;

const Choice = z.object({ theme: Theme, next: z.unknown().optional() }).catch({ theme: 'system', next: null });

/** The look that a browser asked to keep; the server draws it, so that no page flashes in the other. */
export function themeOf(req: Request): Theme {
  return Theme.parse(parseCookie(req.headers.cookie ?? '')[cookieName]);
}

/** Keeps the choice of light or dark for anybody who makes it on a page of ours, also before they sign in. */
export function themeRoutes(publicUrl: URL): Router {
  const secure = publicUrl.protocol === 'https:';
  return Router().post('/theme', (req, res) => {
    const { theme, next } = Choice.parse(req.body);
    // The guard before all routes lets a request without cookies pass, and this one would be given one.
    if (isOurPage(req, publicUrl)) {
      const maxAge = theme === 'system' ? 0 : yearInSeconds;
      const attributes = { path: '/admin', sameSite: 'lax', httpOnly: true, secure } as const;
      res.append('Set-Cookie', stringifySetCookie({ name: cookieName, value: theme, maxAge, ...attributes }));
    }
    res.redirect(303, nextPath(next));
  });
}
