import { compareLocks, type Finding, type SealedLock, type Verdict } from '@hybrid/contracts/gate';
import { type Acceptance, speaksOf } from './accepted.ts';
import type { Baseline } from './baselines.ts';
import { type Usage, useOf } from './usage.ts';

/** A change, against which contracts it is one, and what was decided about it. */
export interface Judged extends Finding {
  /** The baselines whose clients it concerns, by their names. */
  readonly against: readonly string[];
  /** The verdict of the rule, where something made another of it. */
  readonly ruled?: Verdict;
  /** Why it was let pass. */
  readonly accepted?: Acceptance;
  /** Who still calls it, or that nobody does. */
  readonly use?: string;
}

/** What the check found. */
export interface Judgement {
  readonly findings: readonly Judged[];
  /** What is wrong beside the changes: a lock that is stale, an acceptance that nothing needs. */
  readonly problems: readonly string[];
  readonly baselines: readonly { readonly name: string; readonly hash: string }[];
}

/** What changes are judged by. */
export interface Measures {
  readonly accepted: readonly Acceptance[];
  readonly usage: Usage | null;
  /** From this day on a client counts as live. */
  readonly since: string;
  readonly today: string;
}

/** What a contract changes against one baseline. */
export interface Compared {
  readonly name: string;
  readonly findings: readonly Finding[];
}

/** Compares a contract with a baseline. */
export function compareWith({ name, lock }: Baseline, current: SealedLock, today: string): Compared {
  return { name, findings: compareLocks(lock, current, { today }) };
}

/** Tells each change once, with what was decided about it. */
export function judge(compared: readonly Compared[], measures: Measures): Judged[] {
  const merged = new Map<string, Judged>();
  for (const { name, findings } of compared) {
    for (const finding of findings) {
      const key = JSON.stringify(finding);
      const known = merged.get(key);
      merged.set(key, { ...finding, against: [...(known?.against ?? []), name] });
    }
  }
  return [...merged.values()].map((finding) => decide(finding, measures)).toSorted(byWeight);
}

const weights: Record<Verdict, number> = { breaking: 0, risky: 1, safe: 2 };

function byWeight(a: Judged, b: Judged): number {
  return weights[a.verdict] - weights[b.verdict] || a.name.localeCompare(b.name, 'en');
}

function decide(finding: Judged, { accepted, usage, since, today }: Measures): Judged {
  if (finding.verdict === 'safe') return finding;
  const acceptance = accepted.find((entry) => speaksOf(entry, finding) && entry.until >= today);
  const use = usage && useOf(finding, usage, since);
  const told = { ...finding, ...(use && { use: use.text }) };
  if (finding.verdict !== 'breaking') return told;
  if (acceptance) return { ...told, verdict: 'risky', ruled: 'breaking', accepted: acceptance };
  return use?.isUnused ? { ...told, verdict: 'risky', ruled: 'breaking' } : told;
}

/** Entries that no change needs any more, and those whose day has passed while one still does. */
export function acceptanceProblems(findings: readonly Finding[], { accepted, today }: Measures): string[] {
  return accepted.flatMap((entry) => {
    const words = `accepted.json: ${entry.procedure} ${entry.rule}${entry.path === undefined ? '' : ` at ${entry.path}`}`;
    const needed = findings.some((finding) => finding.verdict === 'breaking' && speaksOf(entry, finding));
    if (!needed) return [`${words} is needed by no change any more: take it out.`];
    return entry.until < today
      ? [`${words} was accepted until ${entry.until}, which is over: undo the break, or decide anew.`]
      : [];
  });
}
