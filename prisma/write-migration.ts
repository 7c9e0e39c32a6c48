import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { withEngine } from './engine.ts';
import { migrationLock, readMigrations, toMigrationList } from './migration-folder.ts';

export interface NewMigration {
  /** Any database on a server where a shadow database may be made; what is in this one does not matter. */
  url: string;
  /** The folder with schema.prisma and `migrations/`. */
  directory: string;
  /** A few words, in kebab or snake case. */
  name: string;
  now: Date;
}

/**
 * Writes the migration that takes the committed ones to schema.prisma, and returns its file and its SQL.
 *
 * @remarks
 * The starting point is the migrations' own result, in a shadow database made and dropped for it, and not a developer's
 * database: what somebody tried by hand there never leaks into a migration.
 */
export async function writeMigration({
  url,
  directory,
  name,
  now,
}: NewMigration): Promise<{ file: string; sql: string }> {
  const words = readWords(name);
  const sql = await diffToSchema(url, directory);
  if (sql === undefined) throw new Error('The migrations already give what schema.prisma says: nothing to write.');
  const time = now.toISOString().replaceAll(/\D/g, '').slice(0, 14);
  const folder = path.join(directory, 'migrations', `${time}_${words}`);
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(directory, 'migrations', 'migration_lock.toml'), migrationLock);
  const file = path.join(folder, 'migration.sql');
  const whole = `${extensionsOf(sql)}${sql}`;
  await writeFile(file, whole, { flag: 'wx' });
  return { file, sql: whole };
}

/** The schema names classes of operators, and not the extensions that bring them: on an empty database they are not there yet. */
function extensionsOf(sql: string): string {
  return sql.includes('gin_trgm_ops') ? 'CREATE EXTENSION IF NOT EXISTS pg_trgm;\n\n' : '';
}

/** The SQL from the committed migrations to schema.prisma, or undefined where they agree. */
export async function diffToSchema(url: string, directory: string): Promise<string | undefined> {
  const migrations = await readMigrations(directory);
  const schema = await readFile(path.join(directory, 'schema.prisma'), 'utf8');
  const { stdout, exitCode } = await withEngine(url, (engine) =>
    engine.diff({
      from: { tag: 'migrations', ...toMigrationList(directory, migrations) },
      to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: schema }] },
      script: true,
      // Asks for an exit code that tells an empty difference from another.
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    }),
  );
  return exitCode === 0 ? undefined : (stdout ?? undefined);
}

function readWords(name: string): string {
  if (!/^[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*$/.test(name)) {
    throw new Error(`"${name}" is no name for a migration. Say what it does in a few words, such as add-note-titles.`);
  }
  return name.replaceAll('-', '_');
}
