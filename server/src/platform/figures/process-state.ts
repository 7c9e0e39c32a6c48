import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Services } from '../context.ts';
import { keepRequests } from '../requests/keep-requests.ts';
import { figureMs } from './call-figures.ts';
import { mergeLatency, StoredLatency } from './latency.ts';

/** A process, as it is known to the others. */
export interface ProcessName {
  readonly id: string;
  readonly role: string;
  readonly version: string;
  readonly startedAt: Date;
}

type Needs = Pick<Services, 'db' | 'hub' | 'streams' | 'usage' | 'log' | 'now'>;

/** How often a process says how it stands. */
const everyMs = 10_000;
/** So many topics of each process are named. */
const audiencesMax = 20;

/** Names this process. */
export function nameProcess({ role, version, now }: { role: string; version: string; now: () => Date }): ProcessName {
  return { id: randomUUID().slice(0, 8), role, version, startedAt: now() };
}

/**
 * Has the process say every ten seconds how it stands and what it did for its streams, and write down which calls it remembers.
 *
 * @returns what ends it, after it was said once more.
 */
export function startKeepingState(needs: Needs, name: ProcessName): () => Promise<void> {
  const keep = async () => {
    await keepState(needs, name);
    await keepRequests(needs);
  };
  void keep();
  const timer = setInterval(() => void keep(), everyMs).unref();
  return async () => {
    clearInterval(timer);
    await keep();
    await needs.db.processState.deleteMany({ where: { id: name.id } }).catch(() => undefined);
  };
}

/** Says how this process stands; while the database is away, nobody is told. */
export async function keepState(needs: Needs, name: ProcessName): Promise<void> {
  const { db, hub, streams, now, log } = needs;
  const open = { streams: streams.size, topics: hub.topics, listeners: hub.listeners };
  const state = { ...open, audiences: hub.largest(audiencesMax), seenAt: now(), memoryMb: memoryMb() };
  const about = { ...name, host: hostname(), pid: process.pid, node: process.version };
  try {
    await db.processState.upsert({ where: { id: name.id }, create: { ...about, ...state }, update: state });
    await keepFigure(needs, name.id, open);
  } catch (error) {
    log.warn({ reason: String(error) }, 'The state of this process could not be written down.');
  }
}

/** Nobody else writes the row of this process. What was counted is lost where it cannot be written. */
async function keepFigure({ db, hub, now }: Needs, process: string, open: Open): Promise<void> {
  const at = new Date(Math.floor(now().getTime() / figureMs) * figureMs);
  const place = { at_process: { at, process } };
  const known = (await db.streamFigure.findUnique({ where: place })) ?? nothing;
  const tallied = hub.tally.take();
  const lag = StoredLatency.parse(known.lag);
  mergeLatency(lag, tallied.lag);
  const figure = {
    streams: Math.max(open.streams, known.streams),
    topics: Math.max(open.topics, known.topics),
    listeners: Math.max(open.listeners, known.listeners),
    deliveries: BigInt(tallied.deliveries) + known.deliveries,
    resets: BigInt(tallied.resets) + known.resets,
    published: BigInt(tallied.published) + known.published,
    lag,
  };
  await db.streamFigure.upsert({ where: place, create: { at, process, ...figure }, update: figure });
}

const nothing = { streams: 0, topics: 0, listeners: 0, deliveries: 0n, resets: 0n, published: 0n, lag: {} };

interface Open {
  readonly streams: number;
  readonly topics: number;
  readonly listeners: number;
}

function memoryMb(): number {
  return Math.round(process.memoryUsage.rss() / 1_048_576);
}
