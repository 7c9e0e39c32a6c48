import express, { type RequestHandler, Router } from 'express';
import type { SessionOf } from '../auth/session.ts';
import type { Services } from '../context.ts';
import type { Feature } from '../feature.ts';
import { jobsAdmin } from '../jobs/jobs.admin.ts';
import { mailAdmin } from '../mail/mail.admin.ts';
import { mailTemplates } from '../mail/mailer.ts';
import { createMailRenderer } from '../mail/render-mail.ts';
import type { StaffRules } from './admit.ts';
import { loadAssets } from './assets.ts';
import { auditAdmin } from './audit.admin.ts';
import { bulkAdmin } from './bulk.admin.ts';
import { bulkChangesOf } from './bulk-changes.ts';
import { confirmAdmin } from './confirm.admin.ts';
import { impersonationRoutes } from './impersonation-routes.ts';
import { createNotices } from './notices.ts';
import { overviewAdmin } from './overview.ts';
import { pageRoutes } from './pages.ts';
import { jobFinder, pageFinder, procedureFinder, requestFinder } from './platform-finders.ts';
import { createPresenter } from './presenter.ts';
import { problemPages } from './problems.ts';
import { searchAdmin } from './search.admin.ts';
import type { AdminSection } from './section.ts';
import { signInRoutes } from './sign-in.ts';
import { themeRoutes } from './theme.ts';
import { twoFactorAdmin } from './two-factor.admin.ts';
import { createViews, type Views } from './views.ts';

/** What the admin is built from. */
export interface AdminOptions {
  readonly services: Services;
  readonly sessionOf: SessionOf;
  readonly features: Readonly<Record<string, Feature>>;
  /** The address that people use. */
  readonly publicUrl: URL;
  /** The folder that holds `admin-views`. */
  readonly root: string;
  readonly staff: StaffRules;
}

/** No form of the admin is longer. */
const formLimit = '16kb';

/** Serves `/admin`: server-rendered pages for staff, which work without JavaScript and are live with it. */
export function adminRoutes({ services, sessionOf, features, publicUrl, root, staff }: AdminOptions): Router {
  const assets = loadAssets(root);
  const views = createViews(root);
  const sections = adminSections(features, services, { views, root, staff });
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

/** The sections of the rail, in its order: the overview, the features', the platform's own. */
function adminSections(
  features: Readonly<Record<string, Feature>>,
  services: Services,
  { views, root, staff }: { views: Views; root: string; staff: StaffRules },
): AdminSection[] {
  const list = Object.values(features);
  const mail = mailAdmin([...mailTemplates(features).values()], createMailRenderer(root, services.publicUrl));
  const jobs = jobsAdmin(services, views);
  const ofFeatures = list.flatMap(({ admin }) => admin ?? []);
  const bulk = bulkAdmin(bulkChangesOf(list), { services, views });
  const audit = auditAdmin([...ofFeatures, mail, jobs, bulk]);
  const finders = [
    pageFinder(() => sections),
    ...list.flatMap((feature) => feature.finders ?? []),
    jobFinder,
    procedureFinder(features),
    requestFinder,
  ];
  const sections: AdminSection[] = [
    overviewAdmin(list, { services, views }),
    ...ofFeatures,
    audit,
    mail,
    jobs,
    bulk,
    confirmAdmin(staff),
    twoFactorAdmin,
    searchAdmin(finders),
  ];
  return sections;
}

/** What staff see stays in no cache, and is gone after a sign-out also for the button that goes back. */
const keepNothing: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'no-store');
  next();
};
