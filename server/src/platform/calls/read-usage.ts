import type { Db } from '@hybrid/prisma';
import { z } from 'zod';
import { addUp, ofRow, Stored } from './keep-usage.ts';
import type { FieldUse, UseCount } from './usage-counter.ts';

/** How a client used a procedure. */
export interface ClientUse {
  readonly name: string;
  readonly version: string;
  readonly calls: number;
  readonly errors: number;
  /** Of its calls, from 0 to 1. */
  readonly errorShare: number;
  readonly lastSeenAt: string;
}

/** Who called what, since a day. */
export interface ContractUsage {
  readonly since: string;
  readonly procedures: Readonly<
    Record<
      string,
      { readonly clients: readonly ClientUse[]; readonly sampled: number; readonly fields: Record<string, FieldUse> }
    >
  >;
}

/** Reads who called what since a day, up to what was counted ten seconds ago. */
export async function readUsage(db: Db, since: Date): Promise<ContractUsage> {
  const days = await db.contractUse.findMany({ where: { day: { gte: since } } });
  const batches = await db.contractUseBatch.findMany({ where: { at: { gte: since } } });
  const counts = addUp([...days.map(ofRow), ...batches.flatMap(({ counts: stored }) => z.array(Stored).parse(stored))]);
  const byProcedure = Map.groupBy(counts, ({ procedure }) => procedure);
  const names = [...byProcedure.keys()].toSorted();
  return {
    since: since.toISOString().slice(0, 10),
    procedures: Object.fromEntries(names.map((name) => [name, useOf(byProcedure.get(name) ?? [])])),
  };
}

function useOf(counts: readonly UseCount[]) {
  const clients = counts.map(({ client, version, calls, errors, lastSeenAt }): ClientUse => {
    const errorShare = Number((errors / calls).toFixed(4));
    return { name: client, version, calls, errors, errorShare, lastSeenAt: lastSeenAt.toISOString() };
  });
  const [sum] = addUp(counts.map((count) => ({ ...count, client: '', version: '' })));
  return {
    clients: clients.toSorted((a, b) => b.calls - a.calls),
    sampled: sum?.sampled ?? 0,
    fields: sum?.fields ?? {},
  };
}
