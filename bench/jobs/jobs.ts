import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { Client } from 'pg';
import { startEmbeddedPostgres } from '@hybrid/prisma/embedded';
import { z } from 'zod';
import { createLog } from '../../server/src/platform/log.ts';
import { migrateAll } from '../../server/src/prepare-database.ts';
import { type Figure, median, percentile, rounded } from '../figure.ts';
import { endWithUs } from '../end-with-us.ts';
import { progress } from '../progress.ts';

/** Each is a pair of neighbours, by turns in either order: what else the machine does meets both. */
const rounds = 12;
const drained = 30_000;
const enqueued = 500;
const enqueuedAtOnce = 10_000;
const waiting = 1_000_000;
const subjects = ['ours', 'bare'] as const;
type Subject = (typeof subjects)[number];

const Drained = z.object({ ms: z.number(), done: z.number(), left: z.literal(0), recorded: z.number() });
const Found = z.object({ found: z.array(z.number()) });
const Took = z.object({ ms: z.number() });

/** Measures jobs through our worker, with its history, and through graphile-worker alone, by turns on one database. */
export async function benchJobs(): Promise<Figure[]> {
  const postgres = await startEmbeddedPostgres({ ephemeral: true, log: () => undefined });
  try {
    await migrateAll(postgres.url, new URL('../../', import.meta.url).pathname, createLog('warn'));
    await using stage = await Stage.start(postgres.url);
    return [
      ...(await throughput(stage, 'an empty queue')),
      ...(await smallRows(stage)),
      ...(await behind(stage, 'a million for tomorrow', "now() + interval '1 day'")),
      ...(await behind(stage, 'a million that are due', 'now()')),
    ];
  } finally {
    await postgres.stop();
  }
}

/** Both subjects on one database. */
class Stage implements AsyncDisposable {
  readonly admin: Client;
  private readonly children: Record<Subject, ChildProcess>;

  private constructor(admin: Client, children: Record<Subject, ChildProcess>) {
    this.admin = admin;
    this.children = children;
  }

  static async start(url: string): Promise<Stage> {
    const admin = new Client({ connectionString: url });
    await admin.connect();
    const program = new URL('./subject.ts', import.meta.url).pathname;
    const begin = async (subject: Subject) => {
      const child = endWithUs(fork(program, [subject, url]));
      await once(child, 'message');
      return child;
    };
    return new Stage(admin, { ours: await begin('ours'), bare: await begin('bare') });
  }

  async ask<T>(subject: Subject, answer: z.ZodType<T>, order: { task: string; count: number }): Promise<T> {
    const child = this.children[subject];
    child.send(order);
    const [given] = (await once(child, 'message')) as [unknown];
    return answer.parse(given);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const child of Object.values(this.children)) child.kill();
    await this.admin.end();
  }
}

async function throughput(stage: Stage, row: string): Promise<Figure[]> {
  const rates: Record<Subject, number[]> = { ours: [], bare: [] };
  for (let round = 0; round < rounds; round += 1) {
    progress(`${row}: pair ${round + 1} of ${rounds}`);
    for (const subject of round % 2 ? subjects : subjects.toReversed()) {
      const { ms, recorded } = await stage.ask(subject, Drained, { task: 'drain', count: drained });
      if (subject === 'ours' && recorded < drained) throw new Error(`${recorded} of ${drained} jobs are recorded.`);
      rates[subject].push(drained / (ms / 1000));
    }
  }
  const ratios = rates.ours.map((rate, index) => rate / (rates.bare[index] ?? Number.NaN));
  const ratio = (metric: string, value: number) => ({ row, subject: 'ours / bare', metric, value: rounded(value) });
  return [
    ...subjects.map((subject) => ({ row, subject, metric: 'jobs/s', value: Math.round(median(rates[subject])) })),
    ratio('of it (goal 0.8)', median(ratios)),
    // What else a machine does makes a round slower and never faster.
    ratio('of the better quarter', percentile(rates.ours, 0.75) / percentile(rates.bare, 0.75)),
    ratio('least of the rounds', Math.min(...ratios)),
    ratio('most', Math.max(...ratios)),
  ];
}

async function smallRows(stage: Stage): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const subject of subjects) {
    await stage.ask(subject, Took, { task: 'enqueueEach', count: 100 });
    const each = await stage.ask(subject, Took, { task: 'enqueueEach', count: enqueued });
    const atOnce = await stage.ask(subject, Took, { task: 'enqueueAtOnce', count: enqueuedAtOnce });
    const { found } = await stage.ask(subject, Found, { task: 'latencies', count: enqueued });
    const row = (name: string, metric: string, value: number) => ({
      row: name,
      subject,
      metric,
      value: rounded(value),
    });
    figures.push(
      row('enqueue, a transaction each', 'ms', each.ms / enqueued),
      row('enqueue 10,000 at once', 'ms', atOnce.ms),
      row('from enqueue to start', 'p50 ms', percentile(found, 0.5)),
      row('from enqueue to start', 'p99 ms', percentile(found, 0.99)),
    );
  }
  return figures;
}

/** With a million others that wait, of lesser priority or for later. */
async function behind(stage: Stage, row: string, runAt: string): Promise<Figure[]> {
  await stage.admin.query(`
    INSERT INTO graphile_worker._private_jobs (task_id, payload, run_at, max_attempts, priority)
    SELECT tasks.id, '{"data":{"n":-1,"at":0}}', ${runAt}, 10, 1
    FROM generate_series(1, ${waiting}), graphile_worker._private_tasks AS tasks WHERE identifier = 'bench.note'`);
  await stage.admin.query('VACUUM ANALYZE graphile_worker._private_jobs');
  const figures = await throughput(stage, row);
  await stage.admin.query('TRUNCATE graphile_worker._private_jobs');
  return figures;
}
