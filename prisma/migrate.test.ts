import { rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { isUniqueViolation } from './database-errors.ts';
import { migrate, pendingMigrations } from './migrate.ts';
import { readMigrationNames } from './migration-folder.ts';
import { addMigration, copyMigrations, makeDatabase, openDatabase, query } from './test-database.ts';
import { diffToSchema, writeMigration } from './write-migration.ts';

const directory = import.meta.dirname;
const log = (): void => undefined;

interface Note {
  name: string;
  finished: boolean;
  undone: boolean;
}

const history = (url: string): Promise<Note[]> =>
  query<Note>(
    url,
    `SELECT migration_name AS name, finished_at IS NOT NULL AS finished, rolled_back_at IS NOT NULL AS undone
     FROM _prisma_migrations ORDER BY started_at`,
  );

test('migrating applies every committed migration, and a second run finds nothing to do', async () => {
  const url = await makeDatabase();
  await using opened = openDatabase(url);
  const names = await readMigrationNames(directory);
  expect(names.length).toBeGreaterThan(0);
  expect(await pendingMigrations({ db: opened.db, directory })).toEqual(names);
  expect(await migrate({ url, directory, log })).toEqual(names);
  expect(await pendingMigrations({ db: opened.db, directory })).toEqual([]);
  expect(await migrate({ url, directory, log })).toEqual([]);
});

test('the committed migrations give what schema.prisma says, with an index the schema cannot name', async () => {
  expect(await diffToSchema(await makeDatabase(), directory)).toBeUndefined();
});

test('two people cannot have usernames that differ by a capital letter alone', async () => {
  const url = await makeDatabase();
  await migrate({ url, directory, log });
  await using opened = openDatabase(url);
  await opened.db.user.create({ data: { username: 'Maren', email: 'a@example.com' } });
  const again = opened.db.user.create({ data: { username: 'maren', email: 'b@example.com' } });
  const error: unknown = await again.catch((reason: unknown) => reason);
  expect(isUniqueViolation(error)).toBe(true);
  expect(isUniqueViolation(error, 'user_username_lower_key')).toBe(true);
  expect(isUniqueViolation(error, 'user_email_key')).toBe(false);
});

test('instances that start at once apply each migration once', async () => {
  await using copy = await copyMigrations();
  // Long enough that the others arrive while it runs.
  await addMigration(copy.directory, '29991231000000_slow', 'CREATE TABLE slow (id int); SELECT pg_sleep(0.3);');
  const url = await makeDatabase();
  const run = (): Promise<string[]> => migrate({ url, directory: copy.directory, log });
  const applied = await Promise.all([run(), run(), run()]);
  expect(applied.flat()).toEqual(await readMigrationNames(copy.directory));
  expect((await history(url)).map(({ name }) => name)).toEqual(await readMigrationNames(copy.directory));
});

test('a migration with functions, strings and semicolons runs as it is written', async () => {
  await using copy = await copyMigrations();
  await addMigration(
    copy.directory,
    '29991231000000_body',
    `CREATE FUNCTION twice(n int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN n := n * 2; RETURN n; END; $$;
     CREATE TABLE sayings (words text DEFAULT 'one; two');`,
  );
  const url = await makeDatabase();
  await migrate({ url, directory: copy.directory, log });
  expect(await query(url, 'SELECT twice(21) AS answer')).toEqual([{ answer: 42 }]);
});

test('an index is built concurrently while an older transaction is open', async () => {
  await using copy = await copyMigrations();
  const options = { url: await makeDatabase(), directory: copy.directory, log };
  await migrate(options);
  await addMigration(
    copy.directory,
    '29991231000000_index',
    '-- fast\nCREATE INDEX CONCURRENTLY late ON "user" (bio);',
  );
  await using opened = openDatabase(options.url);
  const reading = opened.db.$transaction(
    async (tx) => {
      await tx.user.count();
      await tx.$executeRaw`SELECT pg_sleep(1.3)`;
    },
    { timeout: 10_000 },
  );
  expect(await migrate(options)).toEqual(['29991231000000_index']);
  await reading;
});

test('an older release starts on a database that is ahead of it', async () => {
  await using copy = await copyMigrations();
  await addMigration(copy.directory, '29991231000000_newer', 'CREATE TABLE newer (id int);');
  const url = await makeDatabase();
  await migrate({ url, directory: copy.directory, log });
  await using opened = openDatabase(url);
  expect(await migrate({ url, directory, log })).toEqual([]);
  expect(await pendingMigrations({ db: opened.db, directory })).toEqual([]);
});

test('a migration that cannot get its lock steps back and tries again', async () => {
  await using copy = await copyMigrations();
  const url = await makeDatabase();
  await migrate({ url, directory: copy.directory, log });
  await addMigration(copy.directory, '29991231000000_locks', 'ALTER TABLE "user" ADD COLUMN locks int;');
  await using opened = openDatabase(url);
  const isRead = Promise.withResolvers<void>();
  const mayEnd = Promise.withResolvers<void>();
  const reading = opened.db.$transaction(
    async (tx) => {
      await tx.user.count();
      isRead.resolve();
      await mayEnd.promise;
    },
    { timeout: 60_000 },
  );
  await isRead.promise;
  const messages: string[] = [];
  const hear = (message: string) => {
    messages.push(message);
    mayEnd.resolve();
  };
  const names = await migrate({ url, directory: copy.directory, log: hear });
  await reading;
  expect(names).toEqual(['29991231000000_locks']);
  expect(messages[0]).toContain('did not get its locks');
});

test('writing a migration gives the SQL of what changed in the schema, and nothing when nothing did', async () => {
  await using copy = await copyMigrations();
  const url = await makeDatabase();
  const request = { url, directory: copy.directory, now: new Date('2999-01-02T03:04:05Z') };
  await expect(writeMigration({ ...request, name: 'nothing' })).rejects.toThrow('nothing to write');
  await expect(writeMigration({ ...request, name: '../Up' })).rejects.toThrow('no name for a migration');
  for (const name of await readMigrationNames(copy.directory)) {
    await rm(path.join(copy.directory, 'migrations', name), { recursive: true });
  }
  const { file, sql } = await writeMigration({ ...request, name: 'first-tables' });
  expect(file).toContain(path.join('migrations', '29990102030405_first_tables', 'migration.sql'));
  expect(sql).toContain('CREATE TABLE "user"');
  expect(await query(url, "SELECT datname FROM pg_database WHERE datname LIKE 'hybrid_shadow%'")).toEqual([]);
  expect(await migrate({ url, directory: copy.directory, log })).toEqual(['29990102030405_first_tables']);
});
