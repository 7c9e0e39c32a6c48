import { delimiter, join } from 'node:path';
import { runQuietly } from '../child.ts';
import type { Step } from './carry-out.ts';
import type { Plan } from './plan.ts';

/** What `lockContract` writes anew. */
export const lockFiles = ['contracts/contract.lock.json', 'contracts/src/facts.ts'];

const formatted = /\.(?:ts|tsx|json)$/;

/** Formats what was written: how long a line gets depends on the names in it. */
export function format({ root, created, edited }: Plan): Step {
  const files = [...created.keys(), ...edited.keys()].filter((file) => formatted.test(file));
  return { says: 'Formatting …', run: () => run(root, 'oxfmt', files) };
}

/** Makes the Prisma client of the new schema. */
export function generateClient(root: string): Step {
  return { says: 'Generating the Prisma client …', run: () => npmRun(root, 'generate', '--workspace', 'prisma') };
}

/** Writes the SQL from the committed migrations to the new schema; it starts the embedded Postgres where there is no other. */
export function writeMigration(root: string, name: string): Step {
  return { says: 'Writing the migration …', run: () => npmRun(root, 'db:migration', '--', name) };
}

/** Writes the contract down anew. */
export function lockContract(root: string): Step {
  return { says: 'Writing the contract down …', run: () => npmRun(root, 'contract', '--', 'lock') };
}

function npmRun(root: string, script: string, ...rest: string[]): Promise<void> {
  return run(root, 'npm', ['run', '--silent', script, ...rest]);
}

async function run(root: string, command: string, args: string[]): Promise<void> {
  const local = join(root, 'node_modules/.bin');
  const env = { PATH: `${local}${delimiter}${process.env['PATH'] ?? ''}` };
  if (!(await runQuietly(command, args, { cwd: root, env }))) throw new Error(`${command} ${args.join(' ')} failed.`);
}
