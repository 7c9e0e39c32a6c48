import { compareLocks, type Lock, type SealedLock } from '@hybrid/contracts/gate';
import { platformFailure } from '../failure.ts';
import type { CallingClient } from './calling-client.ts';

/** The contracts of releases whose clients are still out, and what they can no longer call. */
export interface LiveReleases {
  /**
   * Refuses a call of a client that was built with a contract in which the procedure meant something else.
   *
   * @remarks
   * A client that does not say, or names a contract that is kept nowhere, is answered: nobody knows better.
   *
   * @throws STALE_CLIENT.
   */
  demandCurrent(procedure: string, client: CallingClient): void;
  /** Procedures that releases know and the contract does not any more. */
  readonly gone: readonly GoneProcedure[];
}

/** A procedure that was removed. */
export interface GoneProcedure {
  readonly name: string;
  readonly kind: 'query' | 'mutation' | 'subscription';
}

/**
 * Makes what tells the clients of earlier releases from those of this one.
 *
 * @param current describes the contract as it is; asked for when a client of another contract first calls.
 */
export function createLiveReleases({
  current,
  releases,
  today,
}: {
  current: () => Lock;
  releases: readonly SealedLock[];
  today: () => Date;
}): LiveReleases {
  const byHash = new Map(releases.map((release) => [release.hash, release]));
  const broken = new Map<string, ReadonlySet<string>>();
  const brokenFor = (hash: string): ReadonlySet<string> => {
    const known = broken.get(hash);
    if (known) return known;
    const release = byHash.get(hash);
    const found = release ? brokenProcedures(release, current(), today()) : new Set<string>();
    if (release) broken.set(hash, found);
    return found;
  };
  return {
    demandCurrent(procedure, { contract }) {
      if (contract === null || !byHash.has(contract)) return;
      if (brokenFor(contract).has(procedure)) throw platformFailure('STALE_CLIENT');
    },
    gone: releases.length > 0 ? goneProcedures(releases, current()) : [],
  };
}

/** What was accepted as a break, or is gone after its sunset, is no less broken for who calls it. */
function brokenProcedures(release: SealedLock, current: Lock, today: Date): ReadonlySet<string> {
  const findings = compareLocks(release, current, { today: today.toISOString().slice(0, 10) });
  const breaking = findings.filter(({ verdict, rule }) => verdict === 'breaking' || rule === 'procedure-removed');
  return new Set(breaking.map(({ name }) => name));
}

function goneProcedures(releases: readonly SealedLock[], current: Lock): GoneProcedure[] {
  const known = new Map<string, GoneProcedure>();
  for (const { procedures } of releases) {
    for (const [name, { kind }] of Object.entries(procedures)) {
      if (!Object.hasOwn(current.procedures, name)) known.set(name, { name, kind });
    }
  }
  return [...known.values()];
}
