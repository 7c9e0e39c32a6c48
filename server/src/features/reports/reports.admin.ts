import type { ReportOutcome } from '@hybrid/prisma';
import { z } from 'zod';
import { hasRole } from '../../platform/access.ts';
import { downloads } from '../../platform/admin/downloads.ts';
import { choice, idOf } from '../../platform/admin/fields.ts';
import { readListing } from '../../platform/admin/listing.ts';
import {
  type AdminRequest,
  type AdminSection,
  change,
  type Redirect,
  type View,
  view,
} from '../../platform/admin/section.ts';
import { describeReport } from './list-reports.ts';
import { reportsListing } from './reports-listing.ts';
import { resolveReport } from './resolve-report.ts';

/** Reports: what people ask the moderators to look at. */
export const reportsAdmin: AdminSection = {
  path: 'reports',
  title: 'Reports',
  group: 'Content',
  access: 'viewer',
  pages: [
    view('viewer', '/', showReports),
    ...downloads('viewer', reportsListing),
    view('viewer', '/:id', showReport),
    view('operator', '/:id/dismiss', (request) => confirm(request, 'dismissed')),
    change('operator', '/:id/dismiss', (request) => act(request, 'dismissed')),
    view('operator', '/:id/remove', (request) => confirm(request, 'removed')),
    change('operator', '/:id/remove', (request) => act(request, 'removed')),
  ],
};

const ReportId = z.uuid();
/** The address names what was done, so that nobody can make a page say something else. */
const notices = { dismissed: 'Dismissed. It stays where it is.', removed: 'Removed, for everybody.' } as const;
const Done = choice(['dismissed', 'removed']);

async function showReports(request: AdminRequest): Promise<View> {
  const done = Done.parse(request.query['done'] ?? null);
  const { filter, ...found } = await readListing(reportsListing, request);
  return {
    template: 'reports/list',
    title: 'Reports',
    data: { ...found, ...filter },
    notice: done ? notices[done] : undefined,
  };
}

async function showReport({ ctx, params }: AdminRequest): Promise<View> {
  const described = await describeReport(ctx.db, idOf(ReportId, params['id']));
  return {
    template: 'reports/detail',
    title: 'Report',
    data: { ...described, mayResolve: hasRole(ctx.user.role, 'operator') },
  };
}

/** Asks before the change, and says what will follow from it. */
async function confirm({ ctx, params }: AdminRequest, outcome: ReportOutcome): Promise<View | Redirect> {
  const described = await describeReport(ctx.db, idOf(ReportId, params['id']));
  if (described.report.resolvedAt) return { redirect: `/admin/reports/${described.report.id}` };
  const { article } = described.report;
  const comments = article ? await ctx.db.comment.count({ where: { articleId: article.id } }) : 0;
  const title = outcome === 'removed' ? 'Remove it?' : 'Dismiss the report?';
  return {
    template: outcome === 'removed' ? 'reports/remove' : 'reports/dismiss',
    title,
    data: { ...described, comments },
  };
}

async function act({ ctx, params }: AdminRequest, outcome: ReportOutcome): Promise<Redirect> {
  await resolveReport(ctx, idOf(ReportId, params['id']), outcome);
  return { redirect: `/admin/reports?done=${outcome}` };
}
