import { readAuditTrail } from '../../platform/admin/audit-trail.ts';
import type { Context } from '../../platform/context.ts';
import { platformFailure } from '../../platform/failure.ts';
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
  createdAt: true,
  updatedAt: true,
} as const;

/**
 * Tells staff what is known of one person.
 *
 * @throws NOT_FOUND for an unknown id.
 */
export async function describeUser({ db, now }: Pick<Context, 'db' | 'now'>, id: string) {
  const user = await db.user.findUnique({ where: { id }, select: columns });
  if (!user) throw platformFailure('NOT_FOUND');
  const [sessions, works, trail] = await Promise.all([
    db.session.aggregate({ where: { userId: id, expiresAt: { gt: now() } }, _count: true, _max: { createdAt: true } }),
    countWorks(db, id),
    readAuditTrail(db, `user:${id}`),
  ]);
  return { user, works, trail, sessions: { count: sessions._count, newestAt: sessions._max.createdAt } };
}
