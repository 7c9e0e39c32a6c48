import { z } from 'zod';
import { idOf } from '../../platform/admin/fields.ts';
import { question } from '../../platform/admin/phrases.ts';
import {
  type AdminPage,
  type AdminRequest,
  change,
  type Redirect,
  type View,
  view,
} from '../../platform/admin/section.ts';
import { describeReport, ReportId } from './describe-report.ts';
import { reopenReport } from './reopen-report.ts';
import { whyNotUndone } from './who-decided.ts';

/** The page on which a decision is undone, also for whoever comes to the address of the button. */
export const reopenPages: AdminPage[] = [
  view('operator', '/:id/reopen', confirm),
  change('operator', '/:id/reopen', reopen),
];

/** The address at which the decision of a moment is undone. */
export function reopenPath(id: string, decidedAt: Date): string {
  return `/admin/reports/${id}/reopen${question({ decision: decidedAt.toISOString() })}`;
}

/** The decision that is undone, by its moment. */
const Asked = z.object({ decision: z.iso.datetime().transform((text) => new Date(text)) });

async function confirm({ ctx, params, query }: AdminRequest): Promise<View | Redirect> {
  const described = await describeReport(ctx, idOf(ReportId, params['id']));
  const { report, earlier, text } = described;
  const redirect = `/admin/reports/${report.id}`;
  const { data } = Asked.safeParse(query);
  if (!data) return { redirect };
  const at = data.decision;
  const notice = await whyNotUndone(ctx, report, at);
  if (notice !== null) return { redirect, notice };
  const isOfIt = (moment: Date | null | undefined) => moment?.getTime() === at.getTime();
  return {
    template: 'reports/reopen',
    title: 'Undo the decision?',
    data: {
      ...described,
      action: reopenPath(report.id, at),
      together: earlier.filter(({ resolvedAt }) => isOfIt(resolvedAt)).length,
      hidIt: isOfIt(text?.hiddenAt),
    },
  };
}

async function reopen({ ctx, params, query }: AdminRequest): Promise<Redirect> {
  const id = idOf(ReportId, params['id']);
  const redirect = `/admin/reports/${id}`;
  const { data } = Asked.safeParse(query);
  if (!data) return { redirect };
  const reopened = await reopenReport(ctx, id, data.decision);
  if (reopened.isDone) return { redirect, notice: 'Undone. It waits for a moderator again.' };
  const why = await whyNotUndone(ctx, reopened.report, data.decision);
  return { redirect, notice: why ?? 'Not undone: whoever reported it has reported it anew, and that waits.' };
}
