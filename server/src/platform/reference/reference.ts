import { createHash } from 'node:crypto';
import { describeContract, type Described, type Lock, sealLock } from '@hybrid/contracts/gate';
import { type PlatformErrorData, platformErrors, proceduresOf } from '@hybrid/contracts/kernel';
import { tagOf } from '../rest/document.ts';
import type { Operation } from '../rest/operation.ts';
import { bodyBytesMax } from '../rpc/mount.ts';
import { type CodeSample, startCode } from './client-code.ts';
import { describeEvent, type EventEntry } from './event-entry.ts';
import { describeProcedure, type ProcedureEntry } from './procedure-entry.ts';
import { accesses, callerWords, sizeWords } from './words.ts';

/** What the reference is made of. */
export interface ReferenceSource {
  readonly described: Described;
  /** Those that the REST face answers. */
  readonly operations: readonly Operation[];
  /** What the product calls its API. */
  readonly title: string;
  /** Plausible values by the name of a field. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly publicUrl: URL;
  readonly version: string;
}

/** The whole of a contract, as its page shows it. */
export interface Reference {
  readonly title: string;
  readonly hash: string;
  readonly version: string;
  readonly origin: string;
  readonly groups: readonly Group[];
  readonly counts: Readonly<Record<'query' | 'mutation' | 'subscription' | 'event', number>>;
  /** Who may call, in words, for each access that the contract names. */
  readonly access: readonly { readonly name: string; readonly words: string }[];
  /** What the code of every procedure stands on. */
  readonly start: readonly CodeSample[];
  readonly platformErrors: readonly PlatformErrorEntry[];
  /** The largest body that is read where a procedure says nothing else. */
  readonly bodyMax: string;
}

/** What one feature may be asked, and what it tells. */
export interface Group {
  readonly name: string;
  readonly title: string;
  readonly procedures: readonly ProcedureEntry[];
  readonly events: readonly EventEntry[];
}

interface PlatformErrorEntry {
  readonly name: string;
  readonly status: number;
  readonly message: string;
  /** As TypeScript writes it; null where there is none. */
  readonly data: string | null;
}

/** Describes a contract for those who call it, out of nothing but the contract. */
export function describeReference(source: ReferenceSource): Reference {
  const lock = describeContract(source.described);
  const { hash } = sealLock(lock, (text) => createHash('sha256').update(text).digest('hex'));
  const groups = groupsOf(source, lock);
  return {
    title: source.title,
    hash,
    version: source.version,
    origin: source.publicUrl.origin,
    groups,
    counts: countsOf(lock),
    access: accessOf(lock),
    start: startCode(source.publicUrl.origin),
    platformErrors: Object.entries(platformErrors).map(([name, { status, message }]) => ({
      name,
      status,
      message,
      data: new Map(Object.entries(platformErrorData)).get(name) ?? null,
    })),
    bodyMax: sizeWords(bodyBytesMax),
  };
}

/** The types of `PlatformErrorData` as they are written there, which nothing can read when the program runs. */
const platformErrorData: Record<keyof PlatformErrorData, string> = {
  INVALID_INPUT: '{ fields: { [key: string]: string[] } }',
  TOO_MANY_REQUESTS: '{ retryAfterSeconds: number }',
  IDEMPOTENCY_CONFLICT: "{ reason: 'in_flight' | 'other_input' }",
};

function groupsOf(source: ReferenceSource, lock: Lock): Group[] {
  const all = new Map(proceduresOf(source.described.contract));
  const operations = new Map(source.operations.map((operation) => [operation.name, operation]));
  const setting = { ...source, lock, all, operations };
  const procedures = Object.entries(lock.procedures).map(([name, locked]) => describeProcedure(name, locked, setting));
  const events = Object.entries(source.described.events).map(([key, event]) => describeEvent(key, event, lock));
  const names = new Set([...procedures, ...events].map(({ group }) => group));
  return [...names].map((name) => ({
    name,
    title: tagOf({ name }),
    procedures: procedures.filter(({ group }) => group === name),
    events: events.filter(({ group }) => group === name),
  }));
}

function accessOf({ procedures }: Lock): Reference['access'] {
  const named = new Set(Object.values(procedures).map(({ access }) => access));
  return accesses.filter((access) => named.has(access)).map((name) => ({ name, words: callerWords(name) }));
}

function countsOf({ procedures, events }: Lock): Reference['counts'] {
  const kinds = Object.values(procedures).map(({ kind }) => kind);
  const count = (kind: string) => kinds.filter((one) => one === kind).length;
  return {
    query: count('query'),
    mutation: count('mutation'),
    subscription: count('subscription'),
    event: Object.keys(events).length,
  };
}
