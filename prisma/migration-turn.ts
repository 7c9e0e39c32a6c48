import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from 'pg';

// Any numbers will do that graphile-worker and Prisma do not use; advisory locks are counted per database.
const turnKey = 4_827_115_063;
/** Held by the connection that runs the SQL. */
export const scriptKey = 4_827_115_064;

const intervalMs = 200;

/**
 * Waits until nobody else migrates. The turn ends with the connection, so a killed instance keeps nobody waiting for long.
 *
 * @remarks
 * Postgres goes on with a killed instance's statement until that is done, so the connection that runs the SQL holds a lock
 * of its own and that one is waited for too. Asks again and again instead of waiting inside Postgres: a statement that waits
 * there counts as an older transaction, and `CREATE INDEX CONCURRENTLY` in the other instance would wait for it in turn.
 */
export async function takeTurn(connection: Client, log: (message: string) => void): Promise<void> {
  for (const key of [turnKey, scriptKey]) {
    for (let attempt = 1; !(await tryLock(connection, key)); attempt += 1) {
      if (attempt === 1) log('Another instance is applying migrations; waiting for it');
      await delay(intervalMs);
    }
  }
  await connection.query('SELECT pg_advisory_unlock($1)', [scriptKey]);
}

async function tryLock(connection: Client, key: number): Promise<boolean> {
  const { rows } = await connection.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [key]);
  return rows[0]?.taken === true;
}
