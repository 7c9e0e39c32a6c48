import type { Db } from '@hybrid/prisma';
import { betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { sessionDays, sessionUseMinutes } from './callers.ts';
import { hashPassword, verifyPassword } from './password.ts';

export { APIError } from 'better-auth/api';

const dayInSeconds = 86_400;

interface BackendOptions {
  readonly db: Db;
  readonly secret: string;
  readonly url: URL;
  /** The one header that the caller's address is read from. */
  readonly addressHeader: string;
}

/** Makes the backend that writes accounts and sessions. */
export function createBackend({ db, secret, url, addressHeader }: BackendOptions) {
  return betterAuth({
    database: prismaAdapter(db, { provider: 'postgresql' }),
    secret,
    baseURL: url.origin,
    logger: { disabled: true },
    telemetry: { enabled: false },
    advanced: { database: { generateId: false }, ipAddress: { ipAddressHeaders: [addressHeader] } },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: 8,
      maxPasswordLength: 128,
      password: { hash: hashPassword, verify: ({ hash, password }) => verifyPassword(hash, password) },
    },
    user: {
      modelName: 'user',
      fields: { name: 'username' },
      additionalFields: {
        language: { type: 'string', required: false },
        timeZone: { type: 'string', required: false },
      },
    },
    account: { modelName: 'credential' },
    session: { expiresIn: sessionDays * dayInSeconds, updateAge: sessionUseMinutes * 60 },
    databaseHooks: {
      session: {
        create: {
          // Checked where the session is written, so that no way of signing in can forget it.
          before: async ({ userId }) => {
            const user = await db.user.findUnique({ where: { id: userId }, select: { suspendedAt: true } });
            return user?.suspendedAt ? false : undefined;
          },
        },
      },
    },
  });
}
