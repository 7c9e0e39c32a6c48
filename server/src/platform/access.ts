import type { Access } from '@hybrid/contracts/kernel';
import { Failure, platformFailure } from './failure.ts';

export type { Access };

/** The roles, each including those before it. */
export const roles = ['user', 'viewer', 'operator', 'admin'] as const;
export type Role = (typeof roles)[number];

/** Tells whether somebody of this role may do what asks for `least`. */
export function hasRole(role: Role, least: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(least);
}

/** Tells whether somebody who was let in by this access may go on, as who they are now: nobody, or of another role. */
export function mayGoOn(access: Access, user: { role: Role } | null): boolean {
  return user !== null && (access === 'anonymous' || access === 'public' || hasRole(user.role, access));
}

/**
 * Lets a caller through to what asks for `access`, or throws.
 *
 * @throws UNAUTHORIZED where nobody is signed in, FORBIDDEN where somebody of a lesser role is.
 */
export function demandAccess(access: Exclude<Access, 'anonymous' | 'public'>, user: { role: Role } | null): void {
  if (!user) throw platformFailure('UNAUTHORIZED');
  if (!hasRole(user.role, access)) throw platformFailure('FORBIDDEN');
}

/** Makes the refusal of what a person alone may do, for staff who act as them. */
export function ownerAloneFailure(): Failure {
  const message = 'Only the person themselves may do this, and not staff who act as them.';
  return new Failure({ status: 403, message }, { name: 'FORBIDDEN', data: null });
}
