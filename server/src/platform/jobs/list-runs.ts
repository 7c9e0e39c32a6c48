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

/** Which attempts are looked for. */
export interface RunFilter {
  /** Part of the name of the job. */
  readonly name: string;
}

type Sources = { readonly db: Db; now(): Date };

/** Lists attempts that ended, newest first. */
export async function listRuns(sources: Sources, filter: RunFilter, page: PageOf): Promise<Rows<Run>> {
  const { db } = sources;
  const { orderBy, take, beyond } = keyset(page, 'startedAt');
  const where = { AND: [conditionOf(filter, sources), beyond] };
  const listed = rowsOf(
    page,
    await db.jobRun.findMany({ where, orderBy, take, omit: { outcome: true } }),
    (run) => run.startedAt,
  );
  return { ...listed, rows: await withOutcomes(db, listed.rows) };
}

/** Counts attempts that ended, as far as they are counted. */
export async function countRuns(sources: Sources, filter: RunFilter): Promise<number> {
  return sources.db.jobRun.count({ where: conditionOf(filter, sources), take: runsCountMax + 1 });
}

/** No index has the names, so that a search by name looks at one week and not at all that ever ran. */
function conditionOf({ name }: RunFilter, { now }: Pick<Sources, 'now'>): Prisma.JobRunWhereInput {
  return {
    outcome: { not: 'running' },
    ...(name !== '' && {
      name: { contains: likeText(name), mode: 'insensitive' },
      startedAt: { gte: new Date(now().getTime() - weekMs) },
    }),
  };
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
