import type { Db, Prisma } from '@hybrid/prisma';
import type { Context } from '../context.ts';
import { type AuditLine, auditLines, type KeptOfTarget } from './audit-trail.ts';
import { idOfName } from './id-of-name.ts';
import { keyset, type PageOf, type Rows, rowsOf } from './keyset.ts';

/** Which lines of the audit log are looked for; what is empty or null leaves a choice open. */
export interface AuditFilter {
  /** The name of whoever acted; their id, where they have left. */
  readonly who: string;
  /** The name or the id of the person as whom they acted. */
  readonly as: string;
  readonly action: string | null;
  readonly target: string;
  /** The address of the network that it came from, whole. */
  readonly network: string;
  /** The first and the last day, by UTC. */
  readonly from: Date | null;
  readonly to: Date | null;
}

/** The lines of the audit log are counted no further. */
export const auditCountMax = 10_000;

const dayMs = 86_400_000;

/**
 * Lists what staff did, newest first.
 *
 * @remarks
 * Each filter has an index that holds its rows in the order of the list, and so have who and what together. What else is combined is
 * read from the narrower index and left out row by row. The ids are asked for by themselves: those the index has, while whole rows
 * make Postgres walk through the log by time and look at each, which is long where somebody did something often and long ago.
 */
export async function listAudit(
  { db, user }: Pick<Context, 'db' | 'user'>,
  { filter, page, keptOf }: { filter: AuditFilter; page: PageOf; keptOf: KeptOfTarget },
): Promise<Rows<AuditLine>> {
  const where = await conditionOf(db, filter);
  const { orderBy, take, beyond } = keyset(page, 'at');
  const found = await db.auditLog.findMany({ where: { AND: [where, beyond] }, orderBy, take, select: { id: true } });
  const read = await db.auditLog.findMany({ where: { id: { in: found.map(({ id }) => id) } }, orderBy });
  const listed = rowsOf(page, read, ({ at }) => at);
  return { ...listed, rows: await auditLines({ db, user }, listed.rows, keptOf) };
}

/** Counts what staff did, as far as it is counted. */
export async function countAudit(db: Db, filter: AuditFilter): Promise<number> {
  return db.auditLog.count({ where: await conditionOf(db, filter), take: auditCountMax + 1 });
}

/** What was ever done, by name: the index is asked for one after the other, as the log may hold millions of each. */
export async function listActions(db: Db): Promise<string[]> {
  const rows = await db.$queryRaw<{ action: string }[]>`
    WITH RECURSIVE actions AS (
      (SELECT action FROM audit_log ORDER BY action LIMIT 1)
      UNION ALL
      SELECT (SELECT action FROM audit_log WHERE action > actions.action ORDER BY action LIMIT 1)
      FROM actions WHERE action IS NOT NULL
    ) SELECT action FROM actions WHERE action IS NOT NULL`;
  return rows.map(({ action }) => action);
}

async function conditionOf(db: Db, filter: AuditFilter): Promise<Prisma.AuditLogWhereInput> {
  const { who, as, action, target, network } = filter;
  return {
    ...(who !== '' && { actorId: await idOfName(db, who) }),
    ...(as !== '' && { asId: await idOfName(db, as) }),
    ...(network !== '' && { address: network }),
    ...(action !== null && { action }),
    ...(target !== '' && { target }),
    ...whenOf(filter),
  };
}

function whenOf({ from, to }: AuditFilter): Prisma.AuditLogWhereInput {
  if (!from && !to) return {};
  return { at: { ...(from && { gte: from }), ...(to && { lt: new Date(to.getTime() + dayMs) }) } };
}
