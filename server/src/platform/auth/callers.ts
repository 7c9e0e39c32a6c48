import { Language } from '@hybrid/contracts';
import { type Db, Prisma, readRows, type Role } from '@hybrid/prisma';
import type { Caller } from './auth-port.ts';

/** How long a session lasts from its last use. */
export const sessionDays = 30;
/** How exactly a session knows when it was last used: a write for each that is in use. */
export const sessionUseMinutes = 15;

/** What the database knows of a caller. */
interface CallerRow extends Omit<Caller, 'language' | 'hasTwoFactor' | 'deletionDueAt' | 'impersonator'> {
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
  const [found] = await readRows<CallerRow & SessionRow>(
    db,
    Prisma.sql`
    SELECT u.id, u.username, u.email, u.bio, u.image, u.role, u.email_verified AS "emailVerified", u.language,
      u.time_zone AS "timeZone", u.two_factor_enabled AS "twoFactorEnabled", u.deletion_due_at AS "deletionDueAt",
      staff.id AS "staffId", staff.username AS "staffName", s.expires_at AS "expiresAt",
      staff.id IS NULL AND
        s.expires_at < now() + make_interval(days => ${sessionDays}::integer, mins => -${sessionUseMinutes}::integer) AS "isUseDue"
    FROM ${openSessions} AND s.token = ${token}`,
  );
  if (!found) return null;
  const { isUseDue, staffId, staffName, expiresAt, ...person } = found;
  if (isUseDue) await noteUse(db, token);
  if (staffId === null) return callerOf(person);
  return { ...callerOf(person), impersonator: { id: staffId, username: staffName, until: expiresAt.toISOString() } };
}

/** What the database knows of a session, and of the member of staff who acts in it. */
interface SessionRow {
  readonly isUseDue: boolean;
  readonly staffId: string | null;
  readonly staffName: string;
  readonly expiresAt: Date;
}

/** Sessions that stand for somebody: one in which staff act as somebody else only while both are who they were. */
const openSessions = Prisma.sql`session s JOIN "user" u ON u.id = s.user_id
  LEFT JOIN session begun ON begun.id = s.staff_session_id LEFT JOIN "user" staff ON staff.id = begun.user_id
  WHERE s.expires_at > now() AND u.suspended_at IS NULL AND (s.staff_session_id IS NULL OR
    (begun.expires_at > now() AND staff.suspended_at IS NULL AND staff.role = 'admin' AND u.role = 'user'))`;

/** Reads whom the tokens of many sessions stand for, in one statement. */
export async function callersByTokens(
  db: Db,
  tokens: readonly string[],
): Promise<ReadonlyMap<string, Pick<Caller, 'id' | 'role'>>> {
  const found = await readRows<{ token: string; id: string; role: Role }>(
    db,
    Prisma.sql`
    SELECT s.token, u.id, u.role FROM ${openSessions} AND s.token = ANY(${[...tokens]}::text[])`,
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
