import { demandAccess } from '../../platform/access.ts';
import { audit } from '../../platform/admin/audit.ts';
import { lockOutranked } from '../../platform/admin/outranks.ts';
import type { Context } from '../../platform/context.ts';

/**
 * Signs a person out: in one place, by the id of its session, or everywhere.
 *
 * @returns in how many places; where that was over already, as by its time, in none, and nothing is written down.
 * @throws NOT_FOUND for an unknown id; FORBIDDEN from whoever is not at least an operator or does not outrank them.
 */
export async function endUserSessions(
  ctx: Context,
  { userId, sessionId }: { userId: string; sessionId: string | null },
): Promise<number> {
  demandAccess('operator', ctx.user);
  const ended = await ctx.db.$transaction(async (tx) => {
    await lockOutranked(tx, ctx, userId);
    const where = { userId, expiresAt: { gt: ctx.now() }, ...(sessionId !== null && { id: sessionId }) };
    const { count } = await tx.session.deleteMany({ where });
    if (count === 0) return 0;
    await audit(tx, ctx, {
      action: 'users.sessionsEnded',
      target: `user:${userId}`,
      before: {},
      after: { ended: count, session: sessionId },
    });
    return count;
  });
  await ctx.auth.changed(userId);
  return ended;
}
