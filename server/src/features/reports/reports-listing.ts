import { choice } from '../../platform/admin/fields.ts';
import type { Listing } from '../../platform/admin/listing.ts';
import { countReports, listReports, type ReportFilter, type ReportRow, reportsCountMax } from './list-reports.ts';

const State = choice(['open', 'resolved']);

/** The reports, as a moderator goes through them. */
export const reportsListing: Listing<ReportFilter, ReportRow> = {
  name: 'reports',
  filterOf: ({ query }) => ({ state: State.parse(query['state'] ?? null) ?? 'open' }),
  read: ({ db }, filter, page) => listReports(db, filter, page),
  count: ({ db }, filter) => countReports(db, filter),
  countMax: reportsCountMax,
  columns: {
    id: ({ id }) => id,
    kind: ({ isOfComment }) => (isOfComment ? 'comment' : 'article'),
    excerpt: ({ excerpt }) => excerpt,
    author: ({ author }) => author,
    reason: ({ reason }) => reason,
    note: ({ note }) => note,
    reporterId: ({ reporter }) => reporter.id,
    reporter: ({ reporter }) => reporter.username,
    outcome: ({ outcome }) => outcome,
    createdAt: ({ createdAt }) => createdAt,
    resolvedAt: ({ resolvedAt }) => resolvedAt,
  },
};
