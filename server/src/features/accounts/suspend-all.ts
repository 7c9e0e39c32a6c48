import type { BulkChange, BulkStep } from '../../platform/admin/bulk.ts';
import { bulkChange } from '../../platform/admin/bulk-change.ts';
import { quoted } from '../../platform/admin/redaction.ts';
import { countUsers, type UserFilter, type UserRow } from './search-users.ts';
import { restoreUser, suspendUser } from './suspend-user.ts';
import { usersListing } from './users-listing.ts';

/** So many people are suspended or restored at once, at the most. */
const peopleMax = 100_000;

const suspend: BulkStep = {
  verb: 'Suspend',
  done: 'suspended',
  follows: [
    'They are signed out everywhere at once, and cannot sign in until somebody restores them.',
    'What they published stays, for everybody to read.',
  ],
  irrevocable: 'sessions that end stay ended, also where somebody is restored.',
  change: async (ctx, id) => (await suspendUser(ctx, id)) !== null,
};

const restore: BulkStep = {
  verb: 'Restore',
  done: 'restored',
  follows: ['They can sign in again, with the password they had.'],
  change: async (ctx, id) => (await restoreUser(ctx, id)) !== null,
};

const people: Pick<
  BulkChange<UserFilter, UserRow>,
  'list' | 'access' | 'listing' | 'count' | 'countMax' | 'question' | 'target' | 'audited' | 'decisions' | 'nouns'
> = {
  list: '/admin/users',
  access: 'operator',
  listing: usersListing,
  count: ({ db }, filter) => countUsers(db, filter, peopleMax),
  countMax: peopleMax,
  question: ({ text, isByEmail, role, state }) =>
    [
      ...(text === '' ? [] : [`whose name${isByEmail ? ' or e-mail' : ''} contains ${quoted(text)}`]),
      ...(role === null ? [] : [`with the role ${role}`]),
      ...(state === null ? [] : [`who are ${state}`]),
    ].join(', '),
  target: ({ id, createdAt, username }) => ({ id, at: createdAt, label: username }),
  audited: 'user',
  decisions: ['users.suspended', 'users.restored'],
  nouns: ['person', 'people'],
};

/** Suspends all whom the list of users shows. */
export const suspendAll = bulkChange({
  ...people,
  name: 'users.suspendAll',
  path: '/all/suspend',
  step: suspend,
  undo: restore,
});

/** Restores all whom the list of users shows. */
export const restoreAll = bulkChange({
  ...people,
  name: 'users.restoreAll',
  path: '/all/restore',
  step: restore,
  undo: suspend,
});
