import { z } from 'zod';
import { hasRole, roles } from '../../platform/access.ts';
import { readAuditTrail } from '../../platform/admin/audit-trail.ts';
import { textUpTo } from '../../platform/admin/fields.ts';
import {
  type AdminRequest,
  type AdminSection,
  change,
  type Redirect,
  type View,
  view,
} from '../../platform/admin/section.ts';
import type { Context } from '../../platform/context.ts';
import { decideFlag } from '../../platform/flags/flag-rule.ts';
import { changeFlag } from './change-flag.ts';
import { findPeople, readFlagForm } from './flag-form.ts';
import { flagWords, reasonWords } from './flag-words.ts';
import { type FlagSeen, readFlag, readFlags } from './read-flags.ts';
import { undoPages, undoPath } from './undo-pages.ts';

/** Flags: what is turned on, and for whom. */
export const flagsAdmin: AdminSection = {
  path: 'flags',
  title: 'Flags',
  group: 'System',
  access: 'viewer',
  target: 'flag',
  pages: [
    view('viewer', '/', showFlags),
    view('viewer', '/:name', showFlag),
    view('admin', '/:name/change', confirmChange),
    change('admin', '/:name/change', makeChange),
    ...undoPages,
  ],
};

const Question = z.object({ who: textUpTo(40) });

async function showFlags({ ctx }: AdminRequest): Promise<View> {
  const flags = await readFlags(ctx.db);
  return { template: 'flags/list', title: 'Flags', data: { flags, words: wordsOf } };
}

function wordsOf({ rule, people }: FlagSeen): string {
  return flagWords(rule, people);
}

async function showFlag({ ctx, params, query }: AdminRequest): Promise<View> {
  const { who } = Question.parse(query);
  return flagPage(ctx, await readFlag(ctx.db, params['name']), { who });
}

/** The page of a flag, as it is, or with a form that was sent and what is wrong with it. */
async function flagPage(
  ctx: Context,
  flag: FlagSeen,
  { who = '', sent = null, problems = [] }: { who?: string; sent?: unknown; problems?: readonly string[] },
): Promise<View> {
  return {
    template: 'flags/detail',
    title: flag.name,
    data: {
      flag,
      words: wordsOf(flag),
      form: formOf(flag, sent),
      problems,
      roles,
      who,
      answer: who === '' ? null : await askFor(ctx, flag, who),
      trail: await readAuditTrail(ctx, `flag:${flag.name}`),
      mayChange: hasRole(ctx.user.role, 'admin'),
    },
    status: problems.length > 0 ? 422 : 200,
  };
}

/** What stands in the fields: what was sent, else what holds. */
function formOf({ rule, people }: FlagSeen, sent: unknown) {
  const held = { state: rule.state, percent: String(rule.percent), roles: [...rule.roles], people: people.join('\n') };
  return Sent.catch(held).parse(sent ?? held);
}

const Sent = z.object({
  state: z.string().catch(''),
  percent: z.string().catch(''),
  roles: z.union([z.array(z.string()), z.string().transform((one) => [one])]).catch([]),
  people: z.string().catch(''),
});

/** Says whether a flag is on for somebody by name, and why. */
async function askFor({ db }: Context, { name, rule }: FlagSeen, who: string): Promise<string> {
  const person = (await findPeople(db, [who])).get(who.toLowerCase());
  if (!person) return `Nobody is called ${who}.`;
  const { isOn, reason } = decideFlag(name, rule, person);
  return `It is ${isOn ? 'on' : 'off'} for ${person.username}, ${reasonWords[reason]}.`;
}

/** Asks before the change, and says what will follow from it. */
async function confirmChange({ ctx, params, query }: AdminRequest): Promise<View | Redirect> {
  const flag = await readFlag(ctx.db, params['name']);
  if (isEmpty(query)) return { redirect: `/admin/flags/${flag.name}` };
  const wanted = await readFlagForm(ctx.db, query);
  if ('problems' in wanted) return flagPage(ctx, flag, { sent: query, problems: wanted.problems });
  if (wanted.revision !== flag.revision) return flagPage(ctx, flag, { sent: query, problems: [changedMeanwhile] });
  const data = { flag, words: wordsOf(flag), wanted, wantedWords: flagWords(wanted.rule, wanted.people) };
  return { template: 'flags/change', title: `Change ${flag.name}?`, data };
}

const changedMeanwhile = 'Somebody else has changed it meanwhile: look at what holds now, and send it again.';

async function makeChange({ ctx, params, form }: AdminRequest): Promise<View | Redirect> {
  const flag = await readFlag(ctx.db, params['name']);
  if (isEmpty(form)) return { redirect: `/admin/flags/${flag.name}` };
  const wanted = await readFlagForm(ctx.db, form);
  if ('problems' in wanted) return flagPage(ctx, flag, { sent: form, problems: wanted.problems });
  const { rule, revision } = wanted;
  if (await changeFlag(ctx, { name: flag.name, rule, revision })) {
    const at = `/admin/flags/${flag.name}`;
    const text = 'Changed. It is in effect everywhere within a second.';
    return { redirect: at, notice: { text, undo: { path: undoPath(flag.name, revision + 1) } } };
  }
  return flagPage(ctx, await readFlag(ctx.db, flag.name), { sent: form, problems: [changedMeanwhile] });
}

/** Whoever comes by the address alone wants the page of the flag. */
function isEmpty(sent: unknown): boolean {
  return Object.keys(Object(sent)).length === 0;
}
