import { readAuditTrail } from '../../platform/admin/audit-trail.ts';
import { redact } from '../../platform/admin/redaction.ts';
import type { Context } from '../../platform/context.ts';
import { platformFailure } from '../../platform/failure.ts';
import { userRedactions } from './user-redactions.ts';
import { countWorks } from './works.ts';

const columns = {
  id: true,
  username: true,
  email: true,
  emailVerified: true,
  bio: true,
  image: true,
  role: true,
  suspendedAt: true,
  twoFactorEnabled: true,
  deletionDueAt: true,
  createdAt: true,
  updatedAt: true,
} as const;

/**
 * Tells staff what is known of one person, as far as they may see it.
 *
 * @throws NOT_FOUND for an unknown id.
 */
export async function describeUser(ctx: Pick<Context, 'db' | 'now' | 'user'>, id: string) {
  const { db, now } = ctx;
  const user = await db.user.findUnique({ where: { id }, select: columns });
  if (!user) throw platformFailure('NOT_FOUND');
  const [sessions, works, trail] = await Promise.all([
    db.session.aggregate({ where: { userId: id, expiresAt: { gt: now() } }, _count: true, _max: { createdAt: true } }),
    countWorks(db, id),
    readAuditTrail(ctx, `user:${id}`),
  ]);
  return {
    user: redact(user, userRedactions, ctx.user.role),
    works,
    trail,
    sessions: { count: sessions._count, newestAt: sessions._max.createdAt },
  };
}
