import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { SessionOf } from '../auth/session.ts';
import type { Context, Services } from '../context.ts';
import { platformFailure } from '../failure.ts';
import { admit, type Entry, type StaffRules } from './admit.ts';
import { endWhenIdle } from './end-when-idle.ts';
import { sendDownload } from './downloads.ts';
import type { Notices } from './notices.ts';
import type { Presenter } from './presenter.ts';
import type { AdminPage, AdminSection, Redirect, View } from './section.ts';

/** What pages are served with. */
export interface PagesOptions {
  readonly sections: readonly AdminSection[];
  readonly services: Services;
  readonly sessionOf: SessionOf;
  readonly presenter: Presenter;
  readonly notices: Notices;
  readonly staff: StaffRules;
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
      const entry: Entry = {
        access: page.access,
        isGate: section.isGate === true,
        takesProof: dangerous.has(page.path),
        isUse: page.kind !== 'stream',
      };
      router[method](path, handlerOf(page, entry, options));
    }
  }
  return router.use(async (req, res) => {
    const entry: Entry = { access: 'viewer', isGate: false, takesProof: false, isUse: true };
    if (await admit(entry, options, { req, res })) throw platformFailure('NOT_FOUND');
  });
}

function isDangerous(page: AdminPage): boolean {
  return page.kind === 'change' && page.isDangerous === true;
}

function handlerOf(page: AdminPage, entry: Entry, options: PagesOptions): RequestHandler {
  return async (req, res) => {
    const ctx = await admit(entry, options, { req, res });
    if (!ctx) return;
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
        endWhenIdle(res, { ctx, staff: options.staff });
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
