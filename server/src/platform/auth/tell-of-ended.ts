import type { AuthBackend, AuthPort, TwoFactorPort } from './auth-port.ts';

/** Tells every process whose sessions may have ended, or who is known otherwise now: at once, before the change is answered. */
export function tellOfEnded(auth: AuthBackend, tell: (userId: string) => Promise<void>): AuthPort {
  return {
    ...auth,
    twoFactor: tellOfSecondFactor(auth.twoFactor, tell),
    changed: tell,
    async signOut(token) {
      const found = await auth.identify(token);
      await auth.signOut(token);
      if (found) await tell(found.id);
      if (found?.impersonator) await tell(found.impersonator.id);
    },
    async setPassword(userId, ...rest) {
      await auth.setPassword(userId, ...rest);
      await tell(userId);
    },
    async endImpersonation(...asked) {
      const ended = await auth.endImpersonation(...asked);
      if (ended) await tell(ended.userId);
      return ended;
    },
    async endSession(userId, sessionId) {
      await auth.endSession(userId, sessionId);
      await tell(userId);
    },
    async endOtherSessions(userId, keep) {
      const ended = await auth.endOtherSessions(userId, keep);
      await tell(userId);
      return ended;
    },
  };
}

function tellOfSecondFactor(port: TwoFactorPort, tell: (userId: string) => Promise<void>): TwoFactorPort {
  return {
    ...port,
    async enable(userId, ...rest) {
      const enabled = await port.enable(userId, ...rest);
      await tell(userId);
      return enabled;
    },
    async disable(userId, ...rest) {
      await port.disable(userId, ...rest);
      await tell(userId);
    },
  };
}
