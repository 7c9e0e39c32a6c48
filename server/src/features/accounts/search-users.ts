import type { Db, Prisma } from '@hybrid/prisma';
import type { Role } from '../../platform/access.ts';
import { likeText } from '../../platform/admin/fields.ts';
import { keyset, type PageOf, type Rows, rowsOf } from '../../platform/admin/keyset.ts';

/** Which users are looked for; null leaves a choice open. */
export interface UserFilter {
  /** Part of a username, or of an e-mail address where those are looked in. */
  readonly text: string;
  readonly isByEmail: boolean;
  readonly role: Role | null;
  readonly state: 'active' | 'suspended' | null;
}

/** Users are counted no further. */
export const usersCountMax = 1000;

const columns = { id: true, username: true, email: true, role: true, suspendedAt: true, createdAt: true } as const;

/** A person as a list shows them. */
export type UserRow = Prisma.UserGetPayload<{ select: typeof columns }>;

/** Lists the users that a member of staff looks for, newest first. */
export async function searchUsers(db: Db, filter: UserFilter, page: PageOf): Promise<Rows<UserRow>> {
  const { orderBy, take, beyond } = keyset(page, 'createdAt');
  const where = { AND: [conditionOf(filter), beyond] };
  const read = await db.user.findMany({ where, orderBy, take, select: columns });
  return rowsOf(page, read, (user) => user.createdAt);
}

/** Counts the users that a member of staff looks for, no further than one beyond `max`. */
export async function countUsers(db: Db, filter: UserFilter, max = usersCountMax): Promise<number> {
  return db.user.count({ where: conditionOf(filter), take: max + 1 });
}

function conditionOf({ text, isByEmail, role, state }: UserFilter): Prisma.UserWhereInput {
  const contains = { contains: likeText(text), mode: 'insensitive' } as const;
  return {
    ...(text !== '' && { OR: [{ username: contains }, ...(isByEmail ? [{ email: contains }] : [])] }),
    ...(role && { role }),
    ...(state && { suspendedAt: state === 'suspended' ? { not: null } : null }),
  };
}
