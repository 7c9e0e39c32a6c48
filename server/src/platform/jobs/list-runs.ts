import type { Db, Prisma } from '@hybrid/prisma';
import { likeText } from '../admin/fields.ts';
import { keyset, type PageOf, type Rows, rowsOf } from '../admin/keyset.ts';

type Row = Prisma.JobRunGetPayload<{ omit: { outcome: true } }>;

/** One attempt, as a page shows it. */
export interface Run extends Row {
  /** By its name in the database: in a deploy, that may be one which this release does not know. */
  readonly outcome: string;
}

/** Runs are counted no further. */
export const runsCountMax = 1000;
const weekMs = 7 * 86_400_000;

/**
 * Lists attempts that ended, newest first.
 *
 * @remarks
 * No index has the names, so that a search by name looks at one week and not at all that ever ran.
 */
export async function listRuns(
  { db, now }: { db: Db; now(): Date },
  { name, page }: { name: string; page: PageOf },
): Promise<Rows<Run> & { total: number }> {
  const filter: Prisma.JobRunWhereInput = {
    outcome: { not: 'running' },
    ...(name !== '' && {
      name: { contains: likeText(name), mode: 'insensitive' },
      startedAt: { gte: new Date(now().getTime() - weekMs) },
    }),
  };
  const { orderBy, take, beyond } = keyset(page, 'startedAt');
  const [read, total] = await Promise.all([
    db.jobRun.findMany({
      where: { AND: [filter, beyond] },
      orderBy,
      take,
      omit: { outcome: true },
    }),
    db.jobRun.count({ where: filter, take: runsCountMax + 1 }),
  ]);
  const listed = rowsOf(page, read, (run) => run.startedAt);
  return { ...listed, rows: await withOutcomes(db, listed.rows), total };
}

/** The last attempts that began, ended or not. */
export async function latestRuns(db: Db, take: number): Promise<Run[]> {
  const orderBy: Prisma.JobRunOrderByWithRelationInput[] = [{ startedAt: 'desc' }, { id: 'desc' }];
  return withOutcomes(db, await db.jobRun.findMany({ orderBy, take, omit: { outcome: true } }));
}

/** The attempts at one job, the last first. */
export async function runsOf(db: Db, jobId: string): Promise<Run[]> {
  const orderBy: Prisma.JobRunOrderByWithRelationInput = { attempt: 'desc' };
  return withOutcomes(db, await db.jobRun.findMany({ where: { jobId }, orderBy, omit: { outcome: true } }));
}

/** The client refuses a whole page for one value that it does not know: the outcomes are read as text. */
async function withOutcomes(db: Db, rows: readonly Row[]): Promise<Run[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const read = await db.$queryRaw<{ id: string; outcome: string }[]>`
    SELECT id::text, outcome::text FROM job_run WHERE id = ANY(${ids}::uuid[])`;
  const outcomes = new Map(read.map(({ id, outcome }) => [id, outcome]));
  // One that was purged meanwhile is not shown.
  return rows.flatMap((row) => {
    const outcome = outcomes.get(row.id);
    return outcome === undefined ? [] : [{ ...row, outcome }];
  });
}
