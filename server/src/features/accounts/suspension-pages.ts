import { z } from 'zod';
import { idOf } from '../../platform/admin/fields.ts';
import { byWhom } from '../../platform/admin/last-change.ts';
import { outranks } from '../../platform/admin/outranks.ts';
import {
  type AdminPage,
  type AdminRequest,
  change,
  type Notice,
  type Redirect,
  type View,
  view,
} from '../../platform/admin/section.ts';
import type { Context } from '../../platform/context.ts';
import { platformFailure } from '../../platform/failure.ts';
import { lastSwitch, whyNot, whyNotAsked } from '../../platform/admin/take-back.ts';
import { describeUser } from './describe-user.ts';
import { restoreUser, suspendUser, suspensionOf, type SuspensionStep, takeBackSuspension } from './suspend-user.ts';

/** Where somebody is suspended or restored, and either is taken back. */
export const suspensionPages: readonly AdminPage[] = (['suspend', 'restore'] as const).flatMap((step) => [
  view('operator', `/:id/${step}`, (request) => confirm(request, step)),
  change('operator', `/:id/${step}`, (request) => act(request, step)),
]);

const UserId = z.uuid();

/** The line of the audit log that is taken back, where something is. */
const Undo = z.object({ undo: z.uuid().nullable().catch(null) });

function lineOf({ query, form }: AdminRequest): string | null {
  return Undo.parse({ undo: null, ...query, ...Object(form) }).undo;
}

/** Asks before the change, and says what will follow from it. */
async function confirm(request: AdminRequest, step: SuspensionStep): Promise<View | Redirect> {
  const { ctx, params } = request;
  const described = await describeUser(ctx, idOf(UserId, params['id']));
  const { user } = described;
  if (!outranks(ctx.user, user)) throw platformFailure('FORBIDDEN');
  const redirect = `/admin/users/${user.id}`;
  const line = lineOf(request);
  if (line !== null) {
    const state = user.suspendedAt === null ? 'not suspended' : 'suspended';
    const notice = await whyNotAsked(ctx, suspensionOf(user.id), { line, state });
    if (notice !== null) return { redirect, notice };
  }
  // Somebody else was faster, or the page is old: there is nothing left to ask.
  if ((user.suspendedAt === null) === (step === 'restore')) return { redirect };
  const title = step === 'suspend' ? `Suspend ${user.username}?` : `Restore ${user.username}?`;
  return { template: `users/${step}`, title, data: { ...described, undo: line } };
}

async function act(request: AdminRequest, step: SuspensionStep): Promise<Redirect> {
  const { ctx, params } = request;
  const id = idOf(UserId, params['id']);
  const line = lineOf(request);
  const notice = await (line === null ? carryOut(ctx, id, step) : takeBack(ctx, id, { line, step }));
  return { redirect: `/admin/users/${id}`, notice };
}

async function carryOut(ctx: Context, id: string, step: SuspensionStep): Promise<Notice> {
  const line = await (step === 'suspend' ? suspendUser : restoreUser)(ctx, id);
  return line === null ? { text: await whyNothing(ctx, id, step) } : doneNotice(id, { step, line });
}

async function takeBack(
  ctx: Context,
  id: string,
  { line, step }: { line: string; step: SuspensionStep },
): Promise<Notice> {
  const taken = await takeBackSuspension(ctx, id, { line, step });
  if (taken.isDone) return doneNotice(id, { step, line: taken.line });
  return { text: await whyNot(ctx, suspensionOf(id), { last: taken.last, line }) };
}

const words = {
  suspend: {
    done: 'Suspended. All sessions have ended.',
    already: 'They were suspended already',
    action: 'users.suspended',
  },
  restore: { done: 'Restored. Signing in works again.', already: 'They were not suspended', action: 'users.restored' },
} as const;

/** Who did before what was asked for now: that is none of theirs to take back. */
async function whyNothing(ctx: Context, id: string, step: SuspensionStep): Promise<string> {
  const { already, action } = words[step];
  const last = await lastSwitch(ctx.db, suspensionOf(id));
  // Nobody who is in the log did it, or nobody ever suspended them.
  if (last?.action !== action) return `${already}. Nothing was changed.`;
  return `${already}: it was done ${await byWhom(ctx, last)}. Nothing was changed.`;
}

function doneNotice(id: string, { step, line }: { step: SuspensionStep; line: string }): Notice {
  const opposite = step === 'suspend' ? 'restore' : 'suspend';
  return { text: words[step].done, undo: { path: `/admin/users/${id}/${opposite}?undo=${line}` } };
}
