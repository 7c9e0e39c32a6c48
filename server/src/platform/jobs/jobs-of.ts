import { bulkChangesOf } from '../admin/bulk-changes.ts';
import { purgeBulkRows } from '../admin/purge-bulk-rows.ts';
import { purgeAnswers } from '../calls/purge-answers.ts';
import { rollUpUsage } from '../calls/roll-up-usage.ts';
import { deliverEvents } from '../events/announce.ts';
import type { EventLog } from '../events/event-log.ts';
import type { Feature } from '../feature.ts';
import { purgeFigures } from '../figures/purge-figures.ts';
import { deliverMails } from '../mail/deliver-mail.ts';
import type { Mailer } from '../mail/mailer.ts';
import { purgeMails } from '../mail/purge-mails.ts';
import { purgeReleases } from '../releases/purge-releases.ts';
import { addUpFigures } from './add-up-figures.ts';
import type { AnyJob } from './job.ts';
import { purgeHistory } from './purge-history.ts';

/**
 * Collects the jobs of all features, and the platform's own.
 *
 * @throws Error when two jobs share a name: the queue knows them by nothing else.
 */
export function jobsOf(
  features: Readonly<Record<string, Feature>>,
  { eventLog, mailer, historyDays }: { eventLog: EventLog; mailer: Mailer; historyDays: number },
): AnyJob[] {
  const jobs: AnyJob[] = [
    deliverEvents(eventLog),
    deliverMails(mailer),
    purgeHistory(historyDays),
    addUpFigures,
    purgeReleases,
    purgeMails,
    purgeAnswers,
    purgeBulkRows,
    rollUpUsage,
    ...bulkChangesOf(Object.values(features), () => jobs).map(({ job }) => job),
    purgeFigures,
    ...Object.values(features).flatMap(({ jobs: own }) => own ?? []),
  ];
  const names = jobs.map(({ name }) => name);
  const double = names.find((name, index) => names.indexOf(name) !== index);
  if (double !== undefined) throw new Error(`Two jobs are called ${double}.`);
  return jobs;
}
