import { z } from 'zod';
import type { Services } from '../context.ts';
import { StoredLatency } from '../figures/latency.ts';
import { mergeUse, type UseCount } from './usage-counter.ts';

type Needs = Pick<Services, 'db' | 'usage' | 'log'>;

/** How often what was counted in memory is written down. */
const everyMs = 10_000;

/**
 * Writes down every ten seconds what was counted.
 *
 * @returns what ends it, after what was counted last is written down too.
 */
export function startKeepingUsage(needs: Needs): () => Promise<void> {
  const timer = setInterval(() => void keepUsage(needs), everyMs).unref();
  return async () => {
    clearInterval(timer);
    await keepUsage(needs);
  };
}

/** Writes down what was counted since the last time; while the database is away it stays counted. */
export async function keepUsage({ db, usage, log }: Needs): Promise<void> {
  const counts = usage.take();
  if (counts.length === 0) return;
  try {
    await db.contractUseBatch.create({ data: { counts: counts.map((count) => Stored.encode(count)) } });
  } catch (error) {
    usage.putBack(counts);
    log.warn({ err: error }, 'The use of the contract could not be written down; it is tried again.');
  }
}

const FieldUses = z.record(z.string(), z.object({ calls: z.number(), lastSeenAt: z.string() }));

/** A count as it is stored. */
export const Stored = z.object({
  procedure: z.string(),
  client: z.string(),
  version: z.string(),
  calls: z.number(),
  errors: z.number(),
  sampled: z.number(),
  lastSeenAt: z.codec(z.iso.datetime(), z.date(), {
    decode: (text) => new Date(text),
    encode: (moment) => moment.toISOString(),
  }),
  fields: FieldUses,
  // A process of an earlier release does not say.
  latency: StoredLatency.default({}),
});

type UseRow = Omit<UseCount, 'calls' | 'errors' | 'fields' | 'latency'> & {
  calls: bigint;
  errors: bigint;
  fields: unknown;
  latency: unknown;
};

/** A count out of the row of its day. */
export function ofRow({ calls, errors, fields, latency, ...rest }: UseRow): UseCount {
  const counts = { calls: Number(calls), errors: Number(errors) };
  return { ...rest, ...counts, fields: FieldUses.parse(fields), latency: StoredLatency.parse(latency) };
}

/** Adds counts up, one for each procedure and client. */
export function addUp(counts: readonly UseCount[]): UseCount[] {
  const sums = new Map<string, UseCount>();
  for (const count of counts) {
    const key = `${count.procedure}\n${count.client}\n${count.version}`;
    const known = sums.get(key);
    if (known) mergeUse(known, count);
    else sums.set(key, { ...count, fields: { ...count.fields }, latency: { ...count.latency } });
  }
  return [...sums.values()];
}
