import { z } from 'zod';
import { byWhom } from '../../platform/admin/last-change.ts';
import { question } from '../../platform/admin/phrases.ts';
import {
  type AdminPage,
  type AdminRequest,
  change,
  type Redirect,
  type View,
  view,
} from '../../platform/admin/section.ts';
import { namesOf } from '../../platform/admin/who-acted.ts';
import type { Context } from '../../platform/context.ts';
import { readFormer, undoFlag } from './change-flag.ts';
import { flagWords } from './flag-words.ts';
import { type FlagSeen, readFlag } from './read-flags.ts';

/** The page on which a change of a flag is taken back, also for whoever comes to the address of the button. */
export const undoPages: AdminPage[] = [
  view('admin', '/:name/undo', confirmUndo),
  change('admin', '/:name/undo', undoChange),
];

/** The address at which a change is taken back. */
export function undoPath(name: string, revision: number): string {
  return `/admin/flags/${name}/undo${question({ revision: String(revision) })}`;
}

/** The state that the change led to. */
const Asked = z.object({ revision: z.coerce.number().int().nonnegative().max(2_147_483_647) });

async function confirmUndo({ ctx, params, query }: AdminRequest): Promise<View | Redirect> {
  const flag = await readFlag(ctx.db, params['name']);
  const { data } = Asked.safeParse(query);
  if (!data) return { redirect: pathOf(flag) };
  const { revision } = data;
  const { rule } = await readFormer(ctx, { name: flag.name, revision });
  if (!rule) return refuse(ctx, flag, revision);
  const named = await namesOf(ctx.db, rule.userIds);
  const formerWords = flagWords(
    rule,
    rule.userIds.flatMap((id) => named(id).username ?? []),
  );
  const words = flagWords(flag.rule, flag.people);
  const action = undoPath(flag.name, revision);
  return {
    template: 'flags/undo',
    title: `Undo the change of ${flag.name}?`,
    data: { flag, words, formerWords, action },
  };
}

async function undoChange({ ctx, params, query }: AdminRequest): Promise<Redirect> {
  const flag = await readFlag(ctx.db, params['name']);
  const { data } = Asked.safeParse(query);
  if (!data) return { redirect: pathOf(flag) };
  const { revision } = data;
  if (!(await undoFlag(ctx, { name: flag.name, revision }))) return refuse(ctx, flag, revision);
  return { redirect: pathOf(flag), notice: 'It is again as it was.' };
}

async function refuse(ctx: Context, flag: FlagSeen, revision: number): Promise<Redirect> {
  const { isChanged, changedBy } = await readFormer(ctx, { name: flag.name, revision });
  if (changedBy === null) return { redirect: pathOf(flag), notice: 'Not undone: nobody has changed it.' };
  const who = await byWhom(ctx, { actorId: changedBy });
  const notice = isChanged
    ? `Not undone: it was changed since ${who}.`
    : `Not undone: it was changed ${who}${whose(ctx, changedBy)}.`;
  return { redirect: pathOf(flag), notice };
}

function whose({ user }: Context, changedBy: string): string {
  return changedBy === user.id ? ', and nothing is kept of what held before' : ', who alone takes that back';
}

function pathOf({ name }: FlagSeen): string {
  return `/admin/flags/${name}`;
}
