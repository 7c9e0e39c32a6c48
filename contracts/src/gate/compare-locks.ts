import { when } from './change.ts';
import { compareAccess, compareProcedures } from './compare-procedures.ts';
import { compareSchemas } from './compare-schemas.ts';
import type { Lock, LockedEvent, LockedProcedure } from './lock.ts';
import { type Finding, fromRule, fromSchema } from './finding.ts';

/** What a comparison is made on. */
export interface CompareOptions {
  /** The day, as `2026-11-28`: whether a sunset has passed. */
  readonly today: string;
}

/**
 * Compares the contract that clients were built against with the one that is.
 *
 * @returns every difference, in the order of the names, with its verdict for the clients of before.
 */
export function compareLocks(before: Lock, after: Lock, { today }: CompareOptions): Finding[] {
  return [
    ...inBoth(before.procedures, after.procedures).flatMap(([name, old, now]) =>
      procedureFindings(name, old, { now, today }),
    ),
    ...inBoth(before.events, after.events).flatMap(([name, old, now]) => eventFindings(name, old, now)),
  ];
}

type Entry<T> = [name: string, before: T | undefined, after: T | undefined];

function inBoth<T>(before: Record<string, T>, after: Record<string, T>): Entry<T>[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted();
  const own = (record: Record<string, T>, name: string) => (Object.hasOwn(record, name) ? record[name] : undefined);
  return names.map((name) => [name, own(before, name), own(after, name)]);
}

interface Now {
  readonly now: LockedProcedure | undefined;
  readonly today: string;
}

function procedureFindings(name: string, old: LockedProcedure | undefined, { now, today }: Now): Finding[] {
  if (!old) return [fromRule(name, 'procedure-added', { after: now?.kind ?? null })];
  if (!now) return [removal(name, old, today)];
  return isSame(old, now) ? [] : compareProcedures(name, old, now);
}

/** From its sunset on a procedure may go: whoever was built before that day was told. */
function removal(name: string, { kind, deprecated }: LockedProcedure, today: string): Finding {
  const removed = fromRule(name, 'procedure-removed', { before: kind });
  if (!deprecated || deprecated.sunset > today) return removed;
  const why = `It was deprecated on ${deprecated.since}, and its sunset was ${deprecated.sunset}.`;
  return { ...removed, verdict: 'risky', why };
}

function eventFindings(name: string, old: LockedEvent | undefined, now: LockedEvent | undefined): Finding[] {
  const part = 'event';
  if (!old) return [fromRule(name, 'event-added', { part, after: now?.topic ?? null })];
  if (!now) return [fromRule(name, 'event-removed', { part, before: old.topic })];
  const topics = { part, before: old.topic, after: now.topic } as const;
  const changes = isSame(old.payload, now.payload) ? [] : compareSchemas('output', old.payload, now.payload);
  return [
    ...when(old.topic !== now.topic, () => fromRule(name, 'topic-changed', topics)),
    ...when(!old.ephemeral && now.ephemeral === true, () => fromRule(name, 'event-ephemeral', { part })),
    ...when(old.ephemeral === true && !now.ephemeral, () => fromRule(name, 'event-stored', { part })),
    ...compareAccess(name, part, { before: old.access, after: now.access }),
    ...changes.map((change) => fromSchema(name, part, change)),
  ];
}

/** Whether both say the same, whatever the order of their names: most of a contract does, and need not be looked into. */
function isSame(before: unknown, after: unknown): boolean {
  if (typeof before !== 'object' || before === null || typeof after !== 'object' || after === null)
    return before === after;
  if (Array.isArray(before) !== Array.isArray(after)) return false;
  const [old, now] = [saidOf(before), saidOf(after)];
  return old.length === now.length && old.every(([name, value]) => isSame(value, Reflect.get(after, name)));
}

/** What is undefined is not written. */
function saidOf(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, inner]) => inner !== undefined);
}
