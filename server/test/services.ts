import { fileURLToPath } from 'node:url';
import { startEmbeddedPostgres } from '@hybrid/prisma/embedded';
import { Client } from 'pg';
import { startRedis } from '../../tools/redis.ts';
import { migrateAll } from '../src/prepare-database.ts';
import { createLog } from '../src/platform/log.ts';

/** The repository's root. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** Where the engines of a test run answer. */
export interface TestServices {
  /** A migrated database that tests clone; nobody connects to it. */
  readonly template: string;
  /** The address of any database on the test server, with `NAME` where its name goes. */
  readonly databaseUrl: string;
  readonly redisUrl: string;
}

/** Starts a real Postgres and a real Redis for one test run, with a migrated template database. */
export async function startTestServices(): Promise<TestServices & { stop(): Promise<void> }> {
  const postgres = await startEmbeddedPostgres({ ephemeral: true, log: () => undefined });
  const redis = await startRedis();
  const template = 'template_hybrid';
  await withAdmin(postgres.urlFor('postgres'), (client) => client.query(`CREATE DATABASE ${template}`));
  await migrateAll(postgres.urlFor(template), root, createLog('warn'));
  return {
    template,
    databaseUrl: postgres.urlFor('NAME'),
    redisUrl: redis.url,
    async stop() {
      await redis.stop();
      await postgres.stop();
    },
  };
}

/** Runs a query of the server's administrator. */
export async function withAdmin<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
