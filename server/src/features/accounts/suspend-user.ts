import type { Tx } from '@hybrid/prisma';
import { demandAccess } from '../../platform/access.ts';
import { audit } from '../../platform/admin/audit.ts';
import { lockOutranked } from '../../platform/admin/outranks.ts';
import type { Context } from '../../platform/context.ts';
import { tellOfStanding } from '../../platform/events/announce.ts';
import { type Switch, takeBack, type TakenBack } from '../../platform/admin/take-back.ts';

/** How the audit log tells of suspensions. */
export function suspensionOf(id: string): Switch {
  const states = { 'users.suspended': 'suspended', 'users.restored': 'not suspended' };
  return { target: `user:${id}`, states };
}

/**
 * Suspends somebody: they are signed out everywhere and cannot sign in again.
 *
 * @throws NOT_FOUND for an unknown id; FORBIDDEN for oneself, for staff of one's own rank or above, and from whoever is
 * not at least an operator.
 * @returns the line of the audit log by which this is taken back; null where they were suspended already.
 */
export async function suspendUser(ctx: Context, id: string): Promise<string | null> {
  return asOperator(ctx, id, (tx) => changeSuspension(tx, ctx, { id, suspendedAt: ctx.now() }));
}

/**
 * Lets a suspended person sign in again; throws as `suspendUser` does.
 *
 * @returns the line of the audit log by which this is taken back; null where they were not suspended.
 */
export async function restoreUser(ctx: Context, id: string): Promise<string | null> {
  return asOperator(ctx, id, (tx) => changeSuspension(tx, ctx, { id, suspendedAt: null }));
}

/** What ends a suspension, and what begins one. */
export type SuspensionStep = 'suspend' | 'restore';

/**
 * Takes back a suspension, or its end, as long as nobody has suspended or restored the same person since; throws as `suspendUser` does.
 *
 * @param line of the audit log: what is taken back, by this step.
 */
export async function takeBackSuspension(
  ctx: Context,
  id: string,
  { line, step }: { line: string; step: SuspensionStep },
): Promise<TakenBack<SuspensionStep>> {
  return asOperator(ctx, id, async (tx) => {
    // Locked before the log is read: whoever suspends them at this moment has written their line, or waits.
    await lockOutranked(tx, ctx, id);
    const undone = step === 'restore' ? 'users.suspended' : 'users.restored';
    const suspendedAt = step === 'suspend' ? ctx.now() : null;
    return takeBack(tx, { what: suspensionOf(id), line }, async ({ action }) => ({
      act: step,
      line: action === undone ? await changeSuspension(tx, ctx, { id, suspendedAt }) : null,
    }));
  });
}

/**
 * Suspends somebody in the transaction of what they are suspended for; throws as `suspendUser` does. After it, `auth.changed` has
 * them refused at once.
 *
 * @public
 */
export async function suspendWithin(tx: Tx, ctx: Context, id: string): Promise<void> {
  demandAccess('operator', ctx.user);
  await changeSuspension(tx, ctx, { id, suspendedAt: ctx.now() });
}

async function asOperator<T>(ctx: Context, id: string, change: (tx: Tx) => Promise<T>): Promise<T> {
  // The pages ask for it as well; this is for whoever calls from elsewhere.
  demandAccess('operator', ctx.user);
  const result = await ctx.db.$transaction(change);
  // The transaction tells of it as well, by a job, should this process end here.
  await ctx.auth.changed(id);
  return result;
}

async function changeSuspension(
  tx: Tx,
  ctx: Context,
  { id, suspendedAt }: { id: string; suspendedAt: Date | null },
): Promise<string | null> {
  const found = await lockOutranked(tx, ctx, id);
  if ((found.suspendedAt === null) === (suspendedAt === null)) return null;
  await tx.user.update({ where: { id }, data: { suspendedAt } });
  if (suspendedAt) await tx.session.deleteMany({ where: { userId: id } });
  await tellOfStanding(tx, id);
  return audit(tx, ctx, {
    action: suspendedAt ? 'users.suspended' : 'users.restored',
    target: `user:${id}`,
    before: { suspendedAt: instant(found.suspendedAt) },
    after: { suspendedAt: instant(suspendedAt) },
  });
}

function instant(moment: Date | null): string | null {
  return moment?.toISOString() ?? null;
}
