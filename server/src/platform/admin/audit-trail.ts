import type { Prisma } from '@hybrid/prisma';
import type { Context } from '../context.ts';
import { changesOf, type FieldChange } from './audit-changes.ts';
import { type KeptFrom, keptFields, networkAddress, redact, redactFields } from './redaction.ts';
import type { AdminSection } from './section.ts';
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

/** What is kept of the fields of a target beside what is kept of all: by a declaration of its kind. */
export type KeptOfTarget = (target: string) => KeptFrom;

/** What the sections of the console keep of their targets. */
export function keptOfTargets(sections: readonly Pick<AdminSection, 'target' | 'redactions'>[]): KeptOfTarget {
  const kept = new Map(sections.map(({ target, redactions }) => [target, redactions]));
  return (target) => kept.get(target.split(':', 1)[0]) ?? {};
}

/** Reads what staff did to a target, under any of its names, newest first, as whoever asks may see it. */
export async function readAuditTrail(ctx: Pick<Context, 'db' | 'user'>, ...targets: string[]): Promise<AuditLine[]> {
  return readRedactedTrail(ctx, targets, () => ({}));
}

/** Reads it where the kind of target declares what is kept of its fields. */
export async function readRedactedTrail(
  ctx: Pick<Context, 'db' | 'user'>,
  targets: string[],
  keptOf: KeptOfTarget,
): Promise<AuditLine[]> {
  const rows = await ctx.db.auditLog.findMany({
    where: { target: { in: targets } },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: linesMax,
  });
  return auditLines(ctx, rows, keptOf);
}

/** Writes rows of the audit log as lines: with the names of those who acted, and what differs. */
export async function auditLines(
  { db, user: { role } }: Pick<Context, 'db' | 'user'>,
  rows: readonly AuditRow[],
  keptOf: KeptOfTarget,
): Promise<AuditLine[]> {
  const named = await namesOf(
    db,
    rows.flatMap(({ actorId, asId }) => [actorId, asId ?? actorId]),
  );
  return rows.map(({ actorId, asId, ...row }) => {
    const kept = keptFields(keptOf(row.target), role);
    const shown = { before: redactFields(row.before, role, kept), after: redactFields(row.after, role, kept) };
    const people = { actor: named(actorId), as: asId === null ? null : named(asId) };
    const { address } = redact({ address: row.address }, { address: networkAddress }, role);
    return { ...row, ...people, address, ...shown, changes: changesOf(row.before, row.after, shown) };
  });
}
