import type { Client } from 'pg';
import { until } from './until.ts';

/**
 * Has Postgres look through tables, until it knows of nearly all of their pages that everybody sees their rows: it leaves out a few that
 * hold what was changed.
 *
 * @remarks
 * A snapshot that somebody holds at that moment, as what the host does by itself, keeps it from that; whatever is answered from an index
 * alone then reads the rows too, and many times the pages.
 */
export async function vacuum(client: Client, ...tables: readonly string[]): Promise<void> {
  let left = tables;
  await until(async () => {
    await client.query(`VACUUM (ANALYZE) ${left.join(', ')}`);
    const { rows } = await client.query<{ name: string }>(
      `SELECT name FROM unnest($1::text[]) AS name JOIN pg_class ON oid = name::regclass
       WHERE relallvisible < 0.95 * relpages - 1`,
      [left],
    );
    left = rows.map(({ name }) => name);
    return left.length === 0;
  }, 60_000);
}
