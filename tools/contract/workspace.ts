import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type Described,
  describeContract,
  parseLock,
  type SealedLock,
  sealLock,
  UnusableLock,
} from '@hybrid/contracts/gate';
import { compare as compareVersions, valid } from 'semver';

/** Something the program was given that cannot be used: it ends with exit code 2 and says so. */
export class Unusable extends Error {
  override readonly name = 'Unusable';
}

/** The folder of a contract, and what lies in it. */
export interface Workspace {
  readonly directory: string;
  readonly lockFile: string;
  readonly factsFile: string;
  readonly releases: string;
  readonly acceptedFile: string;
  /** The page that tells every rule. */
  readonly rulesFile: string;
}

/** Names the files of a contract's folder. */
export function workspaceAt(directory: string): Workspace {
  const root = resolve(directory);
  return {
    directory: root,
    lockFile: join(root, 'contract.lock.json'),
    factsFile: join(root, 'src/facts.ts'),
    releases: join(root, 'releases'),
    acceptedFile: join(root, 'accepted.json'),
    rulesFile: join(root, '../docs/contract-rules.md'),
  };
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * Describes the contract as its source says it now.
 *
 * @throws UndescribableContract with the place of each schema that JSON cannot carry.
 */
export async function currentLock({ directory }: Workspace): Promise<SealedLock> {
  const entry = join(directory, 'src/index.ts');
  const { contract, events } = await load(entry);
  if (!contract || !events) throw new Unusable(`${entry} has to export \`contract\` and \`events\`.`);
  return sealLock(describeContract({ contract, events }), sha256);
}

async function load(entry: string): Promise<Partial<Described>> {
  try {
    return (await import(pathToFileURL(entry).href)) as Partial<Described>;
  } catch (error) {
    throw new Unusable(`${entry} cannot be loaded: ${error instanceof Error ? error.stack : String(error)}`);
  }
}

/** The locks of all releases that are live, the oldest first. */
export async function liveReleases({ releases }: Workspace): Promise<{ name: string; lock: SealedLock }[]> {
  const files = await readdir(releases).catch(() => []);
  const names = files.filter((file) => file.endsWith('.json')).map((file) => file.slice(0, -'.json'.length));
  const odd = names.find((name) => valid(name) === null);
  if (odd !== undefined) throw new Unusable(`${odd}.json in ${releases} is named by no version, such as 1.4.0.json.`);
  return Promise.all(
    names
      .toSorted(compareVersions)
      .map(async (name) => ({ name, lock: await readLock(join(releases, `${name}.json`)) })),
  );
}

/** Reads a lock out of a file, or says why it cannot be used. */
export async function readLock(file: string): Promise<SealedLock> {
  return parseLockOf(file, await readFile(file, 'utf8'));
}

/** Reads a lock out of a text that came from somewhere. */
export function parseLockOf(source: string, text: string): SealedLock {
  try {
    return parseLock(text, sha256);
  } catch (error) {
    if (!(error instanceof UnusableLock)) throw error;
    throw new Unusable(`${source} cannot be used: ${error.message}.`);
  }
}
