import type { Db } from '@hybrid/prisma';
import { likeText } from '../admin/fields.ts';
import { type AnyJob, defaultQueue } from './job.ts';
import type { QueueState } from './queue-state.ts';

/** Attempts that ended, by how; `finished` is any of them. */
export const endedStates = ['finished', 'succeeded', 'failed-attempt', 'cancelled', 'lost', 'interrupted'] as const;
export type EndedState = (typeof endedStates)[number];

/** Which jobs are looked for; what is empty or null leaves a choice open. */
export interface JobFilter {
  readonly state: QueueState | EndedState;
  /** Part of the name. */
  readonly name: string;
  readonly queue: string | null;
  /** Part of what it failed with. */
  readonly error: string;
  readonly key: string;
  /** Due, failed or begun from a moment on, and before another. */
  readonly from: Date | null;
  readonly to: Date | null;
}

/** What is known of a job without running it. */
export type DeclaredJob = Pick<AnyJob, 'name' | 'queue' | 'cron' | 'keptFrom' | 'attempts' | 'priority' | 'payload'>;

/** Whether the state is one of attempts that ended, and not of the queue. */
export function isEnded(state: JobFilter['state']): state is EndedState {
  return (endedStates as readonly string[]).includes(state);
}

/** The queues that jobs are declared for. */
export function queuesOf(declared: readonly DeclaredJob[]): string[] {
  return [...new Set(declared.map(({ queue = defaultQueue }) => queue))].toSorted();
}

/**
 * The tasks of graphile-worker that are asked for, as it knows jobs by number; null where all are.
 *
 * @remarks
 * It does not know our queues either: those are of the names that this release declares.
 */
export async function tasksOf(
  db: Db,
  { name, queue }: JobFilter,
  declared: readonly DeclaredJob[],
): Promise<number[] | null> {
  if (name === '' && queue === null) return null;
  const rows = await db.$queryRaw<{ id: number; name: string }[]>`
    SELECT id, identifier AS name FROM graphile_worker._private_tasks WHERE identifier ILIKE ${`%${likeText(name)}%`}`;
  return rows.filter((row) => queue === null || queueOf(row.name, declared) === queue).map(({ id }) => id);
}

/** The names in the history that are asked for; null where all are. A queue has the names that this release declares for it. */
export async function namesOf(
  db: Db,
  { name, queue }: JobFilter,
  declared: readonly DeclaredJob[],
): Promise<string[] | null> {
  if (name === '' && queue === null) return null;
  const part = name.toLowerCase();
  return (await readNames(db)).filter(
    (one) => one.toLowerCase().includes(part) && (queue === null || queueOf(one, declared) === queue),
  );
}

/** The names of all jobs that the history tells of: its index is asked for one after the other, as it may hold a million of each. */
export async function readNames(db: Db): Promise<string[]> {
  const rows = await db.$queryRaw<{ name: string }[]>`
    WITH RECURSIVE names AS (
      (SELECT name FROM job_run ORDER BY name LIMIT 1)
      UNION ALL
      SELECT (SELECT name FROM job_run WHERE name > names.name ORDER BY name LIMIT 1) FROM names WHERE name IS NOT NULL
    ) SELECT name FROM names WHERE name IS NOT NULL`;
  return rows.map(({ name }) => name);
}

/** The queue of a job by its name; null where this release does not know it. */
export function queueOf(name: string | undefined, declared: readonly DeclaredJob[]): string | null {
  const job = declared.find((one) => one.name === name);
  return job ? (job.queue ?? defaultQueue) : null;
}
