import type { Db, Prisma } from '@hybrid/prisma';
import type { Role } from '../../platform/access.ts';
import { likeText } from '../../platform/admin/fields.ts';
import { keyset, type PageOf, type Rows, rowsOf } from '../../platform/admin/keyset.ts';

/** Which users are looked for; null leaves a choice open. */
export interface UserFilter {
  /** Part of a username or of an e-mail address. */
  readonly text: string;
  readonly role: Role | null;
  readonly state: 'active' | 'suspended' | null;
}

/** Users are counted no further. */
export const usersCountMax = 1000;

const columns = { id: true, username: true, email: true, role: true, suspendedAt: true, createdAt: true } as const;

/** Lists the users that a member of staff looks for, newest first. */
export async function searchUsers(
  db: Db,
  filter: UserFilter,
  page: PageOf,
): Promise<Rows<Prisma.UserGetPayload<{ select: typeof columns }>> & { total: number }> {
  const where = conditionOf(filter);
  const { orderBy, take, beyond } = keyset(page, 'createdAt');
  const [read, total] = await Promise.all([
    db.user.findMany({
      where: { AND: [where, beyond] },
      orderBy,
      take,
      select: columns,
    }),
    db.user.count({ where, take: usersCountMax + 1 }),
  ]);
  return { ...rowsOf(page, read, (user) => user.createdAt), total };
}

function conditionOf({ text, role, state }: UserFilter): Prisma.UserWhereInput {
  const contains = { contains: likeText(text), mode: 'insensitive' } as const;
  return {
    ...(text !== '' && { OR: [{ username: contains }, { email: contains }] }),
    ...(role && { role }),
    ...(state && { suspendedAt: state === 'suspended' ? { not: null } : null }),
  };
}
