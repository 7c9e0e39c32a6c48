import { type Db, Prisma, type Tx } from '@hybrid/prisma';
import type { JobDefinition } from './job.ts';

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
  readonly priority: number;
  /** Under which another one would replace it. */
  readonly key: string | null;
  readonly queuedAt: Date;
  readonly runAt: Date;
  readonly lockedAt: Date | null;
  /** When it failed for good; null where it has not. Of one that is tried again nobody knows: staff may have put it elsewhere. */
  readonly failedAt: Date | null;
  readonly worker: string | null;
  readonly error: string | null;
  readonly requestId: string | null;
  readonly userId: string | null;
  /** Who acted as them when they asked for it. */
  readonly actorId: string | null;
}

/** Jobs of one state are counted no further, where all states are counted at once. */
export const queueCountMax = 1000;

// The clock is the database's, by which the queue itself decides what is due.
const state = Prisma.sql`CASE
  WHEN t.locked_at IS NOT NULL THEN 'running'
  WHEN t.attempts >= t.max_attempts THEN 'failed'
  WHEN t.attempts > 0 THEN 'retrying'
  WHEN t.run_at > now() THEN 'scheduled'
  ELSE 'waiting' END`;

/**
 * The queue does not say when a job failed for good, but when it would be tried again for it, which is so much later.
 *
 * @remarks
 * In the words of the index that has it, which may not go by a time zone.
 */
export const failedAt = Prisma.sql`to_timestamp(
  extract(epoch FROM t.run_at - '1970-01-01 00:00:00+00'::timestamptz)::float8 - exp(least(t.attempts, 10)))`;

const columns = Prisma.sql`t.id::text, tasks.identifier AS name, ${state} AS state, t.attempts::int,
  t.max_attempts::int AS "attemptsMax", t.priority::int, t.key, t.created_at AS "queuedAt", t.run_at AS "runAt",
  t.locked_at AS "lockedAt", CASE WHEN ${state} = 'failed' THEN ${failedAt} END AS "failedAt", t.locked_by AS worker,
  t.last_error AS error, t.payload->>'requestId' AS "requestId", t.payload->>'userId' AS "userId",
  t.payload->>'actorId' AS "actorId"`;

/** What is true of the jobs of a state, each in the words of the index that holds them. */
export const conditions: Readonly<Record<QueueState, Prisma.Sql>> = {
  waiting: Prisma.sql`t.is_available AND t.attempts = 0 AND t.run_at <= now()`,
  scheduled: Prisma.sql`t.is_available AND t.attempts = 0 AND t.run_at > now()`,
  retrying: Prisma.sql`t.is_available AND t.attempts > 0`,
  running: Prisma.sql`t.locked_by IS NOT NULL`,
  failed: Prisma.sql`t.attempts >= t.max_attempts AND t.locked_at IS NULL`,
};

/** Counts the jobs in the queue by state, each no further than one beyond `queueCountMax`. */
export async function countQueue(db: Db): Promise<Record<QueueState, number>> {
  const [counts] = await db.$queryRaw<Record<QueueState, number>[]>`
    SELECT ${Prisma.join(queueStates.map((name) => Prisma.sql`(${countOf(name)}) AS ${Prisma.raw(name)}`))}`;
  return counts ?? { waiting: 0, scheduled: 0, retrying: 0, running: 0, failed: 0 };
}

function countOf(name: QueueState): Prisma.Sql {
  // By their names, since the indexes have those in front; what is locked is little.
  const rows =
    name === 'running'
      ? Prisma.sql`SELECT FROM graphile_worker._private_jobs AS t WHERE ${conditions.running}`
      : Prisma.sql`SELECT FROM graphile_worker._private_tasks AS tasks CROSS JOIN LATERAL (
          SELECT FROM graphile_worker._private_jobs AS t WHERE ${conditions[name]} AND t.task_id = tasks.id
          LIMIT ${queueCountMax + 1}) AS one`;
  return Prisma.sql`SELECT count(*)::int FROM (${rows} LIMIT ${queueCountMax + 1}) AS found`;
}

/** Reads jobs that the queue holds, in the order of their ids as given; those that have left it are left out. */
export async function readQueued(db: Db, ids: readonly string[]): Promise<QueuedJob[]> {
  if (ids.length === 0) return [];
  const rows = await db.$queryRaw<QueuedJob[]>`
    SELECT ${columns} FROM graphile_worker._private_jobs AS t JOIN graphile_worker._private_tasks AS tasks ON tasks.id = t.task_id
    WHERE t.id = ANY(${ids}::bigint[])`;
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** Finds a job that is still in the queue, or null. */
export async function findQueued(db: Db, id: string): Promise<QueuedJob | null> {
  const [found] = await readQueued(db, [id]);
  return found ?? null;
}

/** Finds the jobs of a request that are still in the queue: those that wait by their index, and those that run among all that do. */
export async function queuedOfRequest(db: Db, requestId: string, take: number): Promise<QueuedJob[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT t.id::text FROM graphile_worker._private_jobs AS t WHERE t.locked_by IS NULL AND t.payload->>'requestId' = ${requestId}
    UNION ALL
    SELECT t.id::text FROM graphile_worker._private_jobs AS t WHERE ${conditions.running} AND t.payload->>'requestId' = ${requestId}
    LIMIT ${take}`;
  return readQueued(
    db,
    rows.map(({ id }) => id),
  );
}

/** Reads what a job that is still in the queue was given, as it was written. */
export async function readPayload(db: Db, id: string): Promise<unknown> {
  const [found] = await db.$queryRaw<{ payload: unknown }[]>`
    SELECT payload FROM graphile_worker._private_jobs WHERE id = ${id}::bigint`;
  return found?.payload ?? null;
}

/** Each in the words of an index. */
const isPending = [
  Prisma.sql`t.is_available AND t.attempts = 0`,
  Prisma.sql`t.is_available AND t.attempts > 0`,
  conditions.running,
];

/**
 * Reads the jobs of one kind that are still to be done or are being done, with what each was given: of a kind of which there are
 * few. Those that failed for good are not among them.
 *
 * @public
 */
export async function pendingJobs<Payload>(
  db: Db | Tx,
  { name, payload }: Pick<JobDefinition<Payload>, 'name' | 'payload'>,
): Promise<{ id: string; payload: Payload }[]> {
  const task = Prisma.sql`(SELECT id FROM graphile_worker._private_tasks WHERE identifier = ${name})`;
  const parts = isPending.map(
    (condition) => Prisma.sql`
      SELECT t.id::text, t.payload->'data' AS data FROM graphile_worker._private_jobs AS t
      WHERE ${condition} AND t.task_id = ${task}`,
  );
  const rows = await db.$queryRaw<{ id: string; data: unknown }[]>`${Prisma.join(parts, ' UNION ALL ')}`;
  return rows.map(({ id, data }) => ({ id, payload: payload.parse(data) }));
}
