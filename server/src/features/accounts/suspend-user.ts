import type { Tx } from '@hybrid/prisma';
import type { Context } from '../../platform/context.ts';
import { platformFailure } from '../../platform/failure.ts';
import { audit } from '../../platform/admin/audit.ts';
import { tellOfStanding } from '../../platform/events/announce.ts';
import { demandAccess, hasRole, type Role } from '../../platform/access.ts';

/**
 * Suspends somebody: they are signed out everywhere and cannot sign in again.
 *
 * @throws NOT_FOUND for an unknown id; FORBIDDEN for oneself, for staff of one's own rank or above, and from whoever is
 * not at least an operator.
 * @returns whether they were not suspended before.
 */
export async function suspendUser(ctx: Context, id: string): Promise<boolean> {
  return setSuspension(ctx, id, ctx.now());
}

/** Lets a suspended person sign in again; throws as `suspendUser` does, and tells whether they were suspended before. */
export async function restoreUser(ctx: Context, id: string): Promise<boolean> {
  return setSuspension(ctx, id, null);
}

/** Tells whether the caller may suspend or restore somebody: never oneself, and never one's own rank or above. */
export function maySuspend(user: Context['user'], target: Pick<Context['user'], 'id' | 'role'>): boolean {
  return target.id !== user.id && (target.role === 'user' || !hasRole(target.role, user.role));
}

async function setSuspension(ctx: Context, id: string, suspendedAt: Date | null): Promise<boolean> {
  // The pages ask for it as well; this is for whoever calls from elsewhere.
  demandAccess('operator', ctx.user);
  const isChanged = await ctx.db.$transaction((tx) => changeSuspension(tx, ctx, { id, suspendedAt }));
  // The transaction tells of it as well, by a job, should this process end here.
  await ctx.auth.changed(id);
  return isChanged;
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

async function changeSuspension(
  tx: Tx,
  ctx: Context,
  { id, suspendedAt }: { id: string; suspendedAt: Date | null },
): Promise<boolean> {
  const found = await lockUser(tx, id);
  if (!maySuspend(ctx.user, found)) throw platformFailure('FORBIDDEN');
  if ((found.suspendedAt === null) === (suspendedAt === null)) return false;
  await tx.user.update({ where: { id }, data: { suspendedAt } });
  if (suspendedAt) await tx.session.deleteMany({ where: { userId: id } });
  await tellOfStanding(tx, id);
  await audit(tx, ctx, {
    action: suspendedAt ? 'users.suspended' : 'users.restored',
    target: `user:${id}`,
    before: { suspendedAt: instant(found.suspendedAt) },
    after: { suspendedAt: instant(suspendedAt) },
  });
  return true;
}

/** Locked, so that two members of staff who act at once are told the truth, and only one of them leaves a mark. */
async function lockUser(tx: Tx, id: string) {
  const [found] = await tx.$queryRaw<{ id: string; role: Role; suspendedAt: Date | null }[]>`
    SELECT id, role, suspended_at AS "suspendedAt" FROM "user" WHERE id = ${id} FOR UPDATE`;
  if (!found) throw platformFailure('NOT_FOUND');
  return found;
}

function instant(moment: Date | null): string | null {
  return moment?.toISOString() ?? null;
}
