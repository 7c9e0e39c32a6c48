import { z } from 'zod';
import { idOf } from '../../platform/admin/fields.ts';
import {
  type AdminPage,
  type AdminRequest,
  change,
  type Redirect,
  type View,
  view,
} from '../../platform/admin/section.ts';
import type { Context } from '../../platform/context.ts';
import { type Decided, decideReport, type Decision } from './decide-report.ts';
import { askAnew, decisionView, isOpen, isTold, nothingLeft, outcomes, type Verb } from './decision-view.ts';
import { type DescribedReport, describeReport, ReportId } from './describe-report.ts';
import { nextReport } from './list-reports.ts';
import { reopenPath } from './reopen-pages.ts';
import { mayReopen } from './reopen-report.ts';
import { whyNotDecided } from './who-decided.ts';

// Their keys are those of the object, which `Object.keys` does not say.
const verbs = Object.keys(outcomes) as Verb[];

/** A page for each way out of a report, which says what will follow from it, and the change itself. */
export const decisionPages: AdminPage[] = verbs.flatMap((verb) => [
  view('operator', `/:id/${verb}`, (request) => confirm(request, verb)),
  change('operator', `/:id/${verb}`, (request) => act(request, verb)),
]);

/** What the form of a decision sends. */
const Form = z.object({
  words: z.string().trim().max(2000, 'is too long (at most 2000 characters)').catch(''),
  suspends: z.literal('yes').optional().catch(undefined),
});

/** Asks before the change, and says what will follow from it. */
async function confirm({ ctx, params }: AdminRequest, verb: Verb): Promise<View | Redirect> {
  const described = await describeReport(ctx, idOf(ReportId, params['id']));
  const { id, resolvedAt } = described.report;
  if (resolvedAt) return { redirect: `/admin/reports/${id}` };
  if (!isOpen(verb, described)) return nothingLeft(described);
  return decisionView({ ctx, described, verb }, { words: '', problem: null });
}

/** Decides, and says what became of it. */
async function act({ ctx, params, form }: AdminRequest, verb: Verb): Promise<View | Redirect> {
  const id = idOf(ReportId, params['id']);
  const { words, suspends } = Form.parse(form ?? {});
  const described = await describeReport(ctx, id);
  if (described.report.resolvedAt === null && words === '' && isTold(verb, described)) {
    const problem = 'Its author has to be told why: write a sentence.';
    return decisionView({ ctx, described, verb }, { words, problem });
  }
  const decision = { outcome: outcomes[verb], words, suspends: suspends === 'yes' && verb !== 'dismiss' };
  const decided = await decideReport(ctx, id, decision);
  if (decided.state === 'done') return goOn(ctx, described, { decision, decided });
  if (decided.state === 'decided') {
    return { redirect: `/admin/reports/${id}`, notice: await whyNotDecided(ctx, decided.report) };
  }
  return askAnew({ ctx, described: await describeReport(ctx, id), verb }, { words, state: decided.state });
}

interface Done {
  readonly decision: Decision;
  readonly decided: Extract<Decided, { state: 'done' }>;
}

/** Goes on to the next report that waits. */
async function goOn(ctx: Context, { report }: DescribedReport, { decision, decided }: Done): Promise<Redirect> {
  const next = await nextReport(ctx.db, report);
  const undo = mayReopen(decision.outcome) ? { path: reopenPath(report.id, decided.at) } : undefined;
  const redirect = next === null ? '/admin/reports' : `/admin/reports/${next}`;
  return { redirect, notice: { text: notices[decision.outcome]({ decision, decided }), undo } };
}

const notices: Record<Decision['outcome'], (done: Done) => string> = {
  dismissed: () => 'Dismissed. It stays as it is.',
  warned: ({ decided: { isGone } }) =>
    `Warned. Its author is told, and it ${isGone ? 'was deleted already' : 'stays as it is'}.`,
  hidden: ({ decision: { words } }) =>
    words === ''
      ? 'Dealt with. It stays hidden, and its author was told why before.'
      : 'Hidden from everybody but its author, who is told why.',
  removed: () => 'Removed, for everybody.',
};
