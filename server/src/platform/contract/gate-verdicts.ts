import { compareLocks, type Finding, type SealedLock } from '@hybrid/contracts/gate';

/** What the contract as it is means for the clients of one release. */
export interface GateVerdict {
  readonly release: string;
  readonly hash: string;
  readonly verdict: 'same' | 'safe' | 'risky' | 'breaking';
  readonly counts: Readonly<Record<Finding['verdict'], number>>;
  readonly findings: readonly Finding[];
}

const order = { breaking: 0, risky: 1, safe: 2 } as const;

/**
 * Judges the contract of this process as the gate does, for the clients of each release that are still out.
 *
 * @remarks
 * It is not what the gate once said, but what it says of what runs: the same comparison of the same files. A break that was accepted
 * is a break here as well.
 */
export function judgeReleases(
  current: SealedLock,
  releases: readonly SealedLock[],
  { today }: { today: string },
): GateVerdict[] {
  return releases.map((lock) => {
    const findings = compareLocks(lock, current, { today }).toSorted((a, b) => order[a.verdict] - order[b.verdict]);
    const count = (verdict: Finding['verdict']) => findings.filter((finding) => finding.verdict === verdict).length;
    const counts = { breaking: count('breaking'), risky: count('risky'), safe: count('safe') };
    return {
      release: lock.release ?? lock.hash,
      hash: lock.hash,
      verdict: findings[0]?.verdict ?? 'same',
      counts,
      findings,
    };
  });
}
