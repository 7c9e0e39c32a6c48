import { randomUUID } from 'node:crypto';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { inject } from 'vitest';
import { createDatabase, type Db } from './database.ts';
import { ensureDatabase, urlOf, withConnection } from './databases.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The server all test files share. */
    serverUrl: string;
  }
}

export const serverUrl = (): string => inject('serverUrl');

/** Makes an empty database of the test's own. */
export async function makeDatabase(): Promise<string> {
  const url = urlOf(serverUrl(), `test_${randomUUID().replaceAll('-', '')}`);
  await ensureDatabase(url);
  return url;
}

/** A copy of the committed migrations and schema, for a test to change. */
export async function copyMigrations(): Promise<{ directory: string } & AsyncDisposable> {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'hybrid-migrations-'));
  for (const name of ['migrations', 'schema.prisma']) {
    await cp(path.join(import.meta.dirname, name), path.join(directory, name), { recursive: true });
  }
  return { directory, [Symbol.asyncDispose]: () => rm(directory, { recursive: true, force: true }) };
}

export async function addMigration(directory: string, name: string, sql: string): Promise<void> {
  await mkdir(path.join(directory, 'migrations', name), { recursive: true });
  await writeFile(path.join(directory, 'migrations', name, 'migration.sql'), sql);
}

export async function query<Row extends object>(url: string, sql: string): Promise<Row[]> {
  return withConnection(url, async (connection) => (await connection.query<Row>(sql)).rows);
}

export function openDatabase(url: string): { db: Db } & AsyncDisposable {
  const db = createDatabase({ url, poolSize: 4 });
  return { db, [Symbol.asyncDispose]: () => db.$disconnect() };
}
