import type { Access } from '@hybrid/contracts/kernel';
import { platformFailure } from './failure.ts';

export type { Access };

/** The roles, each including those before it. */
export const roles = ['user', 'viewer', 'operator', 'admin'] as const;
export type Role = (typeof roles)[number];

/** Tells whether somebody of this role may do what asks for `least`. */
export function hasRole(role: Role, least: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(least);
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
