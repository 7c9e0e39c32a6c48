import { execFile } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { promisify } from 'node:util';
import type { SealedLock } from '@hybrid/contracts/gate';
import { parseLockOf, readLock, Unusable, type Workspace } from './workspace.ts';

/** A contract that something is compared with, and what it is called. */
export interface Baseline {
  readonly name: string;
  readonly lock: SealedLock;
}

const patienceMs = 10_000;
const run = promisify(execFile);

/**
 * Reads a contract from wherever it is named: the address of a deployment, a lock file, or a git ref.
 *
 * @throws Unusable with what was looked for and what was found.
 */
export async function readBaseline(source: string, workspace: Workspace): Promise<Baseline> {
  if (/^https?:\/\//.test(source)) return { name: source, lock: await fromUrl(source) };
  if (existsSync(source) && statSync(source).isFile()) return { name: source, lock: await readLock(source) };
  return { name: source, lock: await fromGit(source, workspace) };
}

async function fromUrl(source: string): Promise<SealedLock> {
  const isFile = toUrl(source).pathname.endsWith('.json');
  const url = isFile ? source : new URL('/api/contract.json', source).href;
  const text = await readText(url);
  return parseLockOf(url, text);
}

/**
 * Reads a text from an address.
 *
 * @throws Unusable where nothing answers within 10 s, or the answer is a refusal.
 */
export async function readText(url: string, headers: Record<string, string> = {}): Promise<string> {
  const unreachable = (error: unknown): never => {
    throw new Unusable(`${url} cannot be reached: ${reasonOf(error)}.`);
  };
  const answer = await fetch(url, { headers, signal: AbortSignal.timeout(patienceMs) }).catch(unreachable);
  if (!answer.ok) throw new Unusable(`${url} answered ${answer.status} ${answer.statusText}.`);
  return answer.text().catch(unreachable);
}

/**
 * Reads an address.
 *
 * @throws Unusable for what only begins like one.
 */
export function toUrl(source: string): URL {
  const url = URL.parse(source);
  if (!url) throw new Unusable(`"${source}" is no address: write one such as https://conduit.example.`);
  return url;
}

/** `fetch` says only that it failed; why, its cause says. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}

async function fromGit(ref: string, { directory, lockFile }: Workspace): Promise<SealedLock> {
  const git = (...args: string[]) => run('git', ['-C', directory, ...args], { maxBuffer: 256 * 1_048_576 });
  const commit = await git('rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`).catch(() => null);
  if (!commit) {
    throw new Unusable(
      `"${ref}" is no file here, no address (https://…) and no git ref of this repository. In a shallow clone, fetch the ref first.`,
    );
  }
  const place = `${commit.stdout.trim()}:./contract.lock.json`;
  const shown = await git('show', place).catch(() => null);
  if (!shown) throw new Unusable(`At ${ref} there is no ${lockFile}: the contract was not locked yet.`);
  return parseLockOf(`${ref}:contract.lock.json`, shown.stdout);
}
