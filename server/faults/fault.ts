import { expect, test } from 'vitest';
import { rows } from './rows.ts';

/** A figure of a row, as it is printed, and whether it holds. */
interface Measured {
  readonly text: string;
  readonly holds: boolean;
}

declare module 'vitest' {
  interface TaskMeta {
    fault?: { readonly measured: Measured[] };
  }
}

/** What a row says of itself while it runs. */
export interface Report {
  /** A count or a state, which has to be exactly this. */
  exactly<T extends number | string | boolean>(name: string, value: T, target: T): void;
  /** A count that may be so high at the most. */
  atMost(name: string, value: number, target: number): void;
  /** A duration beside its target in ms. Machines are shared: it fails at five times the target. */
  durationMs(name: string, value: number, target: number): void;
}

/** How far past its target a duration fails. */
const slack = 5;

/**
 * Declares a row of the list of faults: provokes the fault and reports each figure beside its target.
 *
 * @remarks
 * Every figure is printed, also where one before it does not hold; the row fails where one does not, or where it reports none.
 *
 * @param id as in `rows.ts`; the file's name begins with it.
 *
 * @example
 * fault('R1', async (report) => {
 *   report.exactly('lost', lost, 0);
 *   report.durationMs('restart', restartMs, 30_000);
 * });
 */
export function fault(id: string, provoke: (report: Report) => Promise<void>, timeoutMs = 600_000): void {
  const title = rows.find((row) => row.id === id)?.title;
  if (title === undefined) throw new Error(`No row of rows.ts is called ${id}.`);
  test(`${id} ${title}`, { timeout: timeoutMs }, async ({ task }) => {
    const measured: Measured[] = [];
    task.meta.fault = { measured };
    await provoke(reportInto(measured));
    expect(measured.length, 'a row reports figures').toBeGreaterThan(0);
    expect(measured.filter(({ holds }) => !holds).map(({ text }) => text)).toEqual([]);
  });
}

function reportInto(measured: Measured[]): Report {
  const add = (text: string, holds: boolean) => void measured.push({ text, holds });
  return {
    exactly: (name, value, target) => add(`${name} ${value} (${target})`, value === target),
    atMost: (name, value, target) => add(`${name} ${value} (<= ${target})`, value <= target),
    durationMs: (name, value, target) =>
      add(`${name} ${seconds(value)} (<= ${seconds(target)})`, value <= target * slack),
  };
}

function seconds(ms: number): string {
  return ms < 1000 ? `${Math.ceil(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
