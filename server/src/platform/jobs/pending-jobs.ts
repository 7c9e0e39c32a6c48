import { type Db, Prisma, type Tx } from '@hybrid/prisma';
import type { JobDefinition } from './job.ts';
import { conditions } from './queue-state.ts';

/** Each in the words of an index. */
const isPending = [
  Prisma.sql`t.is_available AND t.attempts = 0`,
  Prisma.sql`t.is_available AND t.attempts > 0`,
  conditions.running,
];

/**
 * Reads the jobs of one kind that are still to be done or are being done, with what each was given: of a kind of which there are
 * few. Those that failed for good are not among them.
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
