import { z } from 'zod';
import { choice } from '../../platform/admin/fields.ts';
import type { Listing } from '../../platform/admin/listing.ts';
import {
  countReports,
  listReports,
  type ReportFilter,
  reportRedactions,
  type ReportRow,
  reportsCountMax,
} from './list-reports.ts';

/** Why something may be reported. */
export const reasons = ['spam', 'abuse', 'copyright', 'other'] as const;

const Filter = z.object({
  state: choice(['open', 'resolved']),
  reason: choice(reasons),
  kind: choice(['article', 'comment']),
});

/** The reports, as a moderator goes through them. */
export const reportsListing: Listing<ReportFilter, ReportRow> = {
  name: 'reports',
  filterOf: ({ query }) => {
    const { state, ...asked } = Filter.parse({ state: null, reason: null, kind: null, ...query });
    return { state: state ?? 'open', ...asked };
  },
  read: ({ db }, filter, page) => listReports(db, filter, page),
  count: ({ db }, filter) => countReports(db, filter),
  countMax: reportsCountMax,
  redactions: reportRedactions,
  columns: {
    id: ({ id }) => id,
    kind: ({ isOfComment }) => (isOfComment ? 'comment' : 'article'),
    excerpt: ({ excerpt }) => excerpt,
    authorId: ({ authorId }) => authorId,
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
