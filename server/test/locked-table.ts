import { Client } from 'pg';
import { onTestFinished } from 'vitest';
import type { Host } from './host.ts';

/** A table that nobody can read, or write to, until it is let go: whoever asks holds a connection. */
export interface LockedTable {
  /** How many statements wait for it now. */
  waiting(): Promise<number>;
  release(): Promise<void>;
}

/** Locks a table of a host's database, as a migration that takes long does; in `SHARE` mode it can still be read. */
export async function lockTable(
  { databaseUrl }: Pick<Host, 'databaseUrl'>,
  table: string,
  mode: 'ACCESS EXCLUSIVE' | 'SHARE' = 'ACCESS EXCLUSIVE',
): Promise<LockedTable> {
  const holder = new Client({ connectionString: databaseUrl });
  await holder.connect();
  onTestFinished(() => holder.end());
  await holder.query(`BEGIN; LOCK TABLE ${table} IN ${mode} MODE`);
  return {
    async waiting() {
      const { rows } = await holder.query<{ count: number }>(
        `SELECT count(*)::integer FROM pg_locks WHERE NOT granted AND relation = '${table}'::regclass`,
      );
      return rows[0]?.count ?? 0;
    },
    release: async () => void (await holder.query('ROLLBACK')),
  };
}
