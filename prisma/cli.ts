import { parseArgs } from 'node:util';
import { runMigrations } from 'graphile-worker';
import { createDatabase, type Db } from './database.ts';
import { describeUrl } from './databases.ts';
import { startEmbeddedPostgres } from './embedded.ts';
import { indexQueue, migrate, settleMigration } from './migrate.ts';
import { resetDatabase } from './reset.ts';
import { seed, type SeedOptions } from './seed.ts';
import { writeMigration } from './write-migration.ts';

const usage = `usage:
  npm run db:migrate                        apply the committed migrations
  npm run db:migrate -- --applied <name>    settle one whose end nobody saw: its changes are there
  npm run db:migrate -- --rolled-back <name>                                 its changes are not there
  npm run db:migration -- <name>            write the migration from the committed ones to schema.prisma
  npm run db:seed                           migrate, then fill the database with the demonstration community
  npm run db:reset [-- --force]             drop the database, migrate, seed

On the database of DATABASE_URL; without one, on the embedded Postgres in DATA_DIR (.data).`;

const directory = import.meta.dirname;
const log = (message: string): void => console.log(message);

interface Command {
  url: string;
  name: string | undefined;
  flags: { force?: boolean; applied?: string; 'rolled-back'?: string };
}

const commands: Record<string, (command: Command) => Promise<void>> = {
  migrate: runMigrate,
  migration: runMigration,
  seed: runSeed,
  reset: runReset,
};

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { force: { type: 'boolean' }, applied: { type: 'string' }, 'rolled-back': { type: 'string' } },
  });
  const [command = '', name] = positionals;
  const run = Object.hasOwn(commands, command) ? commands[command] : undefined;
  if (!run || (command === 'migration' && name === undefined)) throw new Error(usage);
  const { url, close } = await openServer();
  // Ctrl-C would leave the embedded Postgres running; the next start would find it, but nobody asked for that.
  const interrupted = (): void => void close().finally(() => process.exit(130));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    await run({ url, name, flags: values });
  } finally {
    await close();
  }
}

async function openServer(): Promise<{ url: string; close: () => Promise<void> }> {
  const url = process.env['DATABASE_URL'];
  if (url) return { url, close: () => Promise.resolve() };
  const embedded = await startEmbeddedPostgres({ dataDir: process.env['DATA_DIR'] || '.data', log });
  return { url: embedded.url, close: () => embedded.stop() };
}

async function runMigrate({ url, flags }: Command): Promise<void> {
  const settled = flags.applied ?? flags['rolled-back'];
  if (settled !== undefined) {
    const outcome = flags.applied === undefined ? 'rolled-back' : 'applied';
    await settleMigration({ url, directory }, settled, outcome);
    log(`Noted: migration ${settled} is ${outcome}.`);
    return;
  }
  const names = await migrate({ url, directory, log });
  if (names.length === 0) log('Nothing to apply.');
  // The queue keeps a schema of its own, which a process that only serves never makes.
  await runMigrations({ connectionString: url });
  await indexQueue(url);
}

async function runMigration({ url, name = '' }: Command): Promise<void> {
  const { file, sql } = await writeMigration({ url, directory, name, now: new Date() });
  log(`Wrote ${file}\n\n${sql}`);
  if (/\bDROP (?:TABLE|COLUMN|TYPE)\b/.test(sql)) {
    log('It drops something. The release before this one still runs while a deploy is under way: stop using it first.');
  }
}

async function runSeed({ url }: Command): Promise<void> {
  // A database that was never migrated has no tables to fill.
  await migrate({ url, directory, log });
  const db = createDatabase({ url, poolSize: 4, applicationName: 'hybrid-stack seed' });
  try {
    const isNew = await seed({ db, now: new Date(), createUser: await loadCreateUser(db), log });
    if (!isNew) log('Seeded before: nothing to do.');
  } finally {
    await db.$disconnect();
  }
}

async function runReset({ url, name, flags }: Command): Promise<void> {
  await resetDatabase({ url, force: flags.force ?? false });
  log(`Dropped and made anew: ${describeUrl(url)}`);
  await runSeed({ url, name, flags });
}

/** The one thing the seed asks of the server: accounts are made by its sign-in port, which alone hashes passwords. */
async function loadCreateUser(db: Db): Promise<SeedOptions['createUser']> {
  const file = '../server/src/platform/auth/create-seed-user.ts';
  // A name the compiler does not follow: this folder is below the server, and only this command line reaches up.
  const port = (await import(file)) as { createSeedUser: (db: Db) => SeedOptions['createUser'] };
  return port.createSeedUser(db);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
