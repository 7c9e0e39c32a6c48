import { join } from 'node:path';
import type { Db } from '@hybrid/prisma';
import { indexQueue, migrate, pendingMigrations } from '@hybrid/prisma/migrate';
import { runMigrations } from 'graphile-worker';
import type { Env } from './env.ts';
import { seedUsers } from './platform/auth/create-seed-user.ts';
import type { Services } from './platform/context.ts';
import type { Logger } from './platform/log.ts';

/** A database that is ready to be used. */
export interface PreparedDatabase {
  readonly url: string;
  /** Fills a laptop's database with a demonstration; elsewhere and the second time it does nothing. */
  seed(services: Services): Promise<void>;
  /** Says on a laptop where to look and how to sign in. */
  greet(port: number): Promise<void>;
  stop(): Promise<void>;
}

/** Finds or starts the database, and brings it to the schema of this release. */
export async function prepareDatabase(env: Env, root: string, log: Logger): Promise<PreparedDatabase> {
  const embedded = env.DATABASE_URL === undefined ? await startEmbedded(env.DATA_DIR, log) : null;
  const url = env.DATABASE_URL ?? embedded?.url ?? '';
  try {
    if (env.MIGRATE_ON_START === 'on') await migrateAll(url, root, log);
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
  return {
    url,
    seed: async (services) => {
      if (embedded) await seedDemonstration(services, root);
    },
    greet: async (port) => {
      if (embedded) await greet(env.PUBLIC_URL, port);
    },
    stop: async () => embedded?.stop(),
  };
}

/** Applies this release's migrations and the queue's own; of two instances that start at once, one waits. */
export async function migrateAll(url: string, root: string, log: Logger): Promise<void> {
  await migrate({ url, directory: join(root, 'prisma'), log: (message) => log.info(message) });
  await runMigrations({ connectionString: url });
  await indexQueue(url);
}

/** Tells whether the database has this release's migrations, and the queue its schema. */
export async function isMigrated(db: Db, directory: string): Promise<boolean> {
  if ((await pendingMigrations({ db, directory })).length > 0) return false;
  const [queue] = await db.$queryRaw<{ jobs: string | null }[]>`
    SELECT to_regclass('graphile_worker._private_jobs')::text AS jobs`;
  return queue?.jobs != null;
}

// What only a laptop has is loaded only there: the image ships neither Postgres nor the demonstration.
async function startEmbedded(dataDir: string, log: Logger) {
  const { startEmbeddedPostgres } = await import('@hybrid/prisma/embedded');
  return startEmbeddedPostgres({ dataDir, log: (message) => log.info(message) });
}

async function seedDemonstration({ auth, db, log, now }: Services, root: string): Promise<void> {
  const { seed } = await import('@hybrid/prisma/seed');
  await seed({
    db,
    now: now(),
    folder: join(root, 'prisma/seed'),
    log: (message: string) => log.info(message),
    createUser: seedUsers(auth),
  });
}

async function greet(publicUrl: URL, port: number): Promise<void> {
  const { seedSignIns } = await import('@hybrid/prisma/seed');
  const url = new URL(publicUrl);
  // With PORT=0 the system chose: what was configured leads nowhere.
  if (url.port === '0') url.port = String(port);
  const people = seedSignIns.map(({ who, email, password }) => `    ${who.padEnd(8)}${email.padEnd(22)}${password}`);
  process.stdout.write(`
  Conduit is running.

    Read and write  ${url.origin}
    Administer      ${url.origin}/admin
    Health          ${url.origin}/_status/ready

  Sign in as
${people.join('\n')}

  Ctrl-C stops it. What you write is kept.

`);
}
