import { type Db, Prisma } from '@hybrid/prisma';
import { likeText } from '../admin/fields.ts';
import type { PageOf, Rows } from '../admin/keyset.ts';
import { type DeclaredJob, type EndedState, isEnded, type JobFilter, namesOf, queueOf, tasksOf } from './job-filter.ts';
import { type Run, runsById } from './list-runs.ts';
import { conditions, failedAt, type QueuedJob, type QueueState, readQueued } from './queue-state.ts';
import { countScan, countWhole, readScan, type Scan } from './scan.ts';

/** A line of the list: a job that the queue holds, or an attempt that ended. */
export interface JobLine extends Pick<
  QueuedJob,
  'name' | 'queuedAt' | 'error' | 'key' | 'worker' | 'requestId' | 'userId' | 'actorId'
> {
  /** That of the job; of several attempts the same. */
  readonly id: string;
  readonly state: string;
  readonly attempt: number;
  readonly attemptsMax: number | null;
  readonly queue: string | null;
  readonly priority: number | null;
  readonly runAt: Date | null;
  readonly failedAt: Date | null;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly trace: string | null;
}

/** Jobs and attempts are counted no further. */
export const jobsCountMax = 10_000;

interface Question {
  readonly filter: JobFilter;
  readonly declared: readonly DeclaredJob[];
  /** Whether those due last come first, as where all are changed: what comes meanwhile stands before them. */
  readonly isBackwards?: boolean;
}

/** Lists jobs of the queue, those due first or those that failed last, or attempts that ended, the last first. */
export async function listJobs(
  db: Db,
  { filter, declared, isBackwards = false }: Question,
  page: PageOf,
): Promise<Rows<JobLine>> {
  const isOfHistory = isEnded(filter.state);
  const scan = await scanOf(db, filter, declared);
  const order = isBackwards ? { isAscending: false } : {};
  const { ids, ...neighbours } = await readScan(db, { ...scan, ...order }, pageWithin(page, isOfHistory));
  const rows = isOfHistory
    ? (await runsById(db, ids)).map(lineOfRun)
    : (await readQueued(db, ids)).map((job) => lineOfJob(job, declared));
  return { rows, ...neighbours };
}

/** The ids of the queue are numbers: a place that names none is one between all jobs of its instant and those before them. */
function pageWithin(page: PageOf, isOfHistory: boolean): PageOf {
  const { cursor } = page;
  if (cursor === null || String(cursor.id).includes('-') === isOfHistory) return page;
  // An address may have kept the place of another list.
  return isOfHistory ? { ...page, cursor: null, isBackwards: false } : { ...page, cursor: { ...cursor, id: '0' } };
}

/** Counts them, as far as they are counted; where a text is looked for in errors, those among the first that were looked at. */
export async function countJobs(db: Db, { filter, declared }: Question): Promise<number> {
  return countScan(db, await scanOf(db, filter, declared), jobsCountMax);
}

/** Counts jobs to the last, each once; one more than `max` where there are more, or more would have to be looked at. */
export async function countJobsWhole(db: Db, { filter, declared }: Question, max: number): Promise<number> {
  return countWhole(db, await scanOf(db, filter, declared), max);
}

async function scanOf(db: Db, filter: JobFilter, declared: readonly DeclaredJob[]): Promise<Scan> {
  return isEnded(filter.state)
    ? scanOfHistory({ ...filter, state: filter.state }, await namesOf(db, filter, declared))
    : scanOfQueue({ ...filter, state: filter.state }, await tasksOf(db, filter, declared));
}

/** By which moment jobs of a state are listed. */
function momentOf(state: QueueState): Prisma.Sql {
  if (state === 'failed') return failedAt;
  return state === 'running' ? Prisma.sql`t.locked_at` : Prisma.sql`t.run_at`;
}

