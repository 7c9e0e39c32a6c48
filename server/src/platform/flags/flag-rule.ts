import { hash } from 'node:crypto';
import type { FlagState } from '@hybrid/prisma';
import type { Role } from '../access.ts';

/** For whom a flag is on. */
export interface FlagRule {
  readonly state: FlagState;
  /** Of those who are signed in, from 0 to 100; like the other two, it counts where the state is `some`. */
  readonly percent: number;
  readonly roles: readonly Role[];
  readonly userIds: readonly string[];
}

/** Who asks whether a flag is on, as far as it matters. */
export interface FlagSubject {
  readonly id: string;
  readonly role: Role;
}

/** Why a flag is on, or that it is not. */
export type FlagReason = 'everybody' | 'named' | 'role' | 'percent' | 'nobody' | 'stranger' | 'others';

/**
 * Says whether a flag is on for somebody, and why.
 *
 * @param subject null is whoever is not signed in: only what is on for everybody is on for them, as nothing tells them apart.
 */
export function decideFlag(
  name: string,
  { state, percent, roles, userIds }: FlagRule,
  subject: FlagSubject | null,
): { readonly isOn: boolean; readonly reason: FlagReason } {
  if (state === 'on') return { isOn: true, reason: 'everybody' };
  if (state === 'off') return { isOn: false, reason: 'nobody' };
  if (subject === null) return { isOn: false, reason: 'stranger' };
  if (userIds.includes(subject.id)) return { isOn: true, reason: 'named' };
  if (roles.includes(subject.role)) return { isOn: true, reason: 'role' };
  const isWithin = placeOf(name, subject.id) < percent;
  return { isOn: isWithin, reason: isWithin ? 'percent' : 'others' };
}

/**
 * The place of somebody among all for one flag, from 0 to below 100.
 *
 * @remarks
 * It never changes, so that whoever was among the first tenth is among the first half. Another flag has another order: it is not
 * always the same people on whom things are tried.
 */
function placeOf(name: string, userId: string): number {
  const digest = hash('sha256', `${name}:${userId}`, 'buffer');
  return (digest.readUInt32BE() / 2 ** 32) * 100;
}
