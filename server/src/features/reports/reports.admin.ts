import { hasRole } from '../../platform/access.ts';
import { downloads } from '../../platform/admin/downloads.ts';
import { idOf } from '../../platform/admin/fields.ts';
import { readListing } from '../../platform/admin/listing.ts';
import { type AdminRequest, type AdminSection, type View, view } from '../../platform/admin/section.ts';
import { decisionPages } from './decision-pages.ts';
import { describeReport, ReportId } from './describe-report.ts';
import { reasons, reportsListing } from './reports-listing.ts';
import { reopenPages, reopenPath } from './reopen-pages.ts';
import { mayReopen } from './reopen-report.ts';

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
    ...decisionPages,
    ...reopenPages,
  ],
};

async function showReports(request: AdminRequest): Promise<View> {
  const { filter, ...found } = await readListing(reportsListing, request);
  return { template: 'reports/list', title: 'Reports', data: { ...found, filter, reasons } };
}

async function showReport({ ctx, params }: AdminRequest): Promise<View> {
  const described = await describeReport(ctx, idOf(ReportId, params['id']));
  const mayDecide = hasRole(ctx.user.role, 'operator');
  const { id, outcome, resolvedAt } = described.report;
  const reopen = resolvedAt !== null && mayReopen(outcome) ? reopenPath(id, resolvedAt) : null;
  return {
    template: 'reports/detail',
    title: 'Report',
    data: { ...described, mayDecide, reopen },
  };
}
