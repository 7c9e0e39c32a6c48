import type { Prisma } from '@hybrid/prisma';
import type { Context } from '../context.ts';
import { changesOf, type FieldChange } from './audit-changes.ts';
import { redactFields } from './redaction.ts';

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
  readonly before: unknown;
  readonly after: unknown;
  readonly requestId: string | null;
}

/** How many lines a page shows of one target. */
const linesMax = 50;

/** Reads what staff did to one target, newest first, as whoever asks may see it. */
export async function readAuditTrail(ctx: Pick<Context, 'db' | 'user'>, target: string): Promise<AuditLine[]> {
  const rows = await ctx.db.auditLog.findMany({
    where: { target },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: linesMax,
  });
  return auditLines(ctx, rows);
}

/** Writes rows of the audit log as lines: with the names of those who acted, and what differs. */
export async function auditLines(
  { db, user: { role } }: Pick<Context, 'db' | 'user'>,
  rows: readonly AuditRow[],
): Promise<AuditLine[]> {
  const actors = await db.user.findMany({
    where: { id: { in: [...new Set(rows.map(({ actorId }) => actorId))] } },
    select: { id: true, username: true },
  });
  const nameOf = new Map(actors.map(({ id, username }) => [id, username]));
  return rows.map(({ actorId, ...row }) => {
    const shown = { before: redactFields(row.before, role), after: redactFields(row.after, role) };
    // Whoever acted may have left since; the log keeps the id.
    const actor = { id: actorId, username: nameOf.get(actorId) ?? null };
    return { ...row, actor, ...shown, changes: changesOf(row.before, row.after, shown) };
  });
}
