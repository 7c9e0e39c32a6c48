import type { Prisma } from '@hybrid/prisma';
import type { Context } from '../context.ts';
import { changesOf, type FieldChange } from './audit-changes.ts';
import { networkAddress, redact, redactFields } from './redaction.ts';
import { namesOf, type WhoActed } from './who-acted.ts';

/** A row of the audit log as it was written. */
type AuditRow = Prisma.AuditLogGetPayload<object>;

/** A line of the audit log as a page shows it. */
export interface AuditLine extends WhoActed {
  readonly id: string;
  readonly at: Date;
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

/** Reads what staff did to a target, under any of its names, newest first, as whoever asks may see it. */
export async function readAuditTrail(ctx: Pick<Context, 'db' | 'user'>, ...targets: string[]): Promise<AuditLine[]> {
  const rows = await ctx.db.auditLog.findMany({
    where: { target: { in: targets } },
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
  const named = await namesOf(
    db,
    rows.flatMap(({ actorId, asId }) => [actorId, asId ?? actorId]),
  );
  return rows.map(({ actorId, asId, ...row }) => {
    const shown = { before: redactFields(row.before, role), after: redactFields(row.after, role) };
    const people = { actor: named(actorId), as: asId === null ? null : named(asId) };
    const { address } = redact({ address: row.address }, { address: networkAddress }, role);
    return { ...row, ...people, address, ...shown, changes: changesOf(row.before, row.after, shown) };
  });
}
