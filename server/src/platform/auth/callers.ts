import { Language } from '@hybrid/contracts';
import { type Db, Prisma, readRows, type Role } from '@hybrid/prisma';
import type { Caller } from './auth-port.ts';

/** How long a session lasts from its last use. */
export const sessionDays = 30;
/** How exactly a session knows when it was last used: a write for each that is in use. */
export const sessionUseMinutes = 15;

/** What the database knows of a caller. */
interface CallerRow extends Omit<Caller, 'language' | 'hasTwoFactor' | 'deletionDueAt'> {
  role: Role;
  language: string | null;
  twoFactorEnabled: boolean;
  deletionDueAt: Date | null;
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
  twoFactorEnabled: true,
  deletionDueAt: true,
} as const;

/** Reads a person as a caller; null for who is suspended. */
export async function callerById(db: Db, id: string): Promise<Caller | null> {
  const found = await db.user.findUnique({ where: { id, suspendedAt: null }, select: callerSelect });
  return found && callerOf(found);
}

/**
 * Reads whom the token of a session stands for, and writes down that it was used.
 *
 * @remarks
 * Every request of somebody who is signed in begins with it: one statement, where the sign-in backend takes two and knows
 * less of the person.
 */
export async function callerByToken(db: Db, token: string): Promise<Caller | null> {
  const [found] = await readRows<CallerRow & { isUseDue: boolean }>(
    db,
    Prisma.sql`
    SELECT u.id, u.username, u.email, u.bio, u.image, u.role, u.email_verified AS "emailVerified", u.language,
      u.time_zone AS "timeZone", u.two_factor_enabled AS "twoFactorEnabled", u.deletion_due_at AS "deletionDueAt",
      s.expires_at < now() + make_interval(days => ${sessionDays}::integer, mins => -${sessionUseMinutes}::integer) AS "isUseDue"
    FROM session s JOIN "user" u ON u.id = s.user_id
    WHERE s.token = ${token} AND s.expires_at > now() AND u.suspended_at IS NULL`,
  );
  if (!found) return null;
  const { isUseDue, ...person } = found;
  if (isUseDue) await noteUse(db, token);
  return callerOf(person);
}

/** Reads whom the tokens of many sessions stand for, in one statement. */
export async function callersByTokens(
  db: Db,
  tokens: readonly string[],
): Promise<ReadonlyMap<string, Pick<Caller, 'id' | 'role'>>> {
  const found = await readRows<{ token: string; id: string; role: Role }>(
    db,
    Prisma.sql`
    SELECT s.token, u.id, u.role FROM session s JOIN "user" u ON u.id = s.user_id
    WHERE s.token = ANY(${[...tokens]}::text[]) AND s.expires_at > now() AND u.suspended_at IS NULL`,
  );
  return new Map(found.map(({ token, id, role }) => [token, { id, role }]));
}

/** A session that ended meanwhile stays ended. */
async function noteUse(db: Db, token: string): Promise<void> {
  await db.$executeRaw`
    UPDATE session SET updated_at = now(), expires_at = now() + make_interval(days => ${sessionDays}::integer)
    WHERE token = ${token}`;
}

/** A language that a later release spoke and this one does not counts as none. */
function callerOf({ twoFactorEnabled, deletionDueAt, ...person }: CallerRow): Caller {
  return {
    ...person,
    language: Language.nullable().catch(null).parse(person.language),
    hasTwoFactor: twoFactorEnabled,
    deletionDueAt: deletionDueAt?.toISOString() ?? null,
  };
}