function scanOfQueue(filter: JobFilter & { state: QueueState }, tasks: number[] | null): Scan {
  const { state, key, error } = filter;
  const at = momentOf(state);
  // By its key a job is found at once, and what is locked is little: neither is asked for name by name.
  const isOrdered = key === '' && state !== 'running';
  const known = tasks
    ? Prisma.sql`SELECT unnest(${tasks}::int[]) AS value`
    : Prisma.sql`SELECT id AS value FROM graphile_worker._private_tasks`;
  return {
    table: Prisma.sql`graphile_worker._private_jobs`,
    at,
    idType: Prisma.sql`bigint`,
    job: null,
    where: allOf([
      conditions[state],
      ...only(key !== '', Prisma.sql`t.key = ${key}`),
      ...only(!isOrdered && tasks !== null, Prisma.sql`t.task_id = ANY(${tasks}::int[])`),
      ...between(at, filter),
    ]),
    each: isOrdered ? { column: Prisma.sql`t.task_id`, values: known } : null,
    sift: error === '' ? null : Prisma.sql`t.last_error ILIKE ${`%${likeText(error)}%`}`,
    isAscending: state !== 'failed',
  };
}

const outcomes: Readonly<Record<EndedState, string | null>> = {
  finished: null,
  succeeded: 'succeeded',
  'failed-attempt': 'failed',
  cancelled: 'cancelled',
  lost: 'lost',
  interrupted: 'interrupted',
};

function scanOfHistory(filter: JobFilter & { state: EndedState }, names: string[] | null): Scan {
  const { state, key, error } = filter;
  const at = Prisma.sql`t.started_at`;
  const outcome = outcomes[state];
  const isOf = outcome === null ? Prisma.sql`t.outcome <> 'running'` : Prisma.sql`t.outcome = ${outcome}::"JobOutcome"`;
  // What succeeded has no index of its own, as nearly all of it did. Of a job that never does, it is looked for row by row.
  const isSifted = outcome === 'succeeded';
  const isOrdered = key === '' && names !== null;
  return {
    table: Prisma.sql`job_run`,
    at,
    idType: Prisma.sql`uuid`,
    job: Prisma.sql`t.job_id`,
    where: allOf([
      ...only(!isSifted, isOf),
      ...only(key !== '', Prisma.sql`t.key = ${key}`),
      ...only(!isOrdered && names !== null, Prisma.sql`t.name = ANY(${names}::text[])`),
      ...between(at, filter),
    ]),
    each: isOrdered
      ? { column: Prisma.sql`t.name`, values: Prisma.sql`SELECT unnest(${names}::text[]) AS value` }
      : null,
    sift: someOf([...only(isSifted, isOf), ...only(error !== '', Prisma.sql`t.error ILIKE ${`%${likeText(error)}%`}`)]),
    isAscending: false,
  };
}

function between(at: Prisma.Sql, { from, to }: Pick<JobFilter, 'from' | 'to'>): Prisma.Sql[] {
  return [...(from ? [Prisma.sql`${at} >= ${from}`] : []), ...(to ? [Prisma.sql`${at} < ${to}`] : [])];
}

function only(isAsked: boolean, condition: Prisma.Sql): Prisma.Sql[] {
  return isAsked ? [condition] : [];
}

function someOf(given: readonly Prisma.Sql[]): Prisma.Sql | null {
  return given.length === 0 ? null : Prisma.join([...given], ' AND ');
}

function allOf(given: readonly Prisma.Sql[]): Prisma.Sql {
  return someOf(given) ?? Prisma.sql`true`;
}

function lineOfJob(job: QueuedJob, declared: readonly DeclaredJob[]): JobLine {
  const { attempts, lockedAt, ...rest } = job;
  // The queue itself does not say which of ours a job belongs to.
  return {
    ...rest,
    attempt: attempts,
    queue: queueOf(job.name, declared),
    startedAt: lockedAt,
    finishedAt: null,
    trace: null,
  };
}

function lineOfRun(run: Run): JobLine {
  const { jobId, outcome, ...rest } = run;
  return { ...rest, id: jobId, state: outcome, attemptsMax: null, priority: null, runAt: null, failedAt: null };
}
