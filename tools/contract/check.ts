import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { formatLock, type SealedLock } from '@hybrid/contracts/gate';
import { readAccepted } from './accepted.ts';
import { type Baseline, readBaseline } from './baselines.ts';
import { formatFacts } from './facts.ts';
import { acceptanceProblems, compareWith, judge, type Judgement, type Measures } from './judge.ts';
import { formatRules } from './rules-table.ts';
import { readUsage } from './usage.ts';
import { currentLock, liveReleases, type Workspace } from './workspace.ts';

/** What the check was asked for. */
export interface CheckOptions {
  /** Where to find the contracts to compare with; without any, every live release. */
  readonly against: readonly string[];
  readonly usage: string | undefined;
  readonly since: string;
  readonly today: string;
}

/** Compares the contract as it stands with those that clients were built against. */
export async function check(workspace: Workspace, options: CheckOptions): Promise<Judgement> {
  const { against, usage, since, today } = options;
  const current = await currentLock(workspace);
  const releases: Baseline[] = await liveReleases(workspace);
  const named = await Promise.all(against.map((source) => readBaseline(source, workspace)));
  const baselines = against.length > 0 ? named : releases;
  const measures: Measures = {
    accepted: await readAccepted(workspace),
    usage: usage === undefined ? null : await readUsage(usage, since),
    since,
    today,
  };
  const compare = (baseline: Baseline) => compareWith(baseline, current, today);
  const [ofReleases, ofNamed] = [releases.map(compare), named.map(compare)];
  // What was accepted for the sake of a release is needed as long as that is live, whatever else is compared with today.
  const all = [...ofReleases, ...ofNamed].flatMap(({ findings }) => findings);
  return {
    findings: judge(against.length > 0 ? ofNamed : ofReleases, measures),
    problems: [
      ...(against.length > 0 ? [] : await staleness(workspace, current)),
      ...acceptanceProblems(all, measures),
    ],
    baselines: baselines.map(({ name, lock }) => ({ name, hash: lock.hash })),
  };
}

/** What follows from the contract and is committed, by the file that it stands in. */
export function writtenFrom({ lockFile, factsFile, rulesFile }: Workspace, lock: SealedLock): [string, string][] {
  return [
    [lockFile, formatLock(lock)],
    [factsFile, formatFacts(lock)],
    // Of a contract that lies elsewhere nobody has such a page.
    ...(existsSync(rulesFile) ? [[rulesFile, formatRules()] satisfies [string, string]] : []),
  ];
}

/** What is committed has to say what the source says. */
async function staleness(workspace: Workspace, current: SealedLock): Promise<string[]> {
  const stale = await Promise.all(
    writtenFrom(workspace, current).map(async ([file, text]) =>
      existsSync(file) && (await readFile(file, 'utf8')) === text ? [] : [file],
    ),
  );
  return stale.flat().map((file) => `${file} is stale: run \`npm run contract -- lock\` and commit what it writes.`);
}
