import { hasRole } from '../../platform/access.ts';
import { type Finder, foundMax } from '../../platform/admin/finder.ts';
import { searchUsers } from './search-users.ts';

/** Finds people by their names, and by their addresses for whoever may see those: first whoever has just that name. */
export const findPeople: Finder = {
  kind: 'People',
  access: 'viewer',
  async find({ db, user }, text) {
    const isByEmail = hasRole(user.role, 'operator');
    const exact = await db.$queryRaw<{ id: string; username: string; role: string; isSuspended: boolean }[]>`
      SELECT id, username, role::text, suspended_at IS NOT NULL AS "isSuspended"
      FROM "user" WHERE lower(username) = lower(${text}) OR ${isByEmail} AND email = lower(${text})`;
    const filter = { text, isByEmail, role: null, state: null };
    const { rows } = await searchUsers(db, filter, { cursor: null, isBackwards: false, size: foundMax });
    const others = rows
      .filter(({ id }) => !exact.some((one) => one.id === id))
      .map(({ suspendedAt, ...row }) => ({ ...row, isSuspended: suspendedAt !== null }));
    return [...exact, ...others].slice(0, foundMax).map(({ id, username, role, isSuspended }) => ({
      title: username,
      note: isSuspended ? `${role}, suspended` : role,
      href: `/admin/users/${id}`,
    }));
  },
};
