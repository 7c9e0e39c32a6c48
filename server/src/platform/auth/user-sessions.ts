import type { Db } from '@hybrid/prisma';
import type { AuthPort } from './auth-port.ts';
import { createStaffSessions } from './staff-sessions.ts';

/** The sessions of a person, as they see them: by id, never by the token that proves one. */
export function createUserSessions(
  db: Db,
): ReturnType<typeof createStaffSessions> &
  Pick<AuthPort, 'listSessions' | 'endSession' | 'endOtherSessions' | 'signOut'> {
  return {
    ...createStaffSessions(db),
    async listSessions(userId, current) {
      const found = await db.session.findMany({
        // One in which staff act as them is no place where they are signed in: they are told of it otherwise.
        where: { userId, expiresAt: { gt: new Date() }, staffSessionId: null },
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
      // Whoever acts as somebody else and signs out is signed out as themselves.
      await db.session.deleteMany({ where: { OR: [{ token }, { impersonating: { some: { token } } }] } });
    },
  };
}

/** More than anybody looks through; who has more ends them all at once. */
const sessionsMax = 200;
