import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { withAdmin } from './services.ts';

/** A migrated database of one's own for the current test, cloned from the template. */
export function cloneDatabase(): Promise<string> {
  return makeDatabase(`TEMPLATE ${inject('services').template}`);
}

/** A database of one's own that nobody has migrated. */
export function emptyDatabase(): Promise<string> {
  return makeDatabase('');
}

async function makeDatabase(origin: string): Promise<string> {
  const { databaseUrl } = inject('services');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await withAdmin(databaseUrl.replace('NAME', 'postgres'), (client) =>
    client.query(`CREATE DATABASE ${name} ${origin}`),
  );
  return databaseUrl.replace('NAME', name);
}
