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

/** Writes down who changed what, in the transaction of the change. */
export async function audit(tx: Tx, { user, now, requestId }: Context, entry: AuditEntry): Promise<void> {
  await tx.auditLog.create({ data: { ...entry, at: now(), actorId: user.id, requestId } });
}
