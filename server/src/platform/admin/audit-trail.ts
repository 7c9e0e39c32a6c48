import type { Db, Prisma } from '@hybrid/prisma';
import { changesOf, type FieldChange } from './audit-changes.ts';

/** A row of the audit log as it was written. */
type AuditRow = Prisma.AuditLogGetPayload<object>;

/** A line of the audit log as a page shows it. */
export interface AuditLine {
  readonly id: string;
  readonly at: Date;
  readonly actor: { readonly id: string; readonly username: string | null };
  readonly action: string;
  readonly target: string;
  readonly changes: readonly FieldChange[];
  readonly before: AuditRow['before'];
  readonly after: AuditRow['after'];
  readonly requestId: string | null;
}

/** How many lines a page shows of one target. */
const linesMax = 50;

/** Reads what staff did to one target, newest first. */
export async function readAuditTrail(db: Db, target: string): Promise<AuditLine[]> {
  const rows = await db.auditLog.findMany({
    where: { target },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: linesMax,
  });
  return auditLines(db, rows);
}

/** Writes rows of the audit log as lines: with the names of those who acted, and what differs. */
export async function auditLines(db: Db, rows: readonly AuditRow[]): Promise<AuditLine[]> {
  const actors = await db.user.findMany({
    where: { id: { in: [...new Set(rows.map(({ actorId }) => actorId))] } },
    select: { id: true, username: true },
  });
  const nameOf = new Map(actors.map(({ id, username }) => [id, username]));
  return rows.map(({ actorId, ...row }) => ({
    ...row,
    // Whoever acted may have left since; the log keeps the id.
    actor: { id: actorId, username: nameOf.get(actorId) ?? null },
    changes: changesOf(row.before, row.after),
  }));
}
