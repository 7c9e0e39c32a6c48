import { z } from 'zod';
import { hasRole, roles } from '../../platform/access.ts';
import { choice, SearchText } from '../../platform/admin/fields.ts';
import type { Listing } from '../../platform/admin/listing.ts';
import { countUsers, searchUsers, type UserFilter, type UserRow, usersCountMax } from './search-users.ts';
import { userRedactions } from './user-redactions.ts';

const Filter = z.object({ text: SearchText, role: choice(roles), state: choice(['active', 'suspended']) });

/** The users, as staff look for them. */
export const usersListing: Listing<UserFilter, UserRow> = {
  name: 'users',
  filterOf: ({ ctx: { user }, query }) => ({
    ...Filter.parse({ ...query, text: query['q'] }),
    // Whoever may not see an address could find it out letter by letter.
    isByEmail: hasRole(user.role, 'operator'),
  }),
  read: ({ db }, filter, page) => searchUsers(db, filter, page),
  count: ({ db }, filter) => countUsers(db, filter),
  countMax: usersCountMax,
  redactions: userRedactions,
  columns: {
    id: ({ id }) => id,
    username: ({ username }) => username,
    email: ({ email }) => email,
    role: ({ role }) => role,
    suspendedAt: ({ suspendedAt }) => suspendedAt,
    createdAt: ({ createdAt }) => createdAt,
  },
};
