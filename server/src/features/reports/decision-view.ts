import { outranks } from '../../platform/admin/outranks.ts';
import type { AdminRequest, Redirect, View } from '../../platform/admin/section.ts';
import type { Decided } from './decide-report.ts';
import type { DescribedReport } from './describe-report.ts';

/** The ways out of a report, by the verb of its page. */
export const outcomes = { dismiss: 'dismissed', warn: 'warned', hide: 'hidden', remove: 'removed' } as const;
export type Verb = keyof typeof outcomes;

/** Who asks for which way out of which report. */
export interface Asked {
  readonly ctx: AdminRequest['ctx'];
  readonly described: DescribedReport;
  readonly verb: Verb;
}

/** What was written into the form, and what is wrong with that. */
interface Said {
  readonly words: string;
  readonly problem: string | null;
  readonly status?: number;
}

/** The page that says what will follow from a decision. */
export async function decisionView(
  asked: Asked,
  { words, problem, status = problem ? 422 : 200 }: Said,
): Promise<View> {
  const { ctx, described, verb } = asked;
  const { articleId, isOfComment } = described.report;
  // What goes along with an article that is removed.
  const comments = articleId === null ? 0 : await ctx.db.comment.count({ where: { articleId } });
  const asksForWords = isTold(verb, described);
  const what = isOfComment ? 'comment' : 'article';
  return {
    template: 'reports/decide',
    title: verb === 'hide' && !asksForWords ? `Leave the ${what} hidden?` : titles[verb](what),
    data: { ...described, words, problem, verb, comments, mayAlsoSuspend: mayAlsoSuspend(asked), asksForWords },
    status,
  };
}

const titles: Record<Verb, (what: string) => string> = {
  dismiss: () => 'Dismiss the report?',
  warn: () => 'Warn its author?',
  hide: (what) => `Hide the ${what}?`,
  remove: (what) => `Remove the ${what}?`,
};

function mayAlsoSuspend({ ctx, described: { author }, verb }: Asked): boolean {
  return verb !== 'dismiss' && author?.suspendedAt === null && outranks(ctx.user, author);
}

/** Whether its author gets words of the moderators with it: not where it is hidden already, as they had those of whoever hid it. */
export function isTold(verb: Verb, { text }: Pick<DescribedReport, 'text'>): boolean {
  return verb === 'warn' || (verb === 'hide' && !text?.hiddenAt);
}

/** Whether it can be decided so: of what is gone nothing is hidden or removed, and nobody is warned who has left. */
export function isOpen(verb: Verb, { isGone, report }: Pick<DescribedReport, 'isGone' | 'report'>): boolean {
  return verb === 'dismiss' || !isGone || (verb === 'warn' && report.authorId !== null);
}

/** Says that it is gone, on the page of the report. */
export function nothingLeft({ report }: Pick<DescribedReport, 'report'>): Redirect {
  const left = report.authorId === null ? 'Its author has left as well.' : 'Its author can still be warned.';
  return { redirect: `/admin/reports/${report.id}`, notice: `Nothing was done: it was deleted meanwhile. ${left}` };
}

type NotAsSeen = Exclude<Decided['state'], 'done' | 'decided'>;

const problems: Record<NotAsSeen, string> = {
  gone: 'Nothing was hidden: it was deleted meanwhile. Its author can be warned in these words.',
  hidden: 'Nothing was done: somebody has hidden it already, and your words were not sent.',
  shown: 'Nothing was done: it is shown again. Its author has to be told why it is hidden.',
};

/** Says what it is by now, where that is not what was decided about, and asks again; what was written is not lost. */
export async function askAnew(
  { verb, ...asked }: Asked,
  { words, state }: { words: string; state: NotAsSeen },
): Promise<View | Redirect> {
  const isGone = state === 'gone';
  if (isGone && (words === '' || !isOpen('warn', asked.described))) return nothingLeft(asked.described);
  return decisionView({ ...asked, verb: isGone ? 'warn' : verb }, { words, problem: problems[state], status: 409 });
}
