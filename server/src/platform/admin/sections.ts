import type { Services } from '../context.ts';
import { contractAdmin, type ContractSources } from '../contract/contract.admin.ts';
import type { Feature } from '../feature.ts';
import { cronAdmin } from '../jobs/cron.admin.ts';
import type { AnyJob } from '../jobs/job.ts';
import { jobsAdmin } from '../jobs/jobs.admin.ts';
import { mailAdmin } from '../mail/mail.admin.ts';
import { mailTemplates } from '../mail/mailer.ts';
import { createMailRenderer } from '../mail/render-mail.ts';
import { requestsAdmin } from '../requests/requests.admin.ts';
import type { Setting } from '../settings/setting.ts';
import { settingsAdmin } from '../settings/settings.admin.ts';
import { streamsAdmin } from '../streams/streams.admin.ts';
import type { StaffRules } from './admit.ts';
import { auditAdmin } from './audit.admin.ts';
import { keptOfTargets } from './audit-trail.ts';
import { bulkAdmin } from './bulk.admin.ts';
import { bulkChangesOf } from './bulk-changes.ts';
import { confirmAdmin } from './confirm.admin.ts';
import type { Finder } from './finder.ts';
import type { HealthSources } from './health.ts';
import { overviewAdmin } from './overview.ts';
import { jobFinder, pageFinder, procedureFinder, requestFinder } from './platform-finders.ts';
import { searchAdmin } from './search.admin.ts';
import type { AdminSection } from './section.ts';
import { twoFactorAdmin } from './two-factor.admin.ts';
import type { Views } from './views.ts';

/** What the sections are made from. */
export interface SectionSources {
  readonly services: Services;
  readonly features: Readonly<Record<string, Feature>>;
  readonly jobs: readonly AnyJob[];
  /** The folder that holds `admin-views`. */
  readonly root: string;
  readonly staff: StaffRules;
  /** What the pages tell of the product itself. */
  readonly about: AboutProduct;
}

/** The product, as its console tells of it. */
export interface AboutProduct extends HealthSources, ContractSources {
  readonly settings: readonly Setting[];
  /** The packages that this release was built with, each with its version. */
  readonly packages: Readonly<Record<string, string>>;
}

/** All sections; those of the rail in its order, below each heading the features' before the platform's own. */
export function adminSections(sources: SectionSources, views: Views): AdminSection[] {
  const { services, features, jobs, root, staff, about } = sources;
  const list = Object.values(features);
  const live = { services, views };
  const mail = mailAdmin([...mailTemplates(features).values()], createMailRenderer(root, services.publicUrl));
  const changing = [
    ...list.flatMap(({ admin }) => admin ?? []),
    jobsAdmin(services, views, jobs),
    cronAdmin(jobs),
    mail,
    bulkAdmin(
      bulkChangesOf(list, () => jobs),
      live,
    ),
  ];
  const telling = [
    auditAdmin(changing),
    contractAdmin(about),
    streamsAdmin(live),
    requestsAdmin(live, { jobs, keptOf: keptOfTargets(changing) }),
    settingsOf(about),
  ];
  const hidden = [confirmAdmin(staff), twoFactorAdmin];
  const sections = [overviewAdmin(list, live, about), ...changing, ...telling, ...hidden];
  return [...sections, searchAdmin(findersOf(features, sections))];
}

function settingsOf({ status: { version, client }, current, settings, packages }: AboutProduct): AdminSection {
  return settingsAdmin({ settings, version, client, packages, contractHash: () => current().hash });
}

function findersOf(features: Readonly<Record<string, Feature>>, sections: readonly AdminSection[]): Finder[] {
  const ofFeatures = Object.values(features).flatMap(({ finders }) => finders ?? []);
  return [pageFinder(sections), ...ofFeatures, jobFinder, procedureFinder(features), requestFinder];
}
