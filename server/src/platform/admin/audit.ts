import type { Tx } from '@hybrid/prisma';
import type { Context } from '../context.ts';

/** A change that a member of staff made. */
export interface AuditEntry {
  /** Past tense: `users.suspended`. */
  readonly action: string;
  /** What was changed: `user:<id>`. */
  readonly target: string;
  readonly before: Record<string, string | number | boolean | null>;
  readonly after: Record<string, string | number | boolean | null>;
}

/** Who acts, from where and when. */
export interface AuditContext extends Pick<Context, 'session' | 'now' | 'requestId'> {
  readonly user: Pick<Context['user'], 'id'> & { readonly impersonator?: { readonly id: string } | undefined };
}

/**
 * Writes down who changed what, and from where, in the transaction of the change.
 *
 * @remarks
 * Of a member of staff who acts as somebody else both are named: they did it, as that person.
 *
 * @returns the id of the line.
 */
export async function audit(
  tx: Tx,
  { user, session, now, requestId }: AuditContext,
  entry: AuditEntry,
): Promise<string> {
  const { address } = session.origin;
  const who = user.impersonator ? { actorId: user.impersonator.id, asId: user.id } : { actorId: user.id };
  const data = { ...entry, ...who, at: now(), requestId, address };
  const { id } = await tx.auditLog.create({ data, select: { id: true } });
  return id;
}
