import { z } from 'zod';
import { hasRole, roles } from '../../platform/access.ts';
import { bulkLinks } from '../../platform/admin/bulk-pages.ts';
import { downloads } from '../../platform/admin/downloads.ts';
import { idOf } from '../../platform/admin/fields.ts';
import { readListing } from '../../platform/admin/listing.ts';
import { type AdminRequest, type AdminSection, type View, view } from '../../platform/admin/section.ts';
import { outranks } from '../../platform/admin/outranks.ts';
import type { Caller } from '../../platform/context.ts';
import { mayImpersonate } from './impersonate-user.ts';
import { otherActions, worksCountMax } from './works.ts';
import { readPerson } from './read-person.ts';
import { impersonationPages } from './impersonation.admin.ts';
import { stepPages } from './steps.ts';
import { restoreAll, suspendAll } from './suspend-all.ts';
import { usersListing } from './users-listing.ts';
import { suspensionPages } from './suspension-pages.ts';

/** Users: find, suspend, restore. */
export const usersAdmin: AdminSection = {
  path: 'users',
  title: 'Users',
  group: 'People',
  access: 'viewer',
  target: 'user',
  pages: [
    view('viewer', '/', listUsers),
    ...downloads('viewer', usersListing),
    ...suspendAll.pages,
    ...restoreAll.pages,
    view('viewer', '/:id', showUser),
    ...impersonationPages,
    ...stepPages,
    ...suspensionPages,
  ],
};

const UserId = z.uuid();

async function listUsers(request: AdminRequest): Promise<View> {
  const bulks = bulkLinks([suspendAll, restoreAll], request.ctx.user.role);
  const data = { ...(await readListing(usersListing, request)), roles, bulks };
  return { template: 'users/list', title: 'Users', data };
}

async function showUser({ ctx, params }: AdminRequest): Promise<View> {
  const person = await readPerson(ctx, idOf(UserId, params['id']));
  const refusal = refusalOf(ctx.user, person.user);
  const canImpersonate = mayImpersonate(ctx.user, person.user);
  const others = otherActions.filter(({ access }) => hasRole(ctx.user.role, access));
  const data = { ...person, refusal, canImpersonate, others, isAdmin: ctx.user.role === 'admin', worksCountMax };
  return { template: 'users/detail', title: person.user.username, data };
}

/** Why the caller may not suspend or restore this person, in words; null where they may. */
function refusalOf(caller: Caller, user: Pick<Caller, 'id' | 'role'>): string | null {
  if (user.id === caller.id) return 'Nobody suspends themselves.';
  if (!hasRole(caller.role, 'operator')) return 'Suspending and restoring takes the role operator.';
  if (!outranks(caller, user)) return `An ${caller.role} suspends only people of a lesser role.`;
  return null;
}
