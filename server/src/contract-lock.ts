import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contract, events } from '@hybrid/contracts';
import { describeContract, parseLock, type SealedLock, sealLock, type Sha256 } from '@hybrid/contracts/gate';

let described: SealedLock | undefined;

/** The contract as this release has it, written down; made when it is first asked for. */
export function currentLock(): SealedLock {
  return (described ??= sealLock(describeContract({ contract, events }), sha256));
}

/**
 * Reads the contracts of the releases whose clients are still out.
 *
 * @param root the folder that holds `contracts/releases`: the repository's, or the image's.
 * @throws UnusableLock for a file that is none: a process must not answer old clients by guess.
 */
export async function readReleases(root: string): Promise<SealedLock[]> {
  const folder = join(root, 'contracts/releases');
  if (!existsSync(folder)) return [];
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  return Promise.all(names.map(async (name) => parseLock(await readFile(join(folder, name), 'utf8'), sha256)));
}

const sha256: Sha256 = (text) => createHash('sha256').update(text).digest('hex');
