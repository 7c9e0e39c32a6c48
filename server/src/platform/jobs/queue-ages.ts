import { type Db, Prisma } from '@hybrid/prisma';
import { conditions, queueCountMax } from './queue-state.ts';

/** How many jobs have been due for how long, no further than one beyond `queueCountMax` each. */
export interface QueueAge {
  readonly words: string;
  readonly count: number;
}

/** The ages, in seconds, from which on each begins. */
const ages = [
  { words: 'less than a minute', from: 0, to: 60 },
  { words: '1 to 5 minutes', from: 60, to: 300 },
  { words: '5 minutes to an hour', from: 300, to: 3600 },
  { words: '1 hour to a day', from: 3600, to: 86_400 },
  { words: 'more than a day', from: 86_400, to: null },
] as const;

/** Counts the jobs that wait by how long they have been due; those to be tried again are not among them. */
export async function countAges(db: Db, name: string | null): Promise<QueueAge[]> {
  const [found] = await db.$queryRaw<Record<string, number>[]>`
    SELECT ${Prisma.join(ages.map((age, index) => Prisma.sql`(${countOf(age, name)}) AS ${Prisma.raw(`"${index}"`)}`))}`;
  return ages.map(({ words }, index) => ({ words, count: found?.[index] ?? 0 }));
}

function countOf({ from, to }: { from: number; to: number | null }, name: string | null): Prisma.Sql {
  const youngest = Prisma.sql`t.run_at <= now() - ${from} * interval '1 second'`;
  const oldest = to === null ? Prisma.empty : Prisma.sql`AND t.run_at > now() - ${to} * interval '1 second'`;
  return Prisma.sql`SELECT count(*)::int FROM (
    SELECT FROM graphile_worker._private_tasks AS tasks CROSS JOIN LATERAL (
      SELECT FROM graphile_worker._private_jobs AS t
      WHERE ${conditions.waiting} AND ${youngest} ${oldest} AND t.task_id = tasks.id LIMIT ${queueCountMax + 1}) AS one
    ${name === null ? Prisma.empty : Prisma.sql`WHERE tasks.identifier = ${name}`} LIMIT ${queueCountMax + 1}) AS found`;
}
