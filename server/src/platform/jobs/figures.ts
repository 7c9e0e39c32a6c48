import { type Db, Prisma, type Tx } from '@hybrid/prisma';
import { z } from 'zod';
import type { RunCount } from './count-runs.ts';
import { addDurations } from './durations.ts';

/** How long the stretches are that figures are kept for. */
export type FigureSpan = 'minute' | 'hour';

const spanMs: Record<FigureSpan, number> = { minute: 60_000, hour: 3_600_000 };

const Durations = z.record(z.string(), z.number());
const Count = z.object({
  name: z.string(),
  at: z.number(),
  succeeded: z.number(),
  failed: z.number(),
  lost: z.number(),
  waits: Durations,
  runs: Durations,
});
const Counts = z.array(Count);

/** So many batches at a time: an outage of the worker leaves thousands. */
const batchesMax = 500;

/**
 * Adds what workers counted to the minutes and hours in which it ended; a part of it, where there is much.
 *
 * @returns whether there may be more.
 */
export async function addUpBatches(tx: Tx): Promise<boolean> {
  // Two processes take turns, and neither counts what the other did.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('jobs.addUpFigures', 0))`;
  const batches = await tx.$queryRaw<{ counts: unknown }[]>`
    WITH taken AS (SELECT id, counts FROM job_figure_batch WHERE added_at IS NULL ORDER BY id LIMIT ${batchesMax}),
    emptied AS (
      UPDATE job_figure_batch SET added_at = now(), counts = '[]' FROM taken WHERE job_figure_batch.id = taken.id)
    SELECT counts FROM taken`;
  const counts = batches.flatMap((batch) => Counts.parse(batch.counts));
  for (const span of ['minute', 'hour'] as const) await addTo(tx, span, counts);
  return batches.length === batchesMax;
}

async function addTo(tx: Tx, span: FigureSpan, counts: readonly RunCount[]): Promise<void> {
  if (counts.length === 0) return;
  const more = sumUp(counts, (at) => Math.floor(at / spanMs[span]) * spanMs[span]);
  const moments = [...new Set(more.map(({ at }) => at))];
  const known = await readKept(tx, span, { from: Math.min(...moments), to: Math.max(...moments) });
  const touched = new Set(more.map(keyOf));
  const sums = sumUp([...known.filter((count) => touched.has(keyOf(count))), ...more], (at) => at);
  await tx.$executeRaw`
    INSERT INTO job_figure (span, at, name, succeeded, failed, lost, waits, runs)
    SELECT ${span}, to_timestamp(at / 1000), name, succeeded, failed, lost, waits, runs
    FROM jsonb_to_recordset(${JSON.stringify(sums)}::jsonb)
      AS sum (at float8, name text, succeeded int, failed int, lost int, waits jsonb, runs jsonb)
    ON CONFLICT (span, at, name) DO UPDATE SET succeeded = EXCLUDED.succeeded, failed = EXCLUDED.failed,
      lost = EXCLUDED.lost, waits = EXCLUDED.waits, runs = EXCLUDED.runs`;
}

async function readKept(
  db: Db | Tx,
  span: FigureSpan,
  { from, to }: { from: number; to: number },
): Promise<RunCount[]> {
  const rows = await db.jobFigure.findMany({ where: { span, at: { gte: new Date(from), lte: new Date(to) } } });
  return Counts.parse(rows.map((row) => ({ ...row, at: row.at.getTime() })));
}

/**
 * Reads what jobs came to since a moment, for each name and stretch, up to now; of the last stretches there may be several, to be
 * summed up.
 *
 * @remarks
 * What is not added up yet is read from the batches, in one statement with what is: nothing is missing between them, and nothing there
 * twice, whenever somebody adds up.
 *
 * @param of those of one name alone, where one is given.
 */
export async function readFigures(
  db: Db,
  { span, since, name }: { span: FigureSpan; since: Date; name: string | null },
): Promise<RunCount[]> {
  const ofName = name === null ? Prisma.empty : Prisma.sql`AND name = ${name}`;
  // What was added up was checked then: to check a week of it again would take as long as to read it.
  const rows = await db.$queryRaw<(RunCount & { fresh: unknown })[]>`
    SELECT name, (extract(epoch FROM at) * 1000)::float8 AS at, succeeded, failed, lost, waits, runs, NULL::jsonb AS fresh
    FROM job_figure WHERE span = ${span} AND at >= ${since} ${ofName}
    UNION ALL SELECT '', 0, 0, 0, 0, NULL, NULL, counts FROM job_figure_batch WHERE added_at IS NULL`;
  const kept = rows.filter(({ fresh }) => fresh === null);
  const fresh = rows.flatMap((row) => (row.fresh === null ? [] : Counts.parse(row.fresh)));
  const sinceMs = since.getTime();
  const own = fresh.filter((count) => (name === null || count.name === name) && count.at >= sinceMs);
  return [...kept, ...own.map((count) => ({ ...count, at: Math.floor(count.at / spanMs[span]) * spanMs[span] }))];
}

/** Adds up counts of one name that come to the same stretch. */
export function sumUp(counts: readonly RunCount[], stretchOf: (at: number) => number): RunCount[] {
  const sums = new Map<string, RunCount>();
  for (const count of counts) {
    const { name, succeeded, failed, lost, waits, runs } = count;
    const at = stretchOf(count.at);
    const key = keyOf({ name, at });
    let sum = sums.get(key);
    if (!sum) sums.set(key, (sum = { name, at, succeeded: 0, failed: 0, lost: 0, waits: {}, runs: {} }));
    sum.succeeded += succeeded;
    sum.failed += failed;
    sum.lost += lost;
    addDurations(sum.waits, waits);
    addDurations(sum.runs, runs);
  }
  return [...sums.values()];
}

function keyOf({ name, at }: Pick<RunCount, 'name' | 'at'>): string {
  return `${at}:${name}`;
}
