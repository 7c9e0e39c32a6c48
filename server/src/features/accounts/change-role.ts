import type { Db, Tx } from '@hybrid/prisma';
import { z } from 'zod';
import { demandAccess, type Role, roles } from '../../platform/access.ts';
import { audit } from '../../platform/admin/audit.ts';
import { lastChange } from '../../platform/admin/last-change.ts';
import type { Context } from '../../platform/context.ts';
import { tellOfStanding } from '../../platform/events/announce.ts';
import { platformFailure } from '../../platform/failure.ts';
import { isLastAdmin } from '../deletions/index.ts';

/** What the audit log says of a change of somebody's role. */
export interface RoleChange {
  readonly line: string;
  readonly actorId: string;
  readonly before: Role;
  readonly after: Role;
}

/** What became of a change of somebody's role. */
export type RoleOutcome =
  | { readonly state: 'changed'; readonly role: Role; readonly line: string }
  /** They had the role already. */
  | { readonly state: 'unchanged'; readonly role: Role }
  /** They have another role than whoever asked was shown, or something newer was done to it than what is taken back. */
  | { readonly state: 'stale'; readonly role: Role }
  /** They are the only admin who can act. */
  | { readonly state: 'last-admin'; readonly role: Role };

const action = 'users.roleChanged';

/**
 * Gives a person another role.
 *
 * @param shown the role they had as it was asked for: where they have another by now, nothing is changed.
 * @throws NOT_FOUND for an unknown id; FORBIDDEN for oneself, and from whoever is no admin.
 */
export async function changeRole(
  ctx: Context,
  { id, role, shown }: { id: string; role: Role; shown: Role },
): Promise<RoleOutcome> {
  return inTurn(ctx, id, async (_tx, now) => (now === shown || now === role ? role : 'stale'));
}

/**
 * Gives a person the role back that they had before a change, as long as that is the last that was done to it; throws as
 * {@link changeRole}.
 *
 * @param line of the audit log: what is taken back.
 */
export async function takeBackRole(ctx: Context, { id, line }: { id: string; line: string }): Promise<RoleOutcome> {
  return inTurn(ctx, id, async (tx, now) => {
    const last = await lastRoleChange(tx, id);
    return last?.line === line && last.after === now ? last.before : 'stale';
  });
}

const Logged = z.object({ role: z.enum(roles) });

/** Reads the last change of somebody's role; null where the log has none. */
export async function lastRoleChange(db: Db | Tx, id: string): Promise<RoleChange | null> {
  const last = await lastChange(db, { target: `user:${id}`, actions: [action] });
  if (!last) return null;
  const { role: before } = Logged.parse(last.before);
  const { role: after } = Logged.parse(last.after);
  return { line: last.id, actorId: last.actorId, before, after };
}

/** Decides by the role that somebody has while their row is locked. */
type Choose = (tx: Tx, now: Role) => Promise<Role | 'stale'>;

async function inTurn(ctx: Context, id: string, choose: Choose): Promise<RoleOutcome> {
  demandAccess('admin', ctx.user);
  if (id === ctx.user.id) throw platformFailure('FORBIDDEN');
  const outcome = await ctx.db.$transaction((tx) => change(tx, ctx, { id, choose }));
  await ctx.auth.changed(id);
  return outcome;
}

async function change(tx: Tx, ctx: Context, { id, choose }: { id: string; choose: Choose }): Promise<RoleOutcome> {
  // Asked first: it locks the rows of all admins, in their order, so that two of them cannot take each other's role at once.
  const isLast = await isLastAdmin(tx, id);
  const [found] = await tx.$queryRaw<{ role: Role }[]>`SELECT role FROM "user" WHERE id = ${id} FOR UPDATE`;
  if (!found) throw platformFailure('NOT_FOUND');
  const role = await choose(tx, found.role);
  if (role === 'stale') return { state: 'stale', role: found.role };
  if (role === found.role) return { state: 'unchanged', role };
  if (isLast) return { state: 'last-admin', role: found.role };
  // Whoever lost theirs while this waited gives nobody another.
  const [actor] = await tx.$queryRaw<{ role: Role }[]>`
    SELECT role FROM "user" WHERE id = ${ctx.user.id} AND suspended_at IS NULL`;
  demandAccess('admin', actor ?? null);
  await tx.user.update({ where: { id }, data: { role } });
  await tellOfStanding(tx, id);
  const line = await audit(tx, ctx, { action, target: `user:${id}`, before: { role: found.role }, after: { role } });
  return { state: 'changed', role, line };
}
