import type { Context } from '../../platform/context.ts';
import type { Steps } from '../../platform/feature.ts';

/** Counts who signed up within each of some steps; steps of nobody are left out. */
export async function countSignUps(
  { db }: Pick<Context, 'db'>,
  { from, stepMs }: Steps,
): Promise<{ at: Date; count: number }[]> {
  return db.$queryRaw`
    SELECT date_bin(${stepMs} * interval '1 millisecond', created_at, ${from}::timestamptz) AS at, count(*)::int
    FROM "user" WHERE created_at >= ${from} GROUP BY 1`;
}
