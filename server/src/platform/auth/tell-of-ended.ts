import type { AuthPort } from './auth-port.ts';

/** Tells every process whose sessions may have ended: their open streams are looked at, at once. */
export function tellOfEnded(auth: AuthPort, hub: { tell(userId: string): void }): AuthPort {
  return {
    ...auth,
    async signOut(token) {
      const found = await auth.identifyMany([token]);
      await auth.signOut(token);
      for (const { id } of found.values()) hub.tell(id);
    },
    async setPassword(userId, ...rest) {
      await auth.setPassword(userId, ...rest);
      hub.tell(userId);
    },
    async endSession(userId, sessionId) {
      await auth.endSession(userId, sessionId);
      hub.tell(userId);
    },
    async endOtherSessions(userId, keep) {
      const ended = await auth.endOtherSessions(userId, keep);
      hub.tell(userId);
      return ended;
    },
  };
}
