import type { Db } from '@hybrid/prisma';
import { Failure } from '../failure.ts';
import type { AuditContext } from './audit.ts';
import type { AnyBulkChange } from './bulk.ts';
import type { BulkRun } from './bulk-run.ts';
import { lastChange } from './last-change.ts';
import { namesOf } from './who-acted.ts';

/** How the reason begins for which a row is left out that somebody decided about; rows are known by it. */
const reasonStart = 'Changed since by';

type Condition = NonNullable<AuditContext['condition']>;

/** By what a run is known in the audit log. */
type MadeBy = Pick<BulkRun, 'actorId' | 'requestId' | 'createdAt'>;

/**
 * Makes the condition under which a run changes a row: nobody decided about it since the run was asked for, or since the run was asked
 * for that this one takes back, but these runs themselves.
 *
 * @param undone the run that is taken back.
 */
export function unlessChangedSince(
  { name, audited, decisions }: Pick<AnyBulkChange, 'name' | 'audited' | 'decisions'>,
  { run, undone }: { run: MadeBy; undone: MadeBy | null },
): Condition {
  const own = undone ? [run, undone] : [run];
  const { createdAt } = undone ?? run;
  return async (tx, { action, target }) => {
    if (!target.startsWith(`${audited}:`) || decisions?.includes(action) === false)
      throw new Error(`${name} is declared to change ${audited}, and wrote ${action} of ${target}.`);
    const last = await lastChange(tx, { target, actions: decisions });
    if (!last || last.at <= createdAt || own.some((one) => isMadeBy(one, last))) return;
    const { username } = (await namesOf(tx, [last.actorId]))(last.actorId);
    const message = `${reasonStart} ${username ?? 'somebody who has left'}.`;
    throw new Failure({ status: 409, message }, { name: 'CHANGED_SINCE', data: null });
  };
}

function isMadeBy(
  run: MadeBy,
  { actorId, requestId }: Pick<MadeBy, 'actorId'> & { requestId: string | null },
): boolean {
  return actorId === run.actorId && requestId === run.requestId;
}

/** An attempt that was lost between a change and its count has left the line of the audit log that came with the change. */
export async function wasChangedBy(
  db: Db,
  { actorId, createdAt, requestId }: MadeBy,
  target: string,
): Promise<boolean> {
  const found = await db.auditLog.findFirst({
    where: { target, actorId, at: { gte: createdAt }, requestId },
    select: { id: true },
  });
  return found !== null;
}

/** Counts the rows that a run left out as somebody changed them since. */
export async function countChangedSince(db: Db, { id, refused }: Pick<BulkRun, 'id' | 'refused'>): Promise<number> {
  if (refused === 0) return 0;
  return db.bulkRow.count({ where: { runId: id, outcome: 'refused', reason: { startsWith: reasonStart } } });
}
