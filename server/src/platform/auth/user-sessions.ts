import type { Db } from '@hybrid/prisma';
import type { AuthPort } from './auth-port.ts';

/** The sessions of a person, as they see them: by id, never by the token that proves one. */
export function createUserSessions(
  db: Db,
): Pick<AuthPort, 'listSessions' | 'endSession' | 'endOtherSessions' | 'signOut' | 'provedAt' | 'noteProof'> {
  return {
    async listSessions(userId, current) {
      const found = await db.session.findMany({
        where: { userId, expiresAt: { gt: new Date() } },
        orderBy: [{ updatedAt: 'desc' }, { id: 'desc' }],
        take: sessionsMax,
      });
      return found.map(({ id, token, userAgent, ipAddress, createdAt, updatedAt }) => ({
        id,
        userAgent,
        address: ipAddress,
        createdAt,
        lastUsedAt: updatedAt,
        isCurrent: token === current,
      }));
    },
    async endSession(userId, id) {
      await db.session.deleteMany({ where: { id, userId } });
    },
    async endOtherSessions(userId, keep) {
      const others = keep === undefined ? { userId } : { userId, token: { not: keep } };
      return (await db.session.deleteMany({ where: others })).count;
    },
    async signOut(token) {
      await db.session.deleteMany({ where: { token } });
    },
    async provedAt(token) {
      const where = { token, staffSessionId: null, expiresAt: { gt: new Date() } };
      const found = await db.session.findFirst({ where, select: { createdAt: true, provedAt: true } });
      return found && (found.provedAt ?? found.createdAt);
    },
    async noteProof(token) {
      await db.session.updateMany({ where: { token }, data: { provedAt: new Date() } });
    },
  };
}

/** More than anybody looks through; who has more ends them all at once. */
const sessionsMax = 200;
