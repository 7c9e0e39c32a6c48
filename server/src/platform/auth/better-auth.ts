import type { Db } from '@hybrid/prisma';
import type { AuthBackend, BegunSession, Credentials, Origin, TwoFactorPort } from './auth-port.ts';
import { once } from '../http/packed-text.ts';
import { callerById, callerByToken, callersByTokens } from './callers.ts';
import { hashPassword, verifyPassword } from './password.ts';
import { createTwoFactor } from './two-factor.ts';
import { createUserSessions } from './user-sessions.ts';

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
  const loaded = once(() => load({ db, secret, url }));
  const twoFactor = createTwoFactor({ db, secret });

  return {
    ...createUserSessions(db),
    twoFactor,

    async signUp({ username, email, password, language, timeZone = 'UTC' }, origin) {
      const { backend, APIError } = await loaded();
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
      const { backend, APIError } = await loaded();
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

    identify: async (token) => (isToken(token) ? callerByToken(db, token) : null),

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

/** Loaded with the first that signs up or in: a quarter of a second and 30 MB, which a process that only answers never needs. */
async function load(options: { db: Db; secret: string; url: URL }) {
  const { APIError, createBackend } = await import('./sign-in-backend.ts');
  return { APIError, backend: createBackend({ ...options, addressHeader }) };
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
