import express, { type RequestHandler, Router } from 'express';
import type { SessionOf } from '../auth/session.ts';
import { loadAssets } from './assets.ts';
import { impersonationRoutes } from './impersonation-routes.ts';
import { createNotices } from './notices.ts';
import { pageRoutes } from './pages.ts';
import { createPresenter } from './presenter.ts';
import { problemPages } from './problems.ts';
import { adminSections, type SectionSources } from './sections.ts';
import { signInRoutes } from './sign-in.ts';
import { themeRoutes } from './theme.ts';
import { createViews } from './views.ts';

/** What the admin is built from. */
export interface AdminOptions extends SectionSources {
  readonly sessionOf: SessionOf;
  /** The address that people use. */
  readonly publicUrl: URL;
}

/** No form of the admin is longer: 2,000 characters are up to 18 KB of it, as a form writes them. */
const formLimit = '32kb';

/** Serves `/admin`: server-rendered pages for staff, which work without JavaScript and are live with it. */
export function adminRoutes(options: AdminOptions): Router {
  const { services, sessionOf, publicUrl, root, staff } = options;
  const assets = loadAssets(root);
  const views = createViews(root);
  const sections = adminSections(options, views);
  const notices = createNotices(services.signer, publicUrl);
  const presenter = createPresenter({ views, assets, sections, notices, now: services.now });

  return Router()
    .use('/assets', assets.routes)
    .use(keepNothing)
    .use(express.urlencoded({ extended: false, limit: formLimit }))
    .use(themeRoutes(publicUrl))
    .use(signInRoutes({ services, sessionOf, presenter }))
    .use(impersonationRoutes({ services, sessionOf }))
    .use(pageRoutes({ sections, services, sessionOf, presenter, notices, staff }))
    .use(problemPages(presenter, services.log));
}

/** What staff see stays in no cache, and is gone after a sign-out also for the button that goes back. */
const keepNothing: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'no-store');
  next();
};
