import type { Db } from '@hybrid/prisma';
import type { AuthPort } from './auth-port.ts';
import { createImpersonation } from './impersonation.ts';

/**
 * What there is to a session for the sake of the admin: when its owner proved that it is them, when it was used there, and those in
 * which staff act as somebody else.
 */
export function createStaffSessions(
  db: Db,
): Pick<
  AuthPort,
  'provedAt' | 'noteProof' | 'staffUsedAt' | 'noteStaffUse' | 'beginImpersonation' | 'endImpersonation'
> {
  return {
    ...createImpersonation(db),
    async provedAt(token) {
      const where = { token, staffSessionId: null, expiresAt: { gt: new Date() } };
      const found = await db.session.findFirst({ where, select: { createdAt: true, provedAt: true } });
      return found && (found.provedAt ?? found.createdAt);
    },
    async staffUsedAt(token) {
      const [found] = await db.$queryRaw<{ at: Date }[]>`
        SELECT greatest(created_at, proved_at, staff_at) AS at FROM session WHERE token = ${token} AND expires_at > now()`;
      return found?.at ?? null;
    },
    async noteStaffUse(token) {
      // Not by the model, which would write down as well that the session itself was used.
      await db.$executeRaw`UPDATE session SET staff_at = now() WHERE token = ${token}`;
    },
    async noteProof(token) {
      await db.session.updateMany({ where: { token }, data: { provedAt: new Date() } });
    },
  };
}
