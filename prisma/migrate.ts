import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from 'pg';
import type { Db } from './database.ts';
import { withConnection } from './databases.ts';
import { withEngine } from './engine.ts';
import { describeFailure, isLockTimeout, MigrationError, sqlErrorOf } from './migration-failure.ts';
import {
  isOneTransaction,
  type Migration,
  readMigrationNames,
  readMigrations,
  toMigrationList,
} from './migration-folder.ts';
import { readHistory, refuseEdited, settleInterrupted } from './migration-history.ts';
import { takeTurn } from './migration-turn.ts';

export { indexQueue } from './queue-indexes.ts';
export { MigrationError };

export interface MigrateOptions {
  url: string;
  /** The folder that holds `migrations/`. */
  directory: string;
  log: (message: string) => void;
}

/**
 * Applies the committed migrations the database does not have yet and returns their names.
 *
 * @remarks
 * Instances may start at once: one migrates, the others wait for it and then find nothing to do. A database that is ahead,
 * as during a deploy that is rolled back, is left as it is.
 */
export async function migrate({ url, directory, log }: MigrateOptions): Promise<string[]> {
  const migrations = await readMigrations(directory);
  return withConnection(url, async (connection) => {
    await takeTurn(connection, log);
    await settleInterrupted({ url, connection, migrations, log });
    const history = await readHistory(connection);
    refuseEdited(migrations, history);
    const known = new Set(migrations.map(({ name }) => name));
    const newer = history.filter(({ name }) => !known.has(name)).map(({ name }) => name);
    if (newer.length > 0) log(`The database has migrations this release does not know: ${newer.join(', ')}`);
    const applied = new Set(history.map(({ name }) => name));
    if (migrations.every(({ name }) => applied.has(name))) return [];
    const names = await apply({ url, directory, log, migrations, connection });
    for (const name of names) log(`Applied migration ${name}`);
    return names;
  });
}

/** Returns the names of committed migrations the database does not have: one query, cheap enough for a readiness check. */
export async function pendingMigrations({ db, directory }: { db: Db; directory: string }): Promise<string[]> {
  const names = await readMigrationNames(directory);
  try {
    const rows = await db.$queryRaw<{ name: string }[]>`
      SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`;
    const applied = new Set(rows.map(({ name }) => name));
    return names.filter((name) => !applied.has(name));
  } catch (error) {
    const [found] = await db.$queryRaw<{ table: string | null }[]>`
      SELECT to_regclass('_prisma_migrations')::text AS "table"`;
    if (found?.table === null) return names;
    throw error;
  }
}

/** Settles a migration whose end nobody saw: `applied` when its changes are there, `rolled-back` when they are not. */
export async function settleMigration(
  { url, directory }: Pick<MigrateOptions, 'url' | 'directory'>,
  migrationName: string,
  outcome: 'applied' | 'rolled-back',
): Promise<void> {
  const migrations = await readMigrations(directory);
  await withEngine(url, async (engine) => {
    if (outcome === 'rolled-back') return engine.markMigrationRolledBack({ migrationName });
    return engine.markMigrationApplied({ migrationName, migrationsList: toMigrationList(directory, migrations) });
  });
}

const lockPatienceMs = 120_000;
const lockPauseMs = 2000;

type Work = MigrateOptions & { migrations: Migration[]; connection: Client };

/** Applies what is missing; a migration that did not get its locks in time is tried again between other people's queries. */
async function apply({ url, directory, log, migrations, connection }: Work): Promise<string[]> {
  const migrationsList = toMigrationList(directory, migrations);
  const before = new Set((await readHistory(connection)).map(({ name }) => name));
  const giveUpAt = Date.now() + lockPatienceMs;
  for (;;) {
    try {
      await withEngine(url, (engine) =>
        engine.applyMigrations({ migrationsList, filters: { externalTables: [], externalEnums: [] } }),
      );
      return migrations.map(({ name }) => name).filter((name) => !before.has(name));
    } catch (error) {
      const failed = await noteFailure({ url, migrations, connection, error });
      if (!isLockTimeout(error) || !isOneTransaction(failed.sql) || Date.now() > giveUpAt)
        throw describe(failed, error);
      log(`Migration ${failed.name} did not get its locks; trying again`);
      await delay(lockPauseMs);
    }
  }
}

type Failure = Pick<Work, 'url' | 'migrations' | 'connection'> & { error: unknown };

/** Finds the migration that failed, and clears the way for another try where Postgres has undone all of it. */
async function noteFailure({ url, migrations, connection, error }: Failure): Promise<Migration> {
  const history = await readHistory(connection);
  const unfinished = history.find(({ isFinished }) => !isFinished);
  const failed = migrations.find(({ name }) => name === unfinished?.name);
  // Without an answer from Postgres nobody knows the outcome yet; the next start finds out.
  if (!failed || !sqlErrorOf(error)) throw error;
  if (isOneTransaction(failed.sql)) {
    await withEngine(url, (engine) => engine.markMigrationRolledBack({ migrationName: failed.name }));
  }
  return failed;
}

function describe(migration: Migration, error: unknown): unknown {
  const sqlError = sqlErrorOf(error);
  return sqlError ? describeFailure(migration, sqlError) : error;
}
