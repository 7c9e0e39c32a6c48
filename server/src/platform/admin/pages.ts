import { type Request, type RequestHandler, type Response, Router } from 'express';
import { demandAccess } from '../access.ts';
import type { SessionOf } from '../auth/session.ts';
import type { Context, Services } from '../context.ts';
import { platformFailure } from '../failure.ts';
import { currentRequestId } from '../request-scope.ts';
import { sendDownload } from './downloads.ts';
import { pathOfPage } from './next-path.ts';
import type { Notices } from './notices.ts';
import { type Presenter, rememberVisit } from './presenter.ts';
import { isProved } from './proof.ts';
import type { AdminPage, AdminSection, Redirect, StaffRole, View } from './section.ts';

/** What pages are served with. */
export interface PagesOptions {
  readonly sections: readonly AdminSection[];
  readonly services: Services;
  readonly sessionOf: SessionOf;
  readonly presenter: Presenter;
  readonly notices: Notices;
}

/** The method and the address of a page, below `/admin`. */
function addressOf(
  { path: section }: AdminSection,
  { kind, path }: AdminPage,
): { method: 'get' | 'post'; path: string } {
  const whole = [section, path.replace(/^\//, '')].filter(Boolean).join('/');
  return { method: kind === 'change' ? 'post' : 'get', path: `/${whole}` };
}

/** Serves the pages of all sections; an address that is none is refused to strangers as if it were one. */
export function pageRoutes(options: PagesOptions): Router {
  const router = Router();
  for (const section of options.sections) {
    const dangerous = new Set(section.pages.filter(isDangerous).map(({ path }) => path));
    for (const page of section.pages) {
      const { method, path } = addressOf(section, page);
      // The page that asks before a change stands at its address, and asks nobody in vain.
      router[method](path, handlerOf(page, { ...options, takesProof: dangerous.has(page.path) }));
    }
  }
  return router.use(async (req, res) => {
    await admit('viewer', options, { req, res });
    throw platformFailure('NOT_FOUND');
  });
}

function isDangerous(page: AdminPage): boolean {
  return page.kind === 'change' && page.isDangerous === true;
}

function handlerOf(page: AdminPage, options: PagesOptions & { takesProof: boolean }): RequestHandler {
  return async (req, res) => {
    const ctx = await admit(page.access, options, { req, res });
    if (options.takesProof && !(await isProved(ctx))) return askForProof(req, res);
    const request = { ctx, params: req.params, query: req.query, form: req.body as unknown };
    switch (page.kind) {
      case 'view':
        return answer(await page.show(request), options, { req, res, ctx });
      case 'change':
        return answer(await page.act(request), options, { req, res, ctx });
      case 'document':
        // The sandbox gives it an origin of its own already: asking for it again makes Chromium complain.
        res.removeHeader('Origin-Agent-Cluster');
        return void res
          .set(documentHeaders)
          .type('html')
          .send(await page.read(request));
      case 'download':
        return sendDownload(req, res, await page.read(request));
      case 'stream':
        return page.serve({ req, res, ctx, session: options.sessionOf(req, res), access: page.access });
    }
  };
}

/** Its styles stand inline, as in every mail. What it links to opens beside it, and is then a page like any other. */
const documentHeaders = {
  'Content-Security-Policy': [
    'sandbox allow-popups allow-popups-to-escape-sandbox',
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    "img-src 'self' data:",
    "frame-ancestors 'self'",
  ].join('; '),
  'X-Frame-Options': 'SAMEORIGIN',
  'Referrer-Policy': 'no-referrer',
};

interface Exchange {
  readonly req: Request;
  readonly res: Response;
}

/**
 * Finds out who is visiting, and lets them in.
 *
 * @throws UNAUTHORIZED or FORBIDDEN, which become the way to the sign-in and a page that says why.
 */
async function admit(
  access: StaffRole,
  { services, sessionOf }: PagesOptions,
  { req, res }: Exchange,
): Promise<Context> {
  const session = sessionOf(req, res);
  const user = await session.identify();
  if (!user) throw platformFailure('UNAUTHORIZED');
  rememberVisit(res, { user, access });
  demandAccess(access, user);
  const gone = new AbortController();
  res.once('close', () => gone.abort());
  return { ...services, user, session, requestId: currentRequestId() ?? '', signal: gone.signal };
}

/** What a form sent is gone by then: its address leads to the page that asks before the change. */
function askForProof(req: Request, res: Response): void {
  const isSwap = req.get('hx-request') !== undefined;
  const next = isSwap ? pathOfPage(req.get('hx-current-url')) : req.originalUrl;
  const address = `/admin/confirm?next=${encodeURIComponent(next)}`;
  if (isSwap) res.status(401).set('HX-Redirect', address).end();
  else res.redirect(303, address);
}

function answer(
  result: View | Redirect,
  { presenter, notices }: Pick<PagesOptions, 'presenter' | 'notices'>,
  { req, res, ctx: { user } }: Exchange & { readonly ctx: Context },
): void {
  if (!('redirect' in result)) return presenter.show(req, res, result);
  const { redirect, notice } = result;
  if (notice !== undefined) notices.keep(res, { notice, to: redirect, userId: user.id });
  res.redirect(303, redirect);
}
