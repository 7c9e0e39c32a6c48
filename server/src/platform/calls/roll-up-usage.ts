import type { Tx } from '@hybrid/prisma';
import { z } from 'zod';
import { job } from '../jobs/job.ts';
import { addToFigures } from '../figures/call-figures.ts';
import { addUp, ofRow, Stored } from './keep-usage.ts';
import { others, type UseCount } from './usage-counter.ts';

/** Longer than any client is likely to stay away and come back. */
const daysKept = 400;
/** By five minutes it is kept for as long as a chart of a day needs, and the day before. */
const fineDaysKept = 2;
const dayMs = 86_400_000;
/** Clients name themselves: a day knows so many and their releases, whoever comes after them is counted as one. */
const clientsOfDayMax = 1000;
/** So many batches at a time: an outage of the worker leaves thousands. */
const batchesMax = 500;

/** Adds what processes counted to the days and the five minutes it was counted in, and lets go of those that are long past. */
export const rollUpUsage = job({
  name: 'contract.rollUpUsage',
  payload: z.object({}),
  cron: '*/2 * * * *',
  timeoutMs: 300_000,
  async run({ db, now, log, signal }) {
    let count: number;
    let total = 0;
    do {
      signal.throwIfAborted();
      count = await db.$transaction(rollUp, { timeout: 60_000 });
      total += count;
    } while (count === batchesMax);
    const before = (days: number) => new Date(now().getTime() - days * dayMs);
    await db.contractUse.deleteMany({ where: { day: { lt: before(daysKept) } } });
    await db.callFigure.deleteMany({ where: { at: { lt: before(fineDaysKept) } } });
    log.info({ batches: total }, 'Added up the use of the contract.');
  },
});

/** Taken and added in one transaction, so that nothing is counted twice or lost; two processes take turns. */
async function rollUp(tx: Tx): Promise<number> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('contract.rollUpUsage', 0))`;
  const batches = await tx.$queryRaw<{ at: Date; counts: unknown }[]>`
    DELETE FROM contract_use_batch WHERE id IN (SELECT id FROM contract_use_batch ORDER BY id LIMIT ${batchesMax})
    RETURNING at, counts`;
  const read = batches.map(({ at, counts }) => ({ at, counts: z.array(Stored).parse(counts) }));
  const byDay = Map.groupBy(read, ({ at }) => at.toISOString().slice(0, 10));
  for (const [day, ofDay] of byDay)
    await addToDay(
      tx,
      day,
      ofDay.flatMap(({ counts }) => counts),
    );
  await addToFigures(tx, read);
  return batches.length;
}

async function addToDay(tx: Tx, day: string, counts: readonly UseCount[]): Promise<void> {
  const known = await tx.contractUse.findMany({ where: { day: new Date(day) } });
  const sums = addUp([...known.map(ofRow), ...counts.map(foldStrangers(known))]).map((sum) => Stored.encode(sum));
  await tx.$executeRaw`
    INSERT INTO contract_use (day, procedure, client, version, calls, errors, sampled, last_seen_at, fields, latency)
    SELECT ${day}::date, procedure, client, version, calls, errors, sampled, "lastSeenAt", fields, latency
    FROM jsonb_to_recordset(${JSON.stringify(sums)}::jsonb) AS sum (procedure text, client text, version text,
      calls bigint, errors bigint, sampled int, "lastSeenAt" timestamptz, fields jsonb, latency jsonb)
    ON CONFLICT (day, procedure, client, version) DO UPDATE SET calls = EXCLUDED.calls, errors = EXCLUDED.errors,
      sampled = EXCLUDED.sampled, last_seen_at = EXCLUDED.last_seen_at, fields = EXCLUDED.fields,
      latency = EXCLUDED.latency`;
}

/** Counts as `others` all whose names the day has no room for. */
function foldStrangers(known: readonly Pick<UseCount, 'client' | 'version'>[]): (count: UseCount) => UseCount {
  const keyOf = ({ client, version }: Pick<UseCount, 'client' | 'version'>) => `${client}\n${version}`;
  const admitted = new Set(known.map(keyOf));
  return (count) => {
    if (admitted.size < clientsOfDayMax) admitted.add(keyOf(count));
    return admitted.has(keyOf(count)) ? count : { ...count, client: others.name, version: others.version };
  };
}
