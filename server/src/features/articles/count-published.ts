import type { Context } from '../../platform/context.ts';
import type { Steps } from '../../platform/feature.ts';

/** Counts the articles that came out within each of some steps; steps without any are left out. */
export async function countPublished(
  { db }: Pick<Context, 'db'>,
  { from, stepMs }: Steps,
): Promise<{ at: Date; count: number }[]> {
  return db.$queryRaw`
    SELECT date_bin(${stepMs} * interval '1 millisecond', created_at, ${from}::timestamptz) AS at, count(*)::int
    FROM article WHERE created_at >= ${from} GROUP BY 1`;
}
