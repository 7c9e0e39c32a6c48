import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ignoreCode } from './binaries.ts';
import type { Account, Place } from './places.ts';
import { isAlive } from './postmaster.ts';

/** A folder of data Postgres can be started on, and the key to it. */
export interface Cluster {
  data: string;
  password: string;
}

export const superuser = 'hybrid';
const partialPrefix = 'partial-';

/**
 * Returns the place's cluster, made first where there is none.
 *
 * @remarks
 * It is made beside its final name and moved there in one step: of two processes that start at once the second takes what
 * the first made, and one that was killed half-way leaves only a folder for the next to clear.
 */
export async function ensureCluster(place: Place, isTemporary: boolean): Promise<Cluster> {
  const home = path.join(place.location, 'cluster');
  if (!(await stat(home).catch(() => undefined))) {
    await clearPartials(place.location);
    const partial = await makeCluster(place, isTemporary);
    await rename(partial, home).catch(ignoreCode('ENOTEMPTY', 'EEXIST'));
    await rm(partial, { recursive: true, force: true });
  }
  const data = path.join(home, 'data');
  const madeBy = (await readFile(path.join(data, 'PG_VERSION'), 'utf8')).trim();
  if (place.version.split('.')[0] !== madeBy) {
    throw new Error(
      `The database in ${home} was made by Postgres ${madeBy} and this is ${place.version}. Move that folder away to begin anew, or dump it with Postgres ${madeBy} first.`,
    );
  }
  return { data, password: (await readFile(path.join(home, 'password'), 'utf8')).trim() };
}

/** The environment of Postgres: nothing of ours, since PGPORT, PGDATA and their like would change what it does. */
export const serverEnvironment = { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

async function makeCluster({ location, binaries, account }: Place, isTemporary: boolean): Promise<string> {
  const partial = path.join(location, `${partialPrefix}${process.pid}-${randomBytes(4).toString('hex')}`);
  const passwordFile = path.join(partial, 'password');
  await mkdir(partial, { mode: 0o700 });
  await writeFile(passwordFile, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
  if (account) {
    await chown(passwordFile, account.uid, account.gid);
    await chown(partial, account.uid, account.gid);
  }
  const options = ['--pgdata', path.join(partial, 'data'), '--username', superuser, '--pwfile', passwordFile];
  options.push('--auth=scram-sha-256', '--encoding=UTF8', '--no-instructions');
  // Postgres's own locale: the same order on every machine, whatever locales that has.
  options.push('--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8');
  if (isTemporary) options.push('--no-sync');
  await run(path.join(binaries, 'initdb'), options, { cwd: partial, account });
  return partial;
}

async function clearPartials(location: string): Promise<void> {
  for (const name of await readdir(location)) {
    if (!name.startsWith(partialPrefix) || isAlive(Number.parseInt(name.slice(partialPrefix.length), 10))) continue;
    await rm(path.join(location, name), { recursive: true, force: true });
  }
}

async function run(
  program: string,
  options: string[],
  { cwd, account }: { cwd: string; account: Account | undefined },
): Promise<void> {
  const child = spawn(program, options, {
    cwd,
    env: serverEnvironment,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...account,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += String(text)));
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once('error', reject).once('close', resolve),
  );
  if (code !== 0) throw new Error(`${path.basename(program)} ended with ${code}:\n${output.slice(-2000).trim()}`);
}
