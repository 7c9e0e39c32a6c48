import { hasRole } from '../../platform/access.ts';
import { downloads } from '../../platform/admin/downloads.ts';
import { idOf } from '../../platform/admin/fields.ts';
import { readListing } from '../../platform/admin/listing.ts';
import {
  type AdminRequest,
  type AdminSection,
  change,
  type Redirect,
  type View,
  view,
} from '../../platform/admin/section.ts';
import { decisionPages, ReportId } from './decision-pages.ts';
import { describeReport } from './describe-report.ts';
import { reasons, reportsListing } from './reports-listing.ts';
import { mayReopen, reopenReport } from './reopen-report.ts';

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
    view('operator', '/:id/reopen', confirmReopening),
    change('operator', '/:id/reopen', reopen),
  ],
};

async function showReports(request: AdminRequest): Promise<View> {
  const { filter, ...found } = await readListing(reportsListing, request);
  return { template: 'reports/list', title: 'Reports', data: { ...found, filter, reasons } };
}

async function showReport({ ctx, params }: AdminRequest): Promise<View> {
  const described = await describeReport(ctx, idOf(ReportId, params['id']));
  const mayDecide = hasRole(ctx.user.role, 'operator');
  return {
    template: 'reports/detail',
    title: 'Report',
    data: { ...described, mayDecide, mayReopen: mayReopen(described.report.outcome) },
  };
}

async function confirmReopening({ ctx, params }: AdminRequest): Promise<View | Redirect> {
  const described = await describeReport(ctx, idOf(ReportId, params['id']));
  const { id, outcome, resolvedAt } = described.report;
  if (!mayReopen(outcome)) return { redirect: `/admin/reports/${id}` };
  const together =
    resolvedAt === null ? 0 : described.earlier.filter((one) => one.resolvedAt?.getTime() === resolvedAt.getTime());
  return {
    template: 'reports/reopen',
    title: 'Undo the decision?',
    data: { ...described, together: together === 0 ? 0 : together.length },
  };
}

async function reopen({ ctx, params }: AdminRequest): Promise<Redirect> {
  const id = idOf(ReportId, params['id']);
  await reopenReport(ctx, id);
  return { redirect: `/admin/reports/${id}`, notice: 'Undone. It waits for a moderator again.' };
}
