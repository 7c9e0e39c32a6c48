import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { compareLocks, formatLock, type SealedLock } from '@hybrid/contracts/gate';
import { lt, valid } from 'semver';
import { formatChangelog } from './changelog.ts';
import { currentLock, liveReleases, Unusable, type Workspace } from './workspace.ts';

const head = `# The contract, release by release

Written by \`npm run contract -- release <version>\`: what changed for whoever calls, the newest first. What the words mean stands in
[contracts.md](contracts.md).
`;

/** What a release is written with. */
export interface ReleaseOptions {
  readonly version: string;
  readonly today: string;
  /** The file that the changes are added to. */
  readonly changelog: string;
}

/**
 * Keeps the contract as that of a release, which counts as live until it is retired, and adds what changed to the changelog.
 *
 * @returns what to tell whoever asked.
 */
export async function release(workspace: Workspace, options: ReleaseOptions): Promise<string> {
  const { version, today, changelog } = options;
  if (valid(version) !== version) throw new Unusable(`"${version}" is no version: write three numbers, as in 1.4.0.`);
  const file = join(workspace.releases, `${version}.json`);
  if (existsSync(file))
    throw new Unusable(`Release ${version} is there already. A release is never changed: choose the next version.`);
  const lock = await currentLock(workspace);
  // What a release of an older line brings is new to those of its line.
  const before = (await liveReleases(workspace)).findLast(({ name }) => lt(name, version));
  const changes = before
    ? `Since ${before.name}:\n\n${formatChangelog(compareLocks(before.lock, lock, { today }))}`
    : firstWords(lock, existsSync(changelog));
  for (const folder of [workspace.releases, dirname(changelog)]) await mkdir(folder, { recursive: true });
  await writeFile(file, formatLock({ ...lock, release: version }));
  await addToChangelog(changelog, `## ${version} (${today})\n\n${changes}`);
  const [kept, told] = [file, changelog].map((path) => relative('.', path));
  return `Kept the contract of ${version} in ${kept}, and its changes in ${told}.`;
}

function firstWords({ procedures, events }: SealedLock, isKnown: boolean): string {
  const begin = isKnown ? 'No earlier release is live' : 'The first release';
  return `${begin}: ${Object.keys(procedures).length} procedures and ${Object.keys(events).length} events.\n`;
}

async function addToChangelog(file: string, section: string): Promise<void> {
  const known = existsSync(file) ? await readFile(file, 'utf8') : head;
  const at = known.indexOf('\n## ');
  const [before, after] = at === -1 ? [known, ''] : [known.slice(0, at + 1), known.slice(at + 1)];
  await writeFile(file, `${before.trimEnd()}\n\n${section}${after && `\n${after}`}`);
}

/** Takes a release out of those that are live: its clients are gone, and what would break them breaks nobody. */
export async function retire({ releases }: Workspace, version: string): Promise<string> {
  if (valid(version) !== version) throw new Unusable(`"${version}" is no version: write three numbers, as in 1.4.0.`);
  const file = join(releases, `${version}.json`);
  if (!existsSync(file)) throw new Unusable(`There is no live release ${version}.`);
  await rm(file);
  return `Retired ${version}: its clients count no more.`;
}
