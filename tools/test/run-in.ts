import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** How a program ended, and everything it said. */
export interface Run {
  readonly code: number;
  readonly output: string;
}

interface RunOptions {
  /** A folder below the root. */
  readonly where?: string;
  readonly variables?: Readonly<Record<string, string>>;
}

/** Runs a program in another repository than this one, as somebody who works there would. */
export function runIn(root: string, [command, ...args]: readonly [string, ...string[]], options: RunOptions = {}) {
  const { where = '.', variables = {} } = options;
  const env = { ...environmentOf(root), ...variables };
  return new Promise<Run>((resolve) => {
    execFile(command, args, { cwd: join(root, where), env, maxBuffer: 1e8 }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : Number(error !== null), output: stdout + stderr });
    });
  });
}

/** What a program of another repository finds in its environment: its own tools, a bare machine, and nothing of the test that runs here. */
export function environmentOf(root: string): NodeJS.ProcessEnv {
  const path = [join(root, 'node_modules/.bin'), process.env['PATH']].join(delimiter);
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(?:NX_|VITEST|NODE_ENV$|DATABASE_URL$)/.test(name),
  );
  return { ...Object.fromEntries(inherited), PATH: path, NX_DAEMON: 'false', NO_COLOR: '1' };
}

/** Removes a repository, and the embedded Postgres that was started in it. */
export async function removeRepository(root: string): Promise<void> {
  // As root, the embedded Postgres keeps its data where others may enter, and says here where that is.
  const cluster = await readFile(join(root, '.data/postgres-location.txt'), 'utf8').catch(() => undefined);
  if (cluster !== undefined) await rm(cluster.trim(), { recursive: true, force: true });
  await rm(root, { recursive: true, force: true });
}
