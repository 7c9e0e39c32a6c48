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
import { maySuspend } from '../accounts/index.ts';
import { decideReport } from './decide-report.ts';
import { type DescribedReport, describeReport } from './describe-report.ts';
import { nextReport } from './list-reports.ts';
import { mayReopen } from './reopen-report.ts';

/** The id of a report, in an address. */
export const ReportId = z.uuid();

/** The ways out of a report, by the verb of its page. */
const outcomes = { dismiss: 'dismissed', warn: 'warned', hide: 'hidden', remove: 'removed' } as const;
type Verb = keyof typeof outcomes;
// Their keys are those of the object, which `Object.keys` does not say.
const verbs = Object.keys(outcomes) as Verb[];

const notices = {
  dismissed: 'Dismissed. It stays where it is.',
  warned: 'Warned. Its author is told, and it stays where it is.',
  hidden: 'Hidden from everybody but its author, who is told why.',
  removed: 'Removed, for everybody.',
} as const;

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
  return decisionView({ ctx, described, verb }, { words: '', problem: null });
}

async function decisionView(
  { ctx, described, verb }: { ctx: AdminRequest['ctx']; described: DescribedReport; verb: Verb },
  said: { words: string; problem: string | null },
): Promise<View> {
  const { report, author } = described;
  // What goes along with an article that is removed.
  const comments =
    report.articleId === null ? 0 : await ctx.db.comment.count({ where: { articleId: report.articleId } });
  const mayAlsoSuspend = verb !== 'dismiss' && author?.suspendedAt === null && maySuspend(ctx.user, author);
  return {
    template: 'reports/decide',
    title: titles[verb](report.isOfComment ? 'comment' : 'article'),
    data: { ...described, ...said, verb, comments, mayAlsoSuspend },
    status: said.problem ? 422 : 200,
  };
}

const titles: Record<Verb, (what: string) => string> = {
  dismiss: () => 'Dismiss the report?',
  warn: () => 'Warn its author?',
  hide: (what) => `Hide the ${what}?`,
  remove: (what) => `Remove the ${what}?`,
};

/** Decides, and goes on to the next report that waits. */
async function act({ ctx, params, form }: AdminRequest, verb: Verb): Promise<View | Redirect> {
  const id = idOf(ReportId, params['id']);
  const { words, suspends } = Form.parse(form ?? {});
  const described = await describeReport(ctx, id);
  if (isTold(verb) && words === '') {
    const problem = 'Its author has to be told why: write a sentence.';
    return decisionView({ ctx, described, verb }, { words: '', problem });
  }
  const outcome = outcomes[verb];
  await decideReport(ctx, id, { outcome, words, suspends: suspends === 'yes' && verb !== 'dismiss' });
  const { report } = described;
  const next = await nextReport(ctx.db, report);
  const redirect = next === null ? '/admin/reports' : `/admin/reports/${next}`;
  if (report.resolvedAt !== null) return { redirect, notice: 'Somebody had dealt with it already.' };
  const undo = mayReopen(outcome) ? { path: `/admin/reports/${id}/reopen` } : undefined;
  return { redirect, notice: { text: notices[outcome], undo } };
}

/** Whether its author gets words of the moderators with it. */
function isTold(verb: Verb): boolean {
  return verb === 'hide' || verb === 'warn';
}
