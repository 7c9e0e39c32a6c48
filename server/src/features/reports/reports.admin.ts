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

/** The address names what was done, so that nobody can make a page say something else. */
const notices = {
  dismissed: 'Dismissed. It stays where it is.',
  warned: 'Warned. Its author is told, and it stays where it is.',
  hidden: 'Hidden from everybody but its author, who is told why.',
  removed: 'Removed, for everybody.',
  reopened: 'Undone. It waits for a moderator again.',
} as const;
const Done = z.object({
  done: choice(['dismissed', 'warned', 'hidden', 'removed', 'reopened']),
  of: z.uuid().nullable().catch(null),
});

/** What a page says of what was done before it, and which report can be opened again. */
function doneOf({ query }: AdminRequest): { notice: string | undefined; undo: string | null } {
  const { done, of } = Done.parse({ done: null, of: null, ...query });
  const isUndoable = done === 'dismissed' || done === 'hidden';
  return { notice: done ? notices[done] : undefined, undo: isUndoable ? of : null };
}

async function showReports(request: AdminRequest): Promise<View> {
  const { filter, ...found } = await readListing(reportsListing, request);
  const { notice, undo } = doneOf(request);
  return { template: 'reports/list', title: 'Reports', data: { ...found, filter, reasons, undo }, notice };
}

async function showReport(request: AdminRequest): Promise<View> {
  const { ctx, params } = request;
  const described = await describeReport(ctx, idOf(ReportId, params['id']));
  const { notice, undo } = doneOf(request);
  const mayDecide = hasRole(ctx.user.role, 'operator');
  return {
    template: 'reports/detail',
    title: 'Report',
    data: { ...described, mayDecide, mayReopen: mayReopen(described.report.outcome), undo },
    notice,
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
  return { redirect: `/admin/reports/${id}?done=reopened` };
}
