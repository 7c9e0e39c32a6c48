import { durationClass } from './durations.ts';
import type { RunRecord } from './run-record.ts';

/** What some attempts at jobs of one name that ended within one minute came to. */
export interface RunCount {
  readonly name: string;
  /** The beginning of the minute, in ms. */
  readonly at: number;
  succeeded: number;
  failed: number;
  lost: number;
  /** How many waited for how long, from when they were due, by the classes of durations. */
  readonly waits: Record<string, number>;
  /** How long they ran. */
  readonly runs: Record<string, number>;
}

const minuteMs = 60_000;

/** Counts the attempts among these that ended, for each name and minute. What somebody stopped counts for nothing. */
export function countRecords(records: readonly RunRecord[]): RunCount[] {
  const counts = new Map<string, RunCount>();
  for (const record of records) {
    const { name, outcome, finishedAt } = record;
    if (finishedAt === null || !isCounted(outcome)) continue;
    const at = Math.floor(finishedAt.getTime() / minuteMs) * minuteMs;
    const key = `${at}${name}`;
    let count = counts.get(key);
    if (!count) counts.set(key, (count = { name, at, succeeded: 0, failed: 0, lost: 0, waits: {}, runs: {} }));
    count[outcome] += 1;
    addOne(count.waits, record.startedAt.getTime() - record.dueAt.getTime());
    addOne(count.runs, finishedAt.getTime() - record.startedAt.getTime());
  }
  return [...counts.values()];
}

function isCounted(outcome: RunRecord['outcome']): outcome is 'succeeded' | 'failed' | 'lost' {
  return outcome === 'succeeded' || outcome === 'failed' || outcome === 'lost';
}

function addOne(durations: Record<string, number>, ms: number): void {
  const index = durationClass(ms);
  durations[index] = (durations[index] ?? 0) + 1;
}
