import type { Db, Prisma } from '@hybrid/prisma';
import { likeText } from '../admin/fields.ts';
import { keyset, type PageOf, type Rows, rowsOf } from '../admin/keyset.ts';

/** One attempt, as a page shows it. */
export type Run = Prisma.JobRunGetPayload<object>;

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
    }),
    db.jobRun.count({ where: filter, take: runsCountMax + 1 }),
  ]);
  return { ...rowsOf(page, read, (run) => run.startedAt), total };
}

/** The last attempts that began, ended or not. */
export async function latestRuns(db: Db, take: number): Promise<Run[]> {
  return db.jobRun.findMany({ orderBy: [{ startedAt: 'desc' }, { id: 'desc' }], take });
}
