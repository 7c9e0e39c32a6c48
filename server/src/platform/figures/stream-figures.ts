import type { Db } from '@hybrid/prisma';
import { z } from 'zod';
import { figureMs } from './call-figures.ts';
import { type Latency, mergeLatency, StoredLatency } from './latency.ts';

/** What all processes did for streams within some time. */
export interface StreamFigures {
  readonly at: Date;
  /** The most at a time; null where no process said anything. */
  readonly streams: number | null;
  readonly topics: number | null;
  readonly listeners: number | null;
  readonly deliveries: number;
  readonly resets: number;
  readonly published: number;
  readonly lag: Latency;
}

type Row = Awaited<ReturnType<Db['streamFigure']['findMany']>>[number];

/** Reads what all processes did for streams in each of some steps, none shorter than five minutes. */
export async function readStreamFigures(db: Db, times: readonly Date[]): Promise<StreamFigures[]> {
  const [from = new Date(0), second = from] = times;
  const stepMs = Math.max(figureMs, second.getTime() - from.getTime());
  const rows = await db.streamFigure.findMany({ where: { at: { gte: from }, process: { not: '' } } });
  const byStep = Map.groupBy(rows, ({ at }) => Math.floor((at.getTime() - from.getTime()) / stepMs));
  return times.map((at, index) => figuresOf(at, byStep.get(index) ?? []));
}

/** Adds rows of one time up: at each moment the processes stand beside each other, and the most of those is told. */
export function figuresOf(at: Date, rows: readonly Row[]): StreamFigures {
  const lag: Latency = {};
  for (const row of rows) mergeLatency(lag, StoredLatency.parse(row.lag));
  const moments = [...Map.groupBy(rows, (row) => row.at.getTime()).values()];
  const most = (of: 'streams' | 'topics' | 'listeners') =>
    moments.length === 0 ? null : Math.max(...moments.map((then) => then.reduce((sum, row) => sum + row[of], 0)));
  const sum = (of: 'deliveries' | 'resets' | 'published') => rows.reduce((total, row) => total + Number(row[of]), 0);
  return {
    at,
    streams: most('streams'),
    topics: most('topics'),
    listeners: most('listeners'),
    deliveries: sum('deliveries'),
    resets: sum('resets'),
    published: sum('published'),
    lag,
  };
}

const Audiences = z.array(z.object({ topic: z.string(), count: z.number() })).catch([]);

/** A process that said nothing for so long is not there. */
const goneMs = 35_000;

/** Reads how the processes stand that are there, as each said within the last ten seconds. */
export async function readProcesses(db: Db, now: Date) {
  const rows = await db.processState.findMany({
    where: { seenAt: { gte: new Date(now.getTime() - goneMs) } },
    orderBy: [{ role: 'asc' }, { host: 'asc' }, { startedAt: 'asc' }],
  });
  return rows.map(({ audiences, ...row }) => ({ ...row, audiences: Audiences.parse(audiences) }));
}
