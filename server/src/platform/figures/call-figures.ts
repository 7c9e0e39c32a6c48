import type { Db, Tx } from '@hybrid/prisma';
import { z } from 'zod';
import { Stored } from '../calls/keep-usage.ts';
import type { UseCount } from '../calls/usage-counter.ts';
import { type Latency, mergeLatency, StoredLatency } from './latency.ts';

/** How often something was called within some time, and how long the answers took. */
export interface CallFigure {
  readonly at: Date;
  calls: number;
  errors: number;
  readonly latency: Latency;
}

/** So long is the least that figures are told apart by. */
export const figureMs = 300_000;
/** All procedures together. */
export const allProcedures = '';

/** What a process counted in some seconds. */
interface Batch {
  readonly at: Date;
  readonly counts: readonly Pick<UseCount, 'procedure' | 'calls' | 'errors' | 'latency'>[];
}

/** Adds what processes counted to the five minutes it was counted in; of the same batches, once: within the transaction that takes them. */
export async function addToFigures(tx: Tx, batches: readonly Batch[]): Promise<void> {
  const figures = [...sumsOf(batches)];
  if (figures.length === 0) return;
  const known = await tx.callFigure.findMany({
    where: { at: { in: [...new Set(figures.map(({ at }) => at.getTime()))].map((ms) => new Date(ms)) } },
  });
  const knownBy = new Map(known.map((row) => [keyOf(row), row]));
  const rows = figures.map((figure) => {
    const row = knownBy.get(keyOf(figure));
    if (row) addTo(figure, { ...row, latency: StoredLatency.parse(row.latency) });
    return figure;
  });
  await tx.$executeRaw`
    INSERT INTO call_figure (at, procedure, calls, errors, latency)
    SELECT at, procedure, calls, errors, latency
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS figure (at timestamptz, procedure text, calls int, errors int, latency jsonb)
    ON CONFLICT (procedure, at) DO UPDATE SET calls = EXCLUDED.calls, errors = EXCLUDED.errors, latency = EXCLUDED.latency`;
}

/**
 * Reads how often something was called in each of some steps, up to ten seconds ago.
 *
 * @param procedure all of them where it is empty.
 * @param times when the steps begin; none is shorter than five minutes.
 */
export async function readCallFigures(db: Db, procedure: string, times: readonly Date[]): Promise<CallFigure[]> {
  const [from = new Date(0), second = from] = times;
  const stepMs = Math.max(figureMs, second.getTime() - from.getTime());
  const rows = await db.callFigure.findMany({ where: { procedure, at: { gte: from } } });
  const counted = [...sumsOf((await readWaiting(db)).filter(({ at }) => at >= from))];
  const steps = times.map((at): CallFigure => ({ at, calls: 0, errors: 0, latency: {} }));
  for (const row of rows) addAt(steps, stepMs, { ...row, latency: StoredLatency.parse(row.latency) });
  for (const figure of counted) if (figure.procedure === procedure) addAt(steps, stepMs, figure);
  return steps;
}

/** So many batches wait after an hour without a worker. What more there is would make a page that tells of it slower and slower. */
const waitingMax = 360;

/** Reads what processes counted and no job has added up yet: that of the last two minutes, where jobs run. */
export async function readWaiting(db: Db): Promise<{ at: Date; counts: UseCount[] }[]> {
  const batches = await db.contractUseBatch.findMany({ orderBy: { id: 'desc' }, take: waitingMax });
  return batches.map(({ at, counts }) => ({ at, counts: z.array(Stored).parse(counts) }));
}

type Figure = CallFigure & { readonly procedure: string };

function sumsOf(batches: readonly Batch[]): Iterable<Figure> {
  const sums = new Map<string, Figure>();
  for (const { at, counts } of batches) {
    const began = new Date(Math.floor(at.getTime() / figureMs) * figureMs);
    for (const count of counts) {
      for (const procedure of [allProcedures, count.procedure]) {
        const place = { at: began, procedure };
        const sum = sums.get(keyOf(place)) ?? { ...place, calls: 0, errors: 0, latency: {} };
        sums.set(keyOf(place), sum);
        addTo(sum, count);
      }
    }
  }
  return sums.values();
}

function addAt(steps: readonly CallFigure[], stepMs: number, more: CallFigure): void {
  const [first] = steps;
  const step = first && steps[Math.floor((more.at.getTime() - first.at.getTime()) / stepMs)];
  if (step) addTo(step, more);
}

function addTo(sum: Pick<CallFigure, 'calls' | 'errors' | 'latency'>, more: Omit<CallFigure, 'at'>): void {
  sum.calls += more.calls;
  sum.errors += more.errors;
  mergeLatency(sum.latency, more.latency);
}

function keyOf({ at, procedure }: Pick<Figure, 'at' | 'procedure'>): string {
  return `${at.getTime()} ${procedure}`;
}
