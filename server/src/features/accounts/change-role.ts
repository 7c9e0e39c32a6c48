import type { Tx } from '@hybrid/prisma';
import { demandAccess, type Role } from '../../platform/access.ts';
import { audit } from '../../platform/admin/audit.ts';
import type { Context } from '../../platform/context.ts';
import { tellOfStanding } from '../../platform/events/announce.ts';
import { platformFailure } from '../../platform/failure.ts';
import { isLastAdmin } from '../deletions/index.ts';

/**
 * Gives a person another role.
 *
 * @returns whether they had another before, or `LAST_ADMIN` where they are the only admin who can act.
 * @throws NOT_FOUND for an unknown id; FORBIDDEN for oneself, and from whoever is no admin.
 */
export async function changeRole(
  ctx: Context,
  { id, role }: { id: string; role: Role },
): Promise<boolean | 'LAST_ADMIN'> {
  demandAccess('admin', ctx.user);
  if (id === ctx.user.id) throw platformFailure('FORBIDDEN');
  const changed = await ctx.db.$transaction((tx) => change(tx, ctx, { id, role }));
  await ctx.auth.changed(id);
  return changed;
}

async function change(tx: Tx, ctx: Context, { id, role }: { id: string; role: Role }): Promise<boolean | 'LAST_ADMIN'> {
  // Asked first: it locks the rows of all admins, in their order, so that two of them cannot take each other's role at once.
  const isLast = await isLastAdmin(tx, id);
  const [found] = await tx.$queryRaw<{ role: Role }[]>`SELECT role FROM "user" WHERE id = ${id} FOR UPDATE`;
  if (!found) throw platformFailure('NOT_FOUND');
  if (found.role === role) return false;
  if (isLast) return 'LAST_ADMIN';
  // Whoever lost theirs while this waited gives nobody another.
  const [actor] = await tx.$queryRaw<{ role: Role }[]>`
    SELECT role FROM "user" WHERE id = ${ctx.user.id} AND suspended_at IS NULL`;
  demandAccess('admin', actor ?? null);
  await tx.user.update({ where: { id }, data: { role } });
  await tellOfStanding(tx, id);
  await audit(tx, ctx, {
    action: 'users.roleChanged',
    target: `user:${id}`,
    before: { role: found.role },
    after: { role },
  });
  return true;
}
