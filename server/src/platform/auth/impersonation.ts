import { randomBytes } from 'node:crypto';
import type { Db } from '@hybrid/prisma';
import type { AuthPort } from './auth-port.ts';

/** The sessions in which staff act as somebody else: rows like others, which name the session they were begun in. */
export function createImpersonation(db: Db): Pick<AuthPort, 'beginImpersonation' | 'endImpersonation'> {
  return {
    async beginImpersonation({ userId, staffToken, until, origin }, { along }) {
      const token = randomBytes(24).toString('base64url');
      return db.$transaction(async (tx) => {
        const staff = await tx.session.findFirst({
          where: { token: staffToken, staffSessionId: null, expiresAt: { gt: new Date() } },
          select: { id: true },
        });
        if (!staff) return null;
        const { address: ipAddress, userAgent = null } = origin;
        const data = { token, userId, staffSessionId: staff.id, expiresAt: until, ipAddress, userAgent };
        await tx.session.create({ data });
        await along(tx);
        return token;
      });
    },
    async endImpersonation(token, { along }) {
      return db.$transaction(async (tx) => {
        const found = await tx.session.findUnique({ where: { token }, include: { staffSession: true } });
        if (!found?.staffSession || found.staffSession.expiresAt <= new Date()) return null;
        const ended = {
          userId: found.userId,
          staffId: found.staffSession.userId,
          staffToken: found.staffSession.token,
        };
        // Of two that end it at once, one did so.
        const { count } = await tx.session.deleteMany({ where: { token } });
        if (count === 1) await along(tx, ended);
        return ended;
      });
    },
  };
}
