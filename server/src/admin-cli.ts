import { fileURLToPath } from 'node:url';
import { createDatabase } from '@hybrid/prisma';
import { ConfigurationError, readEnv } from './env.ts';
import { type Role, roles } from './platform/access.ts';
import { tellOfStanding } from './platform/events/announce.ts';
import { createLog } from './platform/log.ts';
import { prepareDatabase } from './prepare-database.ts';

const usage = `Usage: npm run admin -- grant <email> [${roles.join('|')}]
       npm run admin -- migrate

grant gives an account a role, admin where none is named; the account has to exist: sign up first.
migrate brings the database to this release, for whoever runs the product with MIGRATE_ON_START=off.`;

try {
  process.exit(await run(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof ConfigurationError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

/** Runs a command; returns the exit code. */
async function run([command, email, role = 'admin']: string[]): Promise<number> {
  const chosen = roles.find((known) => known === role);
  if (command === 'migrate') return migrate();
  if (command === 'grant' && email !== undefined && chosen) return grant(email, chosen);
  process.stderr.write(`${usage}\n`);
  return 2;
}

async function migrate(): Promise<number> {
  const prepared = await prepareDatabase({ ...readEnv(), MIGRATE_ON_START: 'on' }, root(), createLog('info'));
  await prepared.stop();
  process.stdout.write('The database is at this release.\n');
  return 0;
}

// The same number of folders above the source as above the bundle.
function root(): string {
  return fileURLToPath(new URL('../../', import.meta.url));
}

async function grant(address: string, given: Role): Promise<number> {
  const env = readEnv();
  // A role is granted on the database as it is: migrating somebody's production is another decision.
  const as = env.DATABASE_URL === undefined ? env : { ...env, MIGRATE_ON_START: 'off' as const };
  const prepared = await prepareDatabase(as, root(), createLog('warn'));
  const db = createDatabase({ url: prepared.url, poolSize: 1 });
  try {
    const found = await db.$transaction(async (tx) => {
      const where = { email: address.toLowerCase() };
      const [user] = await tx.user.updateManyAndReturn({ where, data: { role: given }, select: { id: true } });
      if (user) await tellOfStanding(tx, user.id);
      return user;
    });
    if (!found) {
      process.stderr.write(`Nobody has signed up as ${address}.\n`);
      return 1;
    }
    process.stdout.write(`${address} has the role ${given} now.\n`);
    return 0;
  } finally {
    await db.$disconnect();
    await prepared.stop();
  }
}
