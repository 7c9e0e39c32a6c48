import { contract } from '@hybrid/contracts';
import type { Tx } from '@hybrid/prisma';
import { audit } from '../../platform/admin/audit.ts';
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
  return planDeletion(ctx, ctx.user);
}

/**
 * Plans the deletion of an account; asked again, the first date stands. Whoever calls it has seen to it that they may.
 *
 * @throws LAST_ADMIN for the only admin who can act.
 */
export async function planDeletion(ctx: Context, person: { id: string; email: string }): Promise<{ dueAt: string }> {
  const planned = await ctx.db.$transaction((tx) => plan(tx, ctx, person));
  await ctx.auth.changed(person.id);
  return planned;
}

async function plan(tx: Tx, ctx: Context, { id, email }: { id: string; email: string }): Promise<{ dueAt: string }> {
  // Asked first: it locks the rows of all admins, in their order, so that two of them cannot leave at the same moment.
  if (await isLastAdmin(tx, id)) throw failure(contract.deletions.request, 'LAST_ADMIN');
  const dueAt = new Date(ctx.now().getTime() + graceDays * 86_400_000);
  const { count } = await tx.user.updateMany({ where: { id, deletionDueAt: null }, data: { deletionDueAt: dueAt } });
  if (count === 0) {
    const { deletionDueAt } = await tx.user.findUniqueOrThrow({ where: { id }, select: { deletionDueAt: true } });
    return { dueAt: (deletionDueAt ?? dueAt).toISOString() };
  }
  const due = dueAt.toISOString();
  const url = new URL('/settings/delete', ctx.publicUrl).href;
  const key = `deletion-planned:${id}:${due}`;
  await sendMail(tx, deletionPlanned, { key, to: email, userId: id, data: { dueAt: due, url } });
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

/** Keeps an account; where no deletion is planned, nothing happens. Whoever calls it has seen to it that they may. */
export async function keepAccount(ctx: Context, id: string): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
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
