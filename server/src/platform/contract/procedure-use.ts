import type { LockedProcedure, SealedLock } from '@hybrid/contracts/gate';
import type { Db } from '@hybrid/prisma';
import { addUp } from '../calls/keep-usage.ts';
import { readWaiting } from '../figures/call-figures.ts';
import { type Latency, mergeLatency, quantileOf, StoredLatency } from '../figures/latency.ts';

/** How a client used a procedure within some days. */
export interface ClientUse {
  readonly client: string;
  readonly version: string;
  readonly calls: number;
  readonly errors: number;
  readonly lastSeenAt: Date;
}

/** A procedure with what it was used for. */
export interface ProcedureUse {
  readonly name: string;
  readonly kind: LockedProcedure['kind'] | null;
  readonly access: string | null;
  readonly summary: string;
  readonly deprecated: LockedProcedure['deprecated'] | null;
  readonly calls: number;
  readonly errors: number;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly lastSeenAt: Date | null;
  /** Those that call most first. */
  readonly clients: readonly ClientUse[];
}

/** Over so many days use is told. */
export const useDays = 30;
const dayMs = 86_400_000;
/** And over these how long answers took: today and yesterday. */
const latencyDays = 1;
/** So many clients of a procedure are told apart. */
const clientsMax = 50;

type Row = ClientUse & { readonly procedure: string };

/**
 * Reads how each procedure of the contract was used in the last thirty days, up to ten seconds ago; what was called and is in the
 * contract no more is among them.
 */
export async function readProcedureUse(db: Db, lock: SealedLock, now: Date): Promise<ProcedureUse[]> {
  const since = new Date(now.getTime() - useDays * dayMs);
  const rows = await db.$queryRaw<Row[]>`
    SELECT procedure, client, version, sum(calls)::float8 AS calls, sum(errors)::float8 AS errors, max(last_seen_at) AS "lastSeenAt"
    FROM contract_use WHERE day >= ${since}::date GROUP BY 1, 2, 3`;
  const days = await db.contractUse.findMany({
    where: { day: { gte: new Date(now.getTime() - (latencyDays + 1) * dayMs) } },
    select: { procedure: true, latency: true },
  });
  const waiting = addUp((await readWaiting(db)).flatMap(({ counts }) => counts));
  const latencyOf = sumLatency([...days, ...waiting]);
  const byProcedure = Map.groupBy(joined([...rows, ...waiting]), ({ procedure }) => procedure);
  const names = [...new Set([...Object.keys(lock.procedures), ...byProcedure.keys()])].toSorted();
  return names.map((name) =>
    useOf(name, lock.procedures[name], { rows: byProcedure.get(name) ?? [], latency: latencyOf.get(name) }),
  );
}

function sumLatency(rows: readonly { readonly procedure: string; readonly latency: unknown }[]): Map<string, Latency> {
  const sums = new Map<string, Latency>();
  for (const { procedure, latency } of rows) {
    const sum = sums.get(procedure) ?? {};
    sums.set(procedure, sum);
    mergeLatency(sum, StoredLatency.parse(latency));
  }
  return sums;
}

/** One row of each procedure and client. */
function joined(rows: readonly Row[]): Row[] {
  const sums = new Map<string, Row>();
  for (const row of rows) {
    const key = `${row.procedure}\n${row.client}\n${row.version}`;
    const known = sums.get(key);
    sums.set(key, known ? added(known, row) : row);
  }
  return [...sums.values()];
}

function added(one: Row, other: Row): Row {
  const lastSeenAt = one.lastSeenAt > other.lastSeenAt ? one.lastSeenAt : other.lastSeenAt;
  return { ...one, calls: one.calls + other.calls, errors: one.errors + other.errors, lastSeenAt };
}

function useOf(
  name: string,
  locked: LockedProcedure | undefined,
  { rows, latency = {} }: { rows: readonly Row[]; latency: Latency | undefined },
): ProcedureUse {
  const clients = rows.toSorted((one, other) => other.calls - one.calls);
  const last = clients.map(({ lastSeenAt }) => lastSeenAt).toSorted((one, other) => other.getTime() - one.getTime());
  return {
    name,
    ...aboutOf(locked),
    calls: clients.reduce((sum, { calls }) => sum + calls, 0),
    errors: clients.reduce((sum, { errors }) => sum + errors, 0),
    p50: quantileOf(latency, 0.5),
    p95: quantileOf(latency, 0.95),
    lastSeenAt: last[0] ?? null,
    clients: clients.slice(0, clientsMax),
  };
}

function aboutOf(locked: LockedProcedure | undefined) {
  if (!locked) return { kind: null, access: null, summary: '', deprecated: null };
  const { kind, access, summary = '', deprecated = null } = locked;
  return { kind, access, summary, deprecated };
}
