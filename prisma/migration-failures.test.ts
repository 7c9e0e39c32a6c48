import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { migrate, MigrationError, settleMigration } from './migrate.ts';
import { isOneTransaction } from './migration-folder.ts';
import { addMigration, copyMigrations, makeDatabase, query } from './test-database.ts';

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

async function failureOf(work: Promise<unknown>): Promise<MigrationError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof MigrationError)) throw new Error('expected a MigrationError', { cause: error });
  return error;
}

test('a migration that fails is named with the SQL error, leaves nothing, and runs once it is corrected', async () => {
  await using copy = await copyMigrations();
  const name = '29991231000000_broken';
  await addMigration(copy.directory, name, 'CREATE TABLE half (id int);\nSELECT missing_column;');
  const url = await makeDatabase();
  const error = await failureOf(migrate({ url, directory: copy.directory, log }));
  expect(error.migration).toBe(name);
  expect(error.message).toContain('column "missing_column" does not exist [42703] (line 2)');
  expect(error.message).toContain('Nothing of it was kept');
  expect(await query(url, "SELECT to_regclass('half') AS half")).toEqual([{ half: null }]);
  expect((await history(url)).at(-1)).toEqual({ name, finished: false, undone: true });

  await addMigration(copy.directory, name, 'CREATE TABLE half (id int);');
  expect(await migrate({ url, directory: copy.directory, log })).toEqual([name]);
});

test('a failed migration that may have left something waits for a person to settle it', async () => {
  await using copy = await copyMigrations();
  const name = '29991231000000_unsafe';
  await addMigration(copy.directory, name, 'BEGIN; CREATE TABLE kept (id int); COMMIT; SELECT missing_column;');
  const url = await makeDatabase();
  const options = { url, directory: copy.directory, log };
  expect((await failureOf(migrate(options))).message).toContain(`--rolled-back ${name}`);
  const second = await failureOf(migrate(options));
  expect(second.migration).toBe(name);
  expect(second.message).toContain(`--applied ${name}`);

  await addMigration(copy.directory, name, 'DROP TABLE kept;');
  await settleMigration(options, name, 'rolled-back');
  expect(await migrate(options)).toEqual([name]);
});

/** Writes history as an instance that was killed after the script and before it noted the end. */
const forgetEnd = (url: string, name: string) =>
  query(
    url,
    `UPDATE _prisma_migrations SET finished_at = NULL, applied_steps_count = 0 WHERE migration_name = '${name}'`,
  );

test('a migration whose instance was killed is applied again where it was undone, and noted where it was complete', async () => {
  await using copy = await copyMigrations();
  const options = { url: await makeDatabase(), directory: copy.directory, log };
  const name = '29991231000000_once';
  await addMigration(copy.directory, name, 'CREATE TABLE once (id int) -- no more');
  await migrate(options);
  await forgetEnd(options.url, name);
  expect(await migrate(options)).toEqual([]);
  expect((await history(options.url)).at(-1)).toEqual({ name, finished: true, undone: false });

  await query(options.url, 'DROP TABLE once; COMMENT ON TABLE _prisma_migrations IS NULL');
  await forgetEnd(options.url, name);
  expect(await migrate(options)).toEqual([name]);
  expect(await query(options.url, 'SELECT * FROM once')).toEqual([]);
});

test('a killed instance whose SQL still runs in Postgres is waited for', async () => {
  await using copy = await copyMigrations();
  const options = { url: await makeDatabase(), directory: copy.directory, log };
  const name = '29991231000000_long';
  await addMigration(copy.directory, name, 'CREATE TABLE long (id int); SELECT pg_sleep(2);');
  const script = `
    import { migrate } from ${JSON.stringify(new URL('migrate.ts', import.meta.url).href)};
    await migrate({ ...${JSON.stringify(options)}, log() {} });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script]);
  const running =
    "SELECT pid FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%pg_sleep(2)%' AND pid <> pg_backend_pid()";
  while ((await query(options.url, running)).length === 0) await delay(20);
  child.kill('SIGKILL');
  expect(await migrate(options)).toEqual([]);
  expect((await history(options.url)).at(-1)).toEqual({ name, finished: true, undone: false });
});

test('a migration that was edited after it was applied is reported by name', async () => {
  await using copy = await copyMigrations();
  const name = '29991231000000_notes';
  await addMigration(copy.directory, name, 'CREATE TABLE notes (id int);\n');
  const url = await makeDatabase();
  await migrate({ url, directory: copy.directory, log });
  // Line ends may change with the checkout.
  await addMigration(copy.directory, name, 'CREATE TABLE notes (id int);\r\n');
  expect(await migrate({ url, directory: copy.directory, log })).toEqual([]);
  await addMigration(copy.directory, name, 'CREATE TABLE notes (id bigint);\n');
  expect((await failureOf(migrate({ url, directory: copy.directory, log }))).message).toContain(`${name} was edited`);
});

test('a database that does not answer is named, and its password is not', async () => {
  const work = migrate({ url: 'postgres://me:secret@127.0.0.1:1/nowhere', directory, log });
  await expect(work).rejects.toThrow('127.0.0.1:1/nowhere');
  await expect(work).rejects.not.toThrow('secret');
});

test.each([
  ['CREATE TABLE a (id int); UPDATE a SET id = CASE WHEN id > 1 THEN 1 ELSE 2 END;', true],
  ["-- COMMIT;\nINSERT INTO a VALUES ('x; COMMIT; it''s');", true],
  ['CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $body$ BEGIN RETURN 1; END; $body$;', true],
  ['BEGIN; CREATE TABLE a (id int); commit;', false],
  ['CREATE TABLE a (id int);\nEND', false],
  ['CREATE INDEX CONCURRENTLY late ON a (id);', false],
])('whether Postgres keeps all or nothing of %j is known: %s', (sql, expected) => {
  expect(isOneTransaction(sql)).toBe(expected);
});
