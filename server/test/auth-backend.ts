import type { Db } from '@hybrid/prisma';
import type { AuthPort, BegunSession } from '../src/platform/auth/auth-port.ts';
import { startHost } from './host.ts';

/** A backend to be put through the contract of the port, and the facts that others than it decide. */
export interface Backend {
  readonly port: AuthPort;
  readonly db: Db;
  suspend(userId: string): Promise<void>;
  /** Lets every session end by its age. */
  expireSessions(): Promise<void>;
  changeRole(userId: string): Promise<void>;
}

/** Makes a backend with an empty database. */
export type CreateBackend = () => Promise<Backend>;

export const ada = { username: 'Ada', email: 'Ada@Example.com', password: 'correct horse battery' };
export const signInOfAda = { email: ada.email, password: ada.password };
export const origin = { address: '203.0.113.7', userAgent: 'Konqueror' };

/** What is known of Ada when she comes. */
export const newcomer = {
  username: 'Ada',
  email: 'ada@example.com',
  bio: null,
  image: null,
  role: 'user',
  emailVerified: false,
  language: null,
  timeZone: 'UTC',
  hasTwoFactor: false,
  deletionDueAt: null,
};

/** The session that was to begin. */
export function begun(result: BegunSession | string): BegunSession {
  if (typeof result === 'string') throw new Error(`A session was to begin, not ${result}.`);
  return result;
}

/** The backend that the product ships. */
export async function createBetterAuthBackend(): Promise<Backend> {
  const { db, services } = await startHost();
  const changing = async (id: string, data: { suspendedAt: Date } | { role: 'operator' }) => {
    await db.user.update({ where: { id }, data });
    await services.auth.changed(id);
  };
  return {
    port: services.auth,
    db,
    suspend: (id) => changing(id, { suspendedAt: new Date() }),
    expireSessions: async () => void (await db.session.updateMany({ data: { expiresAt: new Date(Date.now() - 1) } })),
    changeRole: (id) => changing(id, { role: 'operator' }),
  };
}
