import { demandAccess } from '../../platform/access.ts';
import { audit } from '../../platform/admin/audit.ts';
import type { Context } from '../../platform/context.ts';

/**
 * Signs a person out: in one place, by the id of its session, or everywhere.
 *
 * @returns in how many places; where that was over already, in none, and nothing is written down.
 * @throws FORBIDDEN from whoever is not at least an operator.
 */
export async function endUserSessions(
  ctx: Context,
  { userId, sessionId }: { userId: string; sessionId: string | null },
): Promise<number> {
  demandAccess('operator', ctx.user);
  const ended = await ctx.db.$transaction(async (tx) => {
    const { count } = await tx.session.deleteMany({ where: { userId, ...(sessionId !== null && { id: sessionId }) } });
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
