import { expect, test } from 'vitest';
import { urlOf } from './databases.ts';
import { resetDatabase } from './reset.ts';
import { makeDatabase, query, serverUrl } from './test-database.ts';

const tables = (url: string) => query(url, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'");

test('reset makes a database of ours anew', async () => {
  const url = await makeDatabase();
  await query(url, 'CREATE TABLE mine (id int)');
  await resetDatabase({ url, force: false });
  expect(await tables(url)).toEqual([]);
  await resetDatabase({ url, force: false });
});

test('reset refuses a database somebody else made, unless it is forced', async () => {
  const url = urlOf(serverUrl(), 'foreign_database');
  await query(serverUrl(), 'CREATE DATABASE foreign_database');
  await query(url, 'CREATE TABLE precious (id int)');
  await expect(resetDatabase({ url, force: false })).rejects.toThrow(
    /foreign_database was not made.*"hybrid-stack".*--force/,
  );
  expect(await tables(url)).toEqual([{ tablename: 'precious' }]);
  await resetDatabase({ url, force: true });
  expect(await tables(url)).toEqual([]);
});
