import type { Tx } from '@hybrid/prisma';
import { hasRole, type Role } from '../access.ts';
import type { Caller, Context } from '../context.ts';
import { platformFailure } from '../failure.ts';

/** A person as they are while their row is locked. */
export interface LockedPerson extends Pick<Caller, 'id' | 'email' | 'role'> {
  readonly suspendedAt: Date | null;
}

/** Tells whether somebody may suspend a person, and what is like it: never themselves, and never staff of their own rank or above. */
export function outranks(user: Pick<Caller, 'id' | 'role'>, person: Pick<Caller, 'id' | 'role'>): boolean {
  return person.id !== user.id && (person.role === 'user' || !hasRole(person.role, user.role));
}

/**
 * Locks the row of a person whom the caller outranks, until the transaction ends: nobody is promoted between the look at their role
 * and the change, and of two who act at once the second sees what the first did.
 *
 * @throws NOT_FOUND for an unknown id; FORBIDDEN for oneself, and for staff of one's own rank or above.
 */
export async function lockOutranked(tx: Tx, { user }: Pick<Context, 'user'>, id: string): Promise<LockedPerson> {
  const [found] = await tx.$queryRaw<(LockedPerson & { role: Role })[]>`
    SELECT id, email, role, suspended_at AS "suspendedAt" FROM "user" WHERE id = ${id} FOR UPDATE`;
  if (!found) throw platformFailure('NOT_FOUND');
  if (!outranks(user, found)) throw platformFailure('FORBIDDEN');
  return found;
}
