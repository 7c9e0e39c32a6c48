import { type Db, Prisma } from '@hybrid/prisma';
import { likeText } from '../admin/fields.ts';

/** Where a job stands that the queue still holds. */
export const queueStates = ['waiting', 'scheduled', 'retrying', 'running', 'failed'] as const;
export type QueueState = (typeof queueStates)[number];

/** A job that the queue holds. */
export interface QueuedJob {
  readonly id: string;
  readonly name: string;
  readonly state: QueueState;
  readonly attempts: number;
  readonly attemptsMax: number;
  readonly queuedAt: Date;
  readonly runAt: Date;
  readonly lockedAt: Date | null;
  readonly error: string | null;
}

/** How many jobs of one state a page shows. */
export const queuedJobsMax = 100;

// The clock is the database's, by which the queue itself decides what is due.
const state = Prisma.sql`CASE
  WHEN locked_at IS NOT NULL THEN 'running'
  WHEN attempts >= max_attempts THEN 'failed'
  WHEN attempts > 0 THEN 'retrying'
  WHEN run_at > now() THEN 'scheduled'
  ELSE 'waiting' END`;

const columns = Prisma.sql`id::text, task_identifier AS name, ${state} AS state, attempts::int, max_attempts::int AS "attemptsMax",
  created_at AS "queuedAt", run_at AS "runAt", locked_at AS "lockedAt", last_error AS error`;

/** Counts the jobs in the queue by state; reads all of it, so that it is not to be asked all the time. */
export async function countQueue(db: Db): Promise<Record<QueueState, number>> {
  const found = await db.$queryRaw<{ state: QueueState; count: number }[]>`
    SELECT ${state} AS state, count(*)::int FROM graphile_worker.jobs GROUP BY 1`;
  const counts = { waiting: 0, scheduled: 0, retrying: 0, running: 0, failed: 0 };
  for (const { state: name, count } of found) counts[name] = count;
  return counts;
}

/** Lists the first jobs of a state: those due first, or those that failed last; and counts them all. */
export async function listQueue(
  db: Db,
  { state: wanted, name }: { state: QueueState; name: string },
): Promise<{ jobs: QueuedJob[]; total: number }> {
  const order = wanted === 'failed' ? Prisma.sql`updated_at DESC, jobs.id` : Prisma.sql`run_at, jobs.id`;
  const found = await db.$queryRaw<(QueuedJob & { total: number })[]>`
    SELECT ${columns}, count(*) OVER ()::int AS total FROM graphile_worker.jobs
    WHERE ${state} = ${wanted} AND task_identifier ILIKE ${`%${likeText(name)}%`}
    ORDER BY ${order} LIMIT ${queuedJobsMax}`;
  return { jobs: found.map(({ total: _total, ...job }) => job), total: found[0]?.total ?? 0 };
}

/** Finds a job that is still in the queue, or null. */
export async function findQueued(db: Db, id: string): Promise<QueuedJob | null> {
  const [found] = await db.$queryRaw<QueuedJob[]>`SELECT ${columns} FROM graphile_worker.jobs WHERE id = ${id}::bigint`;
  return found ?? null;
}
