import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isAlive } from './postmaster.ts';

/** One process's claim on a running server. */
export interface Claim {
  /** Gives the claim up and returns the process ids of those who still hold one. */
  leave(): Promise<number[]>;
  others(): Promise<number[]>;
}

/**
 * Registers this process as a user of the server in `location`.
 *
 * @remarks
 * The last to leave stops the server. Each gives up its own claim before it looks for others, so two that leave together
 * may both stop it, which does no harm, but never both leave it running. A killed process's claim does not count.
 */
export async function claimServer(location: string): Promise<Claim> {
  const folder = path.join(location, 'users');
  await mkdir(folder, { recursive: true });
  const claim = path.join(folder, `${process.pid}-${randomBytes(4).toString('hex')}`);
  await writeFile(claim, '');

  async function others(): Promise<number[]> {
    const pids: number[] = [];
    for (const name of await readdir(folder)) {
      const file = path.join(folder, name);
      const pid = Number.parseInt(name, 10);
      if (file === claim) continue;
      if (isAlive(pid)) pids.push(pid);
      else await rm(file, { force: true });
    }
    return pids;
  }
  return {
    others,
    async leave() {
      await rm(claim, { force: true });
      return others();
    },
  };
}
