import type { Db, Prisma } from '@hybrid/prisma';
import { z } from 'zod';
import type { KeptLog } from './run-log.ts';

type Row = Prisma.JobRunGetPayload<{ omit: { outcome: true; log: true } }>;

/** One attempt, as a page shows it. */
export interface Run extends Row {
  /** By its name in the database: in a deploy, that may be one which this release does not know. */
  readonly outcome: string;
}

/** One attempt with what it logged. */
export interface LoggedRun extends Run {
  readonly log: KeptLog | null;
}

/** Lists need neither. */
const omit = { outcome: true, log: true } as const;

/** The last attempts that began, ended or not. */
export async function latestRuns(db: Db, take: number): Promise<Run[]> {
  const orderBy: Prisma.JobRunOrderByWithRelationInput[] = [{ startedAt: 'desc' }, { id: 'desc' }];
  return withOutcomes(db, await db.jobRun.findMany({ orderBy, take, omit }));
}

/** The last attempts at jobs that somebody's calls caused. */
export async function runsCausedBy(db: Db, userId: string, take: number): Promise<Run[]> {
  const orderBy: Prisma.JobRunOrderByWithRelationInput[] = [{ startedAt: 'desc' }, { id: 'desc' }];
  return withOutcomes(db, await db.jobRun.findMany({ where: { userId }, orderBy, take, omit }));
}

/** Attempts by their ids, in the order of these. */
export async function runsById(db: Db, ids: readonly string[]): Promise<Run[]> {
  const rows = await withOutcomes(db, await db.jobRun.findMany({ where: { id: { in: [...ids] } }, omit }));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** The attempts at one job, the last first; each with what it logged. */
export async function runsOf(db: Db, jobId: string): Promise<LoggedRun[]> {
  const orderBy: Prisma.JobRunOrderByWithRelationInput = { attempt: 'desc' };
  const rows = await db.jobRun.findMany({ where: { jobId }, orderBy, omit: { outcome: true } });
  return withOutcomes(
    db,
    rows.map((row) => ({ ...row, log: Log.parse(row.log) })),
  );
}

const Log: z.ZodType<KeptLog | null> = z
  .object({
    lines: z.array(
      z.object({
        at: z.string(),
        level: z.string(),
        text: z.string(),
        fields: z.record(z.string(), z.unknown()).optional(),
      }),
    ),
    omitted: z.number(),
  })
  .nullable()
  // What another release wrote is not shown rather than the page refused.
  .catch(null);

/** The client refuses a whole page for one value that it does not know: the outcomes are read as text. */
async function withOutcomes<R extends { id: string }>(
  db: Db,
  rows: readonly R[],
): Promise<(R & { outcome: string })[]> {
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
