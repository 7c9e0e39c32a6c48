import { randomUUID } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import { ColumnTypeEnum, type SqlDriverAdapter } from '@prisma/driver-adapter-utils';
import { Pool, type QueryArrayConfig } from 'pg';
import { dropDatabase, urlOf, withConnection } from './databases.ts';
import { checksumOf, isOneTransaction } from './migration-folder.ts';
import { scriptKey } from './migration-turn.ts';

// Every query on a table queues behind a migration that waits for its lock, so it gives up soon and is tried again.
const lockTimeoutMs = 1000;

export interface MigrationAdapter extends SqlDriverAdapter {
  /** What Postgres said to the last script that failed. */
  scriptFailure(): unknown;
}

/**
 * Opens Prisma's driver adapter, mended for migrations.
 *
 * @remarks
 * Its own way to run a script cuts it at every semicolon, those inside a function's body too, and sends each piece over any
 * connection. Sent whole over one connection, Postgres parses the script itself and runs it as one transaction.
 */
export async function openMigrationAdapter(url: string, isShadow = false): Promise<MigrationAdapter> {
  const { pool, charColumns } = openPool(url);
  const adapter = await new PrismaPg(pool).connect();
  const queryRaw = adapter.queryRaw.bind(adapter);
  let closing: Promise<void> | undefined;
  let failure: unknown;
  return Object.assign(adapter, {
    async queryRaw(query: Parameters<typeof queryRaw>[0]) {
      const result = await queryRaw(query);
      for (const column of charColumns.get(result.rows) ?? []) result.columnTypes[column] = ColumnTypeEnum.Character;
      return result;
    },
    async executeScript(script: string) {
      try {
        await runScript(pool, isShadow ? script : withWitness(script));
      } catch (error) {
        failure = error;
        throw error;
      }
    },
    scriptFailure: () => failure,
    dispose: () => (closing ??= pool.end()),
  });
}

/**
 * Adds a statement that leaves the script's checksum in the database when, and only when, the script is committed.
 *
 * @remarks
 * The engine notes a migration's end after it, and may be killed in between; this tells what became of it.
 */
function withWitness(script: string): string {
  if (!isOneTransaction(script)) return script;
  // On a line of its own, since the script may end in a comment; and kept from a database without migrations yet, whose
  // table the engine makes by a script as well.
  return `${script}
;DO $$ BEGIN
  IF to_regclass('_prisma_migrations') IS NOT NULL THEN
    COMMENT ON TABLE _prisma_migrations IS '${checksumOf(script)}';
  END IF;
END $$;`;
}

async function runScript(pool: Pool, script: string): Promise<void> {
  // Building an index concurrently waits for every older transaction, and holds nobody up meanwhile.
  const isConcurrent = /\bconcurrently\b/i.test(script);
  try {
    if (isConcurrent) await pool.query('SET lock_timeout = 0');
    await pool.query(`SELECT pg_advisory_lock(${scriptKey})`);
    await pool.query(script);
  } catch (error) {
    // A script with its own BEGIN leaves its transaction open, and the engine writes down the failure next.
    await pool.query('ROLLBACK');
    throw error;
  } finally {
    if (isConcurrent) await pool.query('RESET lock_timeout');
  }
}

/** Opens an empty database beside the one of `url`; closing it drops it. */
export async function openShadowAdapter(url: string): Promise<MigrationAdapter> {
  const shadowUrl = urlOf(url, `hybrid_shadow_${randomUUID().replaceAll('-', '')}`);
  await withConnection(urlOf(url, 'postgres'), (connection) =>
    connection.query(`CREATE DATABASE ${connection.escapeIdentifier(new URL(shadowUrl).pathname.slice(1))}`),
  );
  const adapter = await openMigrationAdapter(shadowUrl, true);
  const close = adapter.dispose.bind(adapter);
  let closing: Promise<void> | undefined;
  return Object.assign(adapter, {
    dispose: () => (closing ??= close().then(() => dropDatabase(shadowUrl))),
  });
}

// Postgres's own numbers of the types "char" and text.
const charType = 18;
const textType = 25;

/**
 * Opens one connection that passes "char" off as text, and remembers where.
 *
 * @remarks
 * The driver adapter refuses "char", which the engine must read to describe a foreign key. The list of rows goes through the
 * adapter untouched, so it serves as the key by which the true type is put back.
 */
function openPool(url: string): { pool: Pool; charColumns: WeakMap<unknown[], number[]> } {
  const charColumns = new WeakMap<unknown[], number[]>();
  const pool = new Pool({
    connectionString: url,
    max: 1,
    connectionTimeoutMillis: 5000,
    lock_timeout: lockTimeoutMs,
    keepAlive: true,
    application_name: 'hybrid-stack migrate',
  });
  const query = pool.query.bind(pool);
  Object.assign(pool, {
    async query(config: QueryArrayConfig) {
      const result = await query(config);
      // A script of several statements answers with a list of results, which nobody reads.
      if (Array.isArray(result)) return result;
      const columns = result.fields.flatMap((field, column) => (field.dataTypeID === charType ? [column] : []));
      for (const field of result.fields) if (field.dataTypeID === charType) field.dataTypeID = textType;
      charColumns.set(result.rows, columns);
      return result;
    },
  });
  return { pool, charColumns };
}
