import { Language } from '@hybrid/contracts';
import type { Db } from '@hybrid/prisma';
import { betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { APIError } from 'better-auth/api';
import { bearer } from 'better-auth/plugins';
import type { AuthPort, BegunSession, Caller, Origin } from './auth-port.ts';
import { hashPassword, verifyPassword } from './password.ts';

const dayInSeconds = 86_400;

/** The sign-in backend's header for the caller's address: it reads nothing else, and only we write it. */
const addressHeader = 'x-caller-address';

/**
 * The sign-in port on better-auth, called in process.
 *
 * @remarks
 * None of its routes is mounted: the contract's procedures are the one door, with our limits and our checks.
 *
 * @param secret signs what the backend keeps; a change of it ends nothing, since tokens are compared in the database.
 */
export function createBetterAuth({ db, secret, url }: { db: Db; secret: string; url: URL }): AuthPort {
  const backend = createBackend({ db, secret, url });

  return {
    async signUp({ username, email, password }, origin) {
      try {
        const body = { name: username, email, password };
        return await begun(db, await backend.api.signUpEmail({ body, headers: headersOf(origin) }));
      } catch (error) {
        if (!(error instanceof APIError)) throw error;
        const taken = await whatIsTaken(db, { username, email });
        if (taken) return taken;
        throw error;
      }
    },

    async signIn({ email, password }, origin) {
      try {
        return await begun(
          db,
          await backend.api.signInEmail({ body: { email, password }, headers: headersOf(origin) }),
        );
      } catch (error) {
        if (!(error instanceof APIError)) throw error;
        // A session is refused to the suspended only after their password was right, so that nobody else learns of it.
        if (error.body?.code === 'FAILED_TO_CREATE_SESSION') return 'ACCOUNT_SUSPENDED';
        return 'CREDENTIALS_INVALID';
      }
    },

    async identify(token) {
      // The backend would take a signed cookie as well; a token of ours never holds a dot.
      if (!/^[\w-]{16,128}$/.test(token)) return null;
      const found = await backend.api.getSession({ headers: new Headers({ authorization: `Bearer ${token}` }) });
      return found ? callerOf(db, found.user.id) : null;
    },

    async signOut(token) {
      await (await backend.$context).internalAdapter.deleteSession(token);
    },

    async setPassword(userId, password, { keep }) {
      const hash = await hashPassword(password);
      const others = keep === undefined ? { userId } : { userId, token: { not: keep } };
      // Both or neither: by the backend's own functions the sessions would outlive a failure in between.
      await db.$transaction([
        db.credential.updateMany({ where: { userId, providerId: 'credential' }, data: { password: hash } }),
        db.session.deleteMany({ where: others }),
      ]);
    },
  };
}

function createBackend({ db, secret, url }: { db: Db; secret: string; url: URL }) {
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
    user: { modelName: 'user', fields: { name: 'username' } },
    account: { modelName: 'credential' },
    session: { expiresIn: 30 * dayInSeconds, updateAge: dayInSeconds },
    plugins: [bearer()],
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

async function begun(db: Db, answer: { token: string | null; user: { id: string } }): Promise<BegunSession> {
  const user = await callerOf(db, answer.user.id);
  if (!user || answer.token === null) throw new Error('A session was begun without a user or a token.');
  return { user, token: answer.token };
}

const callerSelect = {
  id: true,
  username: true,
  email: true,
  bio: true,
  image: true,
  role: true,
  emailVerified: true,
  language: true,
  timeZone: true,
} as const;

async function callerOf(db: Db, id: string): Promise<Caller | null> {
  const found = await db.user.findUnique({
    where: { id, suspendedAt: null },
    select: callerSelect,
  });
  return found && describeCaller(found);
}

/** A language that a later release spoke and this one does not counts as none. */
function describeCaller(found: Omit<Caller, 'language'> & { language: string | null }): Caller {
  return { ...found, language: Language.nullable().catch(null).parse(found.language) };
}

async function whatIsTaken(db: Db, { username, email }: { username: string; email: string }) {
  // By the index that keeps names unique: Prisma's own comparison without regard to case reads `_` as any letter.
  const holders = await db.$queryRaw<{ email: string }[]>`
    SELECT email FROM "user" WHERE email = ${email.toLowerCase()} OR lower(username) = lower(${username}::text)`;
  if (holders.length === 0) return null;
  return holders.some((holder) => holder.email === email.toLowerCase()) ? 'EMAIL_TAKEN' : 'USERNAME_TAKEN';
}

function headersOf({ address, userAgent }: Origin): Headers {
  return new Headers({ [addressHeader]: address, ...(userAgent && { 'user-agent': userAgent }) });
}
