import { type Db, Prisma } from '@hybrid/prisma';
import type { Amount } from '../feature.ts';

/** Counts are taken no further. */
export const countedMax = 10_000;

/**
 * Counts the rows of a table: exactly as far as counts are taken, and beyond that as Postgres reckons it, to two places.
 *
 * @param table its name in the database, which no stranger has a say in.
 */
export async function countAbout(db: Db, table: string): Promise<Amount> {
  const quoted = Prisma.raw(`"${table}"`);
  const [row] = await db.$queryRaw<{ counted: number; reckoned: number }[]>`
    SELECT (SELECT count(*) FROM (SELECT FROM ${quoted} LIMIT ${countedMax + 1}) AS first)::int AS counted,
      (SELECT reltuples FROM pg_class WHERE oid = ${`"${table}"`}::regclass)::float8 AS reckoned`;
  const { counted = 0, reckoned = 0 } = row ?? {};
  if (counted <= countedMax) return counted;
  return { about: Math.max(Number(reckoned.toPrecision(2)), countedMax) };
}
