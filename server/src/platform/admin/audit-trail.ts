import type { Prisma } from '@hybrid/prisma';
import type { Context } from '../context.ts';
import { changesOf, type FieldChange } from './audit-changes.ts';
import { networkAddress, redact, redactFields } from './redaction.ts';

/** A row of the audit log as it was written. */
type AuditRow = Prisma.AuditLogGetPayload<object>;

/** A person, by their name as long as they are here. */
interface Named {
  readonly id: string;
  readonly username: string | null;
}

/** A line of the audit log as a page shows it. */
export interface AuditLine {
  readonly id: string;
  readonly at: Date;
  readonly actor: Named;
  /** As whom, where they acted as somebody else. */
  readonly as: Named | null;
  /** From where. */
  readonly address: string | null;
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
    where: { id: { in: [...new Set(rows.flatMap(({ actorId, asId }) => [actorId, asId ?? actorId]))] } },
    select: { id: true, username: true },
  });
  const nameOf = new Map(actors.map(({ id, username }) => [id, username]));
  // Whoever acted may have left since; the log keeps the id.
  const named = (id: string): Named => ({ id, username: nameOf.get(id) ?? null });
  return rows.map(({ actorId, asId, ...row }) => {
    const shown = { before: redactFields(row.before, role), after: redactFields(row.after, role) };
    const people = { actor: named(actorId), as: asId === null ? null : named(asId) };
    const { address } = redact({ address: row.address }, { address: networkAddress }, role);
    return { ...row, ...people, address, ...shown, changes: changesOf(row.before, row.after, shown) };
  });
}
