import type { Db } from '@hybrid/prisma';

/** A line of the audit log as a page shows it. */
export interface AuditLine {
  readonly id: string;
  readonly at: Date;
  readonly actor: { readonly id: string; readonly username: string | null };
  readonly action: string;
  /** What changed: `suspendedAt: nothing → 2026-11-22T10:00:00.000Z`. */
  readonly changes: readonly string[];
  readonly requestId: string | null;
}

/** How many lines a page shows. */
const linesMax = 50;

/** Reads what staff did to one target, newest first. */
export async function readAuditTrail(db: Db, target: string): Promise<AuditLine[]> {
  const lines = await db.auditLog.findMany({
    where: { target },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: linesMax,
  });
  const actors = await db.user.findMany({
    where: { id: { in: [...new Set(lines.map(({ actorId }) => actorId))] } },
    select: { id: true, username: true },
  });
  const nameOf = new Map(actors.map(({ id, username }) => [id, username]));
  return lines.map(({ id, at, actorId, action, before, after, requestId }) => ({
    id,
    at,
    // Whoever acted may have left since; the log keeps the id.
    actor: { id: actorId, username: nameOf.get(actorId) ?? null },
    action,
    changes: changesOf(before, after),
    requestId,
  }));
}

function changesOf(before: unknown, after: unknown): string[] {
  const was = fieldsOf(before);
  const is = fieldsOf(after);
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter((name) => was[name] !== is[name])
    .map((name) => `${name}: ${text(was[name])} → ${text(is[name])}`);
}

/** Objects alone are written to these columns. */
function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function text(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
