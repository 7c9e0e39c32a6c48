import type { Client } from 'pg';
import { withEngine } from './engine.ts';
import { MigrationError } from './migration-failure.ts';
import { isOneTransaction, type Migration } from './migration-folder.ts';

/** What the database remembers of a migration that was not undone. */
export interface Applied {
  name: string;
  checksum: string;
  isFinished: boolean;
}

export async function readHistory(connection: Client): Promise<Applied[]> {
  const { rows } = await connection.query<{ found: boolean }>(
    "SELECT to_regclass('_prisma_migrations') IS NOT NULL AS found",
  );
  if (!rows[0]?.found) return [];
  const history = await connection.query<Applied>(
    `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS "isFinished" FROM _prisma_migrations
     WHERE rolled_back_at IS NULL ORDER BY started_at`,
  );
  return history.rows;
}

export function refuseEdited(migrations: Migration[], history: Applied[]): void {
  const checksums = new Map(history.map(({ name, checksum, isFinished }) => [name, isFinished ? checksum : undefined]));
  const edited = migrations.find(({ name, checksum }) => (checksums.get(name) ?? checksum) !== checksum);
  if (!edited) return;
  throw new MigrationError(
    edited.name,
    `Migration ${edited.name} was edited after this database got it. Put the file back as it was and write the change as a new migration (npm run db:migration -- <name>); on a laptop, npm run db:reset begins anew.`,
  );
}

interface Interruption {
  url: string;
  connection: Client;
  migrations: Migration[];
  log: (message: string) => void;
}

/**
 * Settles a migration whose instance was killed before it wrote down the end.
 *
 * @remarks
 * Where the migration is one transaction, the witness it carries tells whether that was committed. Otherwise a person has
 * to look, since a guess would either skip half a migration or run it twice.
 */
export async function settleInterrupted({ url, connection, migrations, log }: Interruption): Promise<void> {
  const interrupted = (await readHistory(connection)).find(({ isFinished }) => !isFinished);
  if (!interrupted) return;
  const { name, checksum } = interrupted;
  const migration = migrations.find((known) => known.name === name && known.checksum === checksum);
  if (!migration || !isOneTransaction(migration.sql)) {
    throw new MigrationError(
      name,
      `Migration ${name} was begun on this database and its end was never written down. Look whether its changes are there: if all are, run npm run db:migrate -- --applied ${name}; if none are, or once you have removed what is, npm run db:migrate -- --rolled-back ${name}.`,
    );
  }
  if ((await readWitness(connection)) === checksum) {
    await connection.query(
      'UPDATE _prisma_migrations SET finished_at = now(), applied_steps_count = 1 WHERE migration_name = $1 AND finished_at IS NULL AND rolled_back_at IS NULL',
      [name],
    );
    log(`Migration ${name} was complete when its instance was killed; noted`);
    return;
  }
  await withEngine(url, (engine) => engine.markMigrationRolledBack({ migrationName: name }));
  log(`Migration ${name} was undone when its instance was killed; applying it again`);
}

async function readWitness(connection: Client): Promise<string | null | undefined> {
  const { rows } = await connection.query<{ witness: string | null }>(
    "SELECT obj_description('_prisma_migrations'::regclass, 'pg_class') AS witness",
  );
  return rows[0]?.witness;
}
