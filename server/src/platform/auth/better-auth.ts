import type { Db } from '@hybrid/prisma';
import { betterAuth } from 'better-auth';
import { prismaAdapter } from 'better-auth/adapters/prisma';
import { APIError } from 'better-auth/api';
import type { AuthBackend, BegunSession, Credentials, Origin, TwoFactorPort } from './auth-port.ts';
import { callerById, callerByToken, callersByTokens, sessionDays, sessionUseMinutes } from './callers.ts';
import { hashPassword, verifyPassword } from './password.ts';
import { createTwoFactor } from './two-factor.ts';
import { createUserSessions } from './user-sessions.ts';

const dayInSeconds = 86_400;

/** The sign-in backend's header for the caller's address: it reads nothing else, and only we write it. */
const addressHeader = 'x-caller-address';

/**
 * The sign-in port on better-auth, called in process.
 *
 * @remarks
 * None of its routes is mounted: the contract's procedures are the one door, with our limits and our checks.
 *
 * @param secret signs what the backend keeps and encrypts second factors. A change of it ends no session, since tokens are
 * compared in the database, but nobody who has a second factor can sign in after it.
 */
export function createBetterAuth({ db, secret, url }: { db: Db; secret: string; url: URL }): AuthBackend {
  const backend = createBackend({ db, secret, url });
  const twoFactor = createTwoFactor({ db, secret });

  return {
    ...createUserSessions(db),
    twoFactor,

    async signUp({ username, email, password, language, timeZone = 'UTC' }, origin) {
      try {
        const body = { name: username, email, password, timeZone, ...(language && { language }) };
        return await begun(db, await backend.api.signUpEmail({ body, headers: headersOf(origin) }));
      } catch (error) {
        if (!(error instanceof APIError)) throw error;
        const taken = await whatIsTaken(db, { username, email });
        if (taken) return taken;
        throw error;
      }
    },

    async signIn({ email, password, otp }, origin) {
      const refusal = await refusalOfSecondFactor({ db, twoFactor }, { email, password, otp });
      if (refusal) return refusal;
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
      return isToken(token) ? callerByToken(db, token) : null;
    },

    identifyMany: (tokens) => callersByTokens(db, tokens.filter(isToken)),

    async setPassword(userId, password, { keep, along }) {
      const hash = await hashPassword(password);
      const others = keep === undefined ? { userId } : { userId, token: { not: keep } };
      // Both or neither: by the backend's own functions the sessions would outlive a failure in between.
      await db.$transaction(async (tx) => {
        await along?.(tx);
        await tx.credential.updateMany({ where: { userId, providerId: 'credential' }, data: { password: hash } });
        await tx.session.deleteMany({ where: others });
      });
    },

    async checkPassword(userId, password) {
      const found = await db.credential.findFirst({ where: { userId, providerId: 'credential' } });
      return verifyPassword(found?.password ?? '', password);
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

/** What cannot be one of ours is not looked for. */
function isToken(text: string): boolean {
  return /^[\w-]{16,128}$/.test(text);
}

async function begun(db: Db, answer: { token: string | null; user: { id: string } }): Promise<BegunSession> {
  const user = await callerById(db, answer.user.id);
  if (!user || answer.token === null) throw new Error('A session was begun without a user or a token.');
  return { user, token: answer.token };
}

/**
 * Asks for the second factor of whoever has one and knows the password; null where the backend may go on.
 *
 * @remarks
 * Before the backend, which would begin a session after the password alone. Whoever is wrong waits for one hash in
 * either case; that the right password takes two tells its owner nothing new.
 */
async function refusalOfSecondFactor(
  { db, twoFactor }: { db: Db; twoFactor: TwoFactorPort },
  { email, password, otp }: Credentials,
): Promise<'CREDENTIALS_INVALID' | 'TWO_FACTOR_REQUIRED' | 'OTP_INVALID' | null> {
  // PostgreSQL holds no NUL: there is no such address.
  if (email.includes('\0')) return null;
  const found = await db.user.findUnique({
    where: { email: email.toLowerCase(), twoFactorEnabled: true, suspendedAt: null },
    select: { id: true, credentials: { where: { providerId: 'credential' }, select: { password: true } } },
  });
  if (!found) return null;
  if (!(await verifyPassword(found.credentials[0]?.password ?? '', password))) return 'CREDENTIALS_INVALID';
  if (otp === undefined) return 'TWO_FACTOR_REQUIRED';
  return (await twoFactor.spendCode(found.id, otp)) ? null : 'OTP_INVALID';
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
