import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { MigrationList } from '@prisma/schema-engine-wasm';

export interface Migration {
  /** The folder's name, a time and a few words: `20261122170000_initial`. */
  name: string;
  sql: string;
  checksum: string;
}

export async function readMigrationNames(directory: string): Promise<string[]> {
  const entries = await readdir(path.join(directory, 'migrations'), { withFileTypes: true }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
  // Sorted by code unit and not by language: the order is that of the times in the names.
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .toSorted();
}

export async function readMigrations(directory: string): Promise<Migration[]> {
  const names = await readMigrationNames(directory);
  return Promise.all(names.map((name) => readMigration(directory, name)));
}

async function readMigration(directory: string, name: string): Promise<Migration> {
  const file = path.join(directory, 'migrations', name, 'migration.sql');
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new Error(`The folder of migration ${name} has no readable migration.sql. Write it, or remove the folder.`, {
      cause: error,
    });
  });
  // A checkout on Windows may have turned the line ends; the statements are the same, and so must be the checksum.
  const sql = text.replaceAll('\r\n', '\n');
  return { name, sql, checksum: checksumOf(sql) };
}

/**
 * Tells whether Postgres keeps all of a script or nothing.
 *
 * @remarks
 * It runs a script as one transaction, except where a statement ends that, or is of the kind that cannot be in one.
 */
export function isOneTransaction(sql: string): boolean {
  // Function bodies, strings and comments may say anything.
  const code = sql.replaceAll(/\$(\w*)\$.*?\$\1\$|'(?:[^']|'')*'|--[^\n]*|\/\*.*?\*\//gs, '');
  return code
    .split(';')
    .every((statement) => !/^\s*(?:commit|end|rollback|abort|vacuum)\b|\bconcurrently\b/i.test(statement));
}

export function checksumOf(sql: string): string {
  return createHash('sha256').update(sql).digest('hex');
}

/** The migrations in the form Prisma's engine takes. */
export function toMigrationList(directory: string, migrations: Migration[]): MigrationList {
  return {
    baseDir: path.join(path.resolve(directory), 'migrations'),
    lockfile: { path: 'migration_lock.toml', content: migrationLock },
    shadowDbInitScript: '',
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
    })),
  };
}

/** What Prisma's own tools look for beside migrations, to refuse those of another kind of database. */
export const migrationLock =
  '# Read by Prisma. The migrations below are SQL for this database.\nprovider = "postgresql"\n';
