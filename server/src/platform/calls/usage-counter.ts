import type { AnyProcedure, Deprecation } from '@hybrid/contracts/kernel';
import { addLatency, type Latency, mergeLatency } from '../figures/latency.ts';
import type { Logger } from '../log.ts';
import { RequestNotes } from '../requests/request-notes.ts';
import type { CallingClient } from './calling-client.ts';
import { sentFields } from './sent-fields.ts';

/** How a procedure was used by one client since counts were last taken. */
export interface UseCount {
  readonly procedure: string;
  readonly client: string;
  readonly version: string;
  calls: number;
  errors: number;
  /** Calls whose input was looked into. */
  sampled: number;
  lastSeenAt: Date;
  /** The optional fields that were sent, with how often and when last. */
  readonly fields: Record<string, FieldUse>;
  /** How long those took that were answered. */
  readonly latency: Latency;
}

/** How an optional field was used. */
export interface FieldUse {
  calls: number;
  lastSeenAt: string;
}

/** A call, as far as it is counted. */
interface CountedCall {
  readonly name: string;
  readonly client: CallingClient;
}

/** What was answered. */
interface Answered {
  readonly contract: AnyProcedure;
  readonly input: unknown;
  /** When it began and when it was answered, by the clock that never goes back; a stream is answered when it begins, and takes no time. */
  readonly begunMs?: number;
  readonly endedMs?: number;
}

/** A count as it is taken: the clock of a process costs half of what an instant does. */
interface Counting extends UseCount {
  lastMs: number;
}

/** Counts calls by procedure and client, in memory: a call pays for one look into a map. */
export interface UsageCounter {
  answered(call: CountedCall, answer: Answered): void;
  failed(call: CountedCall): void;
  /** Hands over what was counted since the last time, and begins anew. */
  take(): UseCount[];
  /** Puts back what could not be kept. */
  putBack(counts: readonly UseCount[]): void;
  /** The calls that are remembered one by one. */
  readonly notes: RequestNotes;
}

type Named = Pick<CallingClient, 'name' | 'version'>;

/** Clients name themselves: whoever makes up names by the thousand is counted as one. */
const countsMax = 5000;
/** The client that stands for all whose names there is no room for. */
export const others: Named = { name: 'others', version: '' };
/** Of so many calls of a procedure by a client one is looked into, the first among them. */
const sampleEvery = 16;

/** Makes the counter of a process. */
export function createUsageCounter({ now, log }: { now: () => Date; log: Pick<Logger, 'warn'> }): UsageCounter {
  // By the client as an object, which `readClient` makes once for all its calls: no text is put together for a look-up.
  let counts = new Map<Named, Map<string, Counting>>();
  let size = 0;
  const warn = warnOfDeprecated(now, log);

  const countOf = (procedure: string, client: Named): Counting => {
    const known = counts.get(client)?.get(procedure);
    if (known) return known;
    if (size >= countsMax && client !== others) return countOf(procedure, others);
    const { name, version } = client;
    const fresh = newCount({ procedure, client: name, version }, now());
    counts.set(client, (counts.get(client) ?? new Map<string, Counting>()).set(procedure, fresh));
    size += 1;
    return fresh;
  };

  return {
    notes: new RequestNotes(),
    answered({ name, client }, { contract, input, begunMs, endedMs = performance.now() }) {
      const count = countOf(name, client);
      if (count.calls % sampleEvery === 0 && contract.input) sample(count, sentFields(contract, input), now());
      count.calls += 1;
      count.lastMs = endedMs;
      if (begunMs !== undefined) addLatency(count.latency, endedMs - begunMs);
      if (contract.deprecated) warn(count, contract.deprecated);
    },
    failed({ name, client }) {
      const count = countOf(name, client);
      count.calls += 1;
      count.errors += 1;
      count.lastMs = performance.now();
    },
    take() {
      const taken = [...counts.values()].flatMap((ofClient) => [...ofClient.values()]).map(atInstant(now()));
      counts = new Map();
      size = 0;
      return taken;
    },
    putBack(taken) {
      for (const count of taken)
        mergeUse(countOf(count.procedure, { name: count.client, version: count.version }), count);
    },
  };
}

function newCount(of: Pick<UseCount, 'procedure' | 'client' | 'version'>, lastSeenAt: Date): Counting {
  return { ...of, calls: 0, errors: 0, sampled: 0, lastSeenAt, lastMs: 0, fields: {}, latency: {} };
}

function atInstant(now: Date): (count: Counting) => UseCount {
  const nowMs = performance.now();
  return ({ lastMs, ...count }) => {
    if (lastMs === 0) return count;
    return { ...count, lastSeenAt: new Date(now.getTime() - (nowMs - lastMs)) };
  };
}

const hourMs = 3_600_000;

/** Says who still calls what goes, once an hour for each. */
function warnOfDeprecated(now: () => Date, log: Pick<Logger, 'warn'>) {
  const warned = new Map<string, number>();
  return ({ procedure, client, version }: UseCount, { sunset, instead }: Deprecation): void => {
    const key = `${procedure}\n${client}\n${version}`;
    const time = now().getTime();
    if (time - (warned.get(key) ?? 0) < hourMs || warned.size >= countsMax) return;
    warned.set(key, time);
    log.warn({ procedure, client, version, sunset, instead }, 'A deprecated procedure is still called.');
  };
}

function sample(count: UseCount, fields: readonly string[], now: Date): void {
  const lastSeenAt = now.toISOString();
  count.sampled += 1;
  for (const field of fields) count.fields[field] = { calls: (count.fields[field]?.calls ?? 0) + 1, lastSeenAt };
}

/** Adds one count to another. */
export function mergeUse(into: UseCount, more: Omit<UseCount, 'procedure' | 'client' | 'version'>): void {
  into.calls += more.calls;
  into.errors += more.errors;
  into.sampled += more.sampled;
  mergeLatency(into.latency, more.latency);
  if (more.lastSeenAt > into.lastSeenAt) into.lastSeenAt = more.lastSeenAt;
  for (const [field, { calls, lastSeenAt }] of Object.entries(more.fields)) {
    const known = into.fields[field];
    const isLater = known === undefined || lastSeenAt > known.lastSeenAt;
    into.fields[field] = { calls: (known?.calls ?? 0) + calls, lastSeenAt: isLater ? lastSeenAt : known.lastSeenAt };
  }
}
