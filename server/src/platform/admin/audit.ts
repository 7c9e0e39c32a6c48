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
  /** What has to hold where whoever has the change made says so: it throws where it does not, and the change is not made. */
  readonly condition?: ((tx: Tx, entry: AuditEntry) => Promise<void>) | undefined;
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
  { user, session, now, requestId, condition }: AuditContext,
  entry: AuditEntry,
): Promise<string> {
  // Here and not before: by now the change has locked its row, so that nobody else changes it at this moment.
  await condition?.(tx, entry);
  const { address } = session.origin;
  const who = user.impersonator ? { actorId: user.impersonator.id, asId: user.id } : { actorId: user.id };
  const data = { ...entry, ...who, at: now(), requestId, address };
  const { id } = await tx.auditLog.create({ data, select: { id: true } });
  return id;
}
