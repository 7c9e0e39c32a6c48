import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, chown, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { copyBinaries, findBinaries } from './binaries.ts';
import { isAlive, stopPostmaster } from './postmaster.ts';

/** The user Postgres runs as, where that is not ourselves. */
export interface Account {
  uid: number;
  gid: number;
}

/** Where one embedded Postgres lives. */
export interface Place {
  /** The folder that holds the cluster, its log, its port and the list of who uses it. */
  location: string;
  binaries: string;
  version: string;
  account: Account | undefined;
}

/**
 * Decides where the database of `dataDir` lies and makes sure Postgres can reach it.
 *
 * @remarks
 * Postgres refuses to run as root. Root's clones often lie where nobody else may enter, so for root the binaries are
 * copied to a cache anyone can read, and the data lies in a folder named after the data directory's path, owned by `nobody`.
 */
export async function findPlace(dataDir: string): Promise<Place> {
  const found = await findBinaries();
  const { version } = found;
  if (!isRoot()) {
    const location = path.resolve(dataDir, 'postgres');
    await mkdir(location, { recursive: true, mode: 0o700 });
    return { location, binaries: path.join(found.folder, 'bin'), version, account: undefined };
  }
  const account = await findNobody();
  const binaries = path.join(await copyBinaries(found, await reachableFolder(['/var/cache', '/var/tmp'])), 'bin');
  const key = createHash('sha256').update(path.resolve(dataDir)).digest('hex').slice(0, 16);
  const location = path.join(await reachableFolder(['/var/lib', '/var/tmp']), `postgres-${key}`);
  await mkdir(location, { mode: 0o700, recursive: true });
  await chown(location, account.uid, account.gid);
  // Whoever looks into the data directory for the database, or at this folder for its owner, finds the way.
  await mkdir(dataDir, { recursive: true });
  await writeFile(path.join(dataDir, 'postgres-location.txt'), `${location}\n`);
  await writeFile(path.join(location, 'data-directory.txt'), `${path.resolve(dataDir)}\n`);
  return { location, binaries, version, account };
}

const temporaryPrefix = 'hybrid-stack-postgres-';

/** Makes a place for a database that ends with this process, after clearing those whose process is gone. */
export async function makeTemporaryPlace(): Promise<Place> {
  const found = await findBinaries();
  const { version } = found;
  if (!isRoot()) {
    await sweepTemporaryPlaces(os.tmpdir());
    const location = await mkdtemp(path.join(os.tmpdir(), `${temporaryPrefix}${process.pid}-`));
    return { location, binaries: path.join(found.folder, 'bin'), version, account: undefined };
  }
  const account = await findNobody();
  const binaries = path.join(await copyBinaries(found, await reachableFolder(['/var/cache', '/var/tmp'])), 'bin');
  const base = await reachableFolder([os.tmpdir(), '/tmp', '/var/tmp']);
  await sweepTemporaryPlaces(base);
  const location = await mkdtemp(path.join(base, `${temporaryPrefix}${process.pid}-`));
  await chown(location, account.uid, account.gid);
  return { location, binaries, version, account };
}

async function sweepTemporaryPlaces(base: string): Promise<void> {
  for (const name of await readdir(base)) {
    const pid = name.startsWith(temporaryPrefix) ? Number.parseInt(name.slice(temporaryPrefix.length), 10) : Number.NaN;
    if (Number.isNaN(pid) || isAlive(pid)) continue;
    await stopPostmaster(path.join(base, name, 'cluster', 'data'), 'immediate');
    await rm(path.join(base, name), { recursive: true, force: true });
  }
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

async function findNobody(): Promise<Account> {
  try {
    return { uid: await readId('-u'), gid: await readId('-g') };
  } catch (error) {
    throw new Error(
      'Postgres does not run as root and this machine has no user "nobody" to run it as. Set DATABASE_URL to a Postgres of your own, or start as another user.',
      { cause: error },
    );
  }
}

async function readId(flag: '-u' | '-g'): Promise<number> {
  const { stdout } = await promisify(execFile)('id', [flag, 'nobody']);
  return Number(stdout);
}

/** Our folder below the first of `parents` that every user can enter. */
async function reachableFolder(parents: string[]): Promise<string> {
  for (const parent of parents) {
    if (!(await isOpenToAll(parent))) continue;
    const folder = path.join(parent, 'hybrid-stack');
    await mkdir(folder, { recursive: true });
    // In a temporary folder anybody may have made one of this name before us.
    if ((await stat(folder)).uid !== 0) continue;
    await chmod(folder, 0o755);
    return folder;
  }
  throw new Error(`No folder that every user can enter among ${parents.join(', ')}. Set DATABASE_URL instead.`);
}

async function isOpenToAll(folder: string): Promise<boolean> {
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory() || (found.mode & 0o005) !== 0o005) return false;
  return folder === path.dirname(folder) || (await isOpenToAll(path.dirname(folder)));
}
