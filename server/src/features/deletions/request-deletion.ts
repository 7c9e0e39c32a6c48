import { contract } from '@hybrid/contracts';
import type { Tx } from '@hybrid/prisma';
import { demandAccess } from '../../platform/access.ts';
import { audit } from '../../platform/admin/audit.ts';
import { lockOutranked } from '../../platform/admin/outranks.ts';
import { demandProof } from '../../platform/auth/demand-proof.ts';
import type { Context } from '../../platform/context.ts';
import { failure } from '../../platform/failure.ts';
import { sendMail } from '../../platform/mail/send-mail.ts';
import { isLastAdmin } from './last-admin.ts';
import { deletionPlanned } from './mails.ts';

/** How long somebody may think again. */
const graceDays = 14;

/** Plans the deletion of the caller's account; asked again, the first date stands. */
export async function requestDeletion(
  ctx: Context,
  { password, otp }: { password: string; otp?: string | undefined },
): Promise<{ dueAt: string }> {
  const procedure = contract.deletions.request;
  const needsOtp = ctx.user.hasTwoFactor;
  const refusal = await demandProof(ctx, { password, otp: needsOtp ? (otp ?? '') : undefined });
  if (refusal === 'OTP_INVALID' && otp === undefined) throw failure(procedure, 'TWO_FACTOR_REQUIRED');
  if (refusal) throw failure(procedure, refusal);
  return planDeletion(ctx, ctx.user.id);
}

/**
 * Plans the deletion of an account; asked again, the first date stands.
 *
 * @throws LAST_ADMIN for the only admin who can act; where it is another's, NOT_FOUND for an unknown id, and FORBIDDEN from whoever is
 * no admin or does not outrank them.
 */
export async function planDeletion(ctx: Context, id: string): Promise<{ dueAt: string }> {
  const planned = await ctx.db.$transaction((tx) => plan(tx, ctx, id));
  await ctx.auth.changed(id);
  return planned;
}

async function plan(tx: Tx, ctx: Context, id: string): Promise<{ dueAt: string }> {
  // Asked first: it locks the rows of all admins, in their order, so that two of them cannot leave at the same moment.
  const isLast = await isLastAdmin(tx, id);
  await demandOwnOrLesser(tx, ctx, id);
  if (isLast) throw failure(contract.deletions.request, 'LAST_ADMIN');
  const dueAt = new Date(ctx.now().getTime() + graceDays * 86_400_000);
  const [person] = await tx.user.updateManyAndReturn({
    where: { id, deletionDueAt: null },
    data: { deletionDueAt: dueAt },
    select: { email: true },
  });
  if (!person) {
    const { deletionDueAt } = await tx.user.findUniqueOrThrow({ where: { id }, select: { deletionDueAt: true } });
    return { dueAt: (deletionDueAt ?? dueAt).toISOString() };
  }
  const due = dueAt.toISOString();
  const url = new URL('/settings/delete', ctx.publicUrl).href;
  const key = `deletion-planned:${id}:${due}`;
  await sendMail(tx, deletionPlanned, { key, to: person.email, userId: id, data: { dueAt: due, url } });
  await audit(tx, ctx, {
    action: 'users.deletionPlanned',
    target: `user:${id}`,
    before: { deletionDueAt: null },
    after: { deletionDueAt: due },
  });
  return { dueAt: due };
}

/** Keeps the caller's account; where no deletion is planned, nothing happens. */
export async function cancelDeletion(ctx: Context): Promise<null> {
  await keepAccount(ctx, ctx.user.id);
  return null;
}

/**
 * Keeps an account; where no deletion is planned, nothing happens.
 *
 * @throws as {@link planDeletion}, but for LAST_ADMIN.
 */
export async function keepAccount(ctx: Context, id: string): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    await demandOwnOrLesser(tx, ctx, id);
    const [found] = await tx.$queryRaw<{ deletionDueAt: Date | null }[]>`
      SELECT deletion_due_at AS "deletionDueAt" FROM "user" WHERE id = ${id} FOR UPDATE`;
    if (!found?.deletionDueAt) return;
    await tx.user.update({ where: { id }, data: { deletionDueAt: null } });
    await audit(tx, ctx, {
      action: 'users.deletionCancelled',
      target: `user:${id}`,
      before: { deletionDueAt: found.deletionDueAt.toISOString() },
      after: { deletionDueAt: null },
    });
  });
  await ctx.auth.changed(id);
}

/** With the row locked: whoever is promoted at this moment is not deleted by somebody of their own rank. */
async function demandOwnOrLesser(tx: Tx, ctx: Context, id: string): Promise<void> {
  if (id === ctx.user.id) return;
  demandAccess('admin', ctx.user);
  await lockOutranked(tx, ctx, id);
}
