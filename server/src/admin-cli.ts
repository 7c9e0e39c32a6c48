import { fileURLToPath } from 'node:url';
import { createDatabase } from '@hybrid/prisma';
import { ConfigurationError, readEnv } from './env.ts';
import { type Role, roles } from './platform/access.ts';
import { createLog } from './platform/log.ts';
import { prepareDatabase } from './prepare-database.ts';

const usage = `Usage: npm run admin -- grant <email> [${roles.join('|')}]

Gives an account a role; admin where none is named. The account has to exist: sign up first.`;

const [command, email, role = 'admin'] = process.argv.slice(2);
const chosen = roles.find((known) => known === role);

if (command !== 'grant' || email === undefined || !chosen) {
  process.stderr.write(`${usage}\n`);
  process.exit(2);
}
try {
  process.exit(await grant(email, chosen));
} catch (error) {
  if (!(error instanceof ConfigurationError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

/** Gives an account a role and says so; returns the exit code. */
async function grant(address: string, given: Role): Promise<number> {
  const env = readEnv();
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const prepared = await prepareDatabase(env, root, createLog('warn'));
  const db = createDatabase({ url: prepared.url, poolSize: 1 });
  try {
    const { count } = await db.user.updateMany({ where: { email: address.toLowerCase() }, data: { role: given } });
    if (count === 0) {
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
