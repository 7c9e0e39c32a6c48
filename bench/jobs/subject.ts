import { createDatabase, type Db } from '@hybrid/prisma';
import { makeWorkerUtils, run } from 'graphile-worker';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { Services } from '../../server/src/platform/context.ts';
import { enqueue, enqueueMany } from '../../server/src/platform/jobs/enqueue.ts';
import { job } from '../../server/src/platform/jobs/job.ts';
import { createQueuePool, queueLogger } from '../../server/src/platform/jobs/queue.ts';
import { startJobs } from '../../server/src/platform/jobs/runner.ts';
import { createLog } from '../../server/src/platform/log.ts';

// One subject of `npm run bench -- jobs`, as a process of its own: it does what it is told by messages and answers with figures.

const [subject = '', databaseUrl = ''] = process.argv.slice(2);
const concurrency = 10;
const name = 'bench.note';
const payload = z.object({ n: z.number(), at: z.number() });
const log = createLog('warn');
const pool = createQueuePool(databaseUrl, 2, log);

/** Told of every job that was done. */
let onDone: (at: number) => void = () => undefined;

/** Those that wait beside the jobs which are measured count from below 0. */
function tell({ n, at }: z.infer<typeof payload>): void {
  if (n >= 0) onDone(at);
}

interface Running {
  stop(): Promise<void>;
}

/** Ours: the whole worker of the product, with its history. */
async function startOurs(db: Db): Promise<Running> {
  // A job that does nothing asks for no other service.
  const services = { db, log, hub: { whisper: () => {} }, now: () => new Date() } as unknown as Services;
  const note = job({ name, payload, run: async (_, given) => tell(given) });
  return startJobs({ services, databaseUrl, jobs: [note], concurrency });
}

/** graphile-worker by itself, with the same settings, and the same payload read. */
async function startBare(): Promise<Running> {
  const workerPool = createQueuePool(databaseUrl, concurrency + 2, log);
  const runner = await run({
    pgPool: workerPool,
    concurrency,
    noHandleSignals: true,
    logger: queueLogger(log),
    taskList: { [name]: async (given: unknown) => tell((given as { data: z.infer<typeof payload> }).data) },
    preset: {
      worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0, localQueue: { size: concurrency + 1 } },
    },
  });
  return {
    async stop() {
      await runner.stop();
      await workerPool.end();
    },
  };
}

const start = async () => (subject === 'ours' ? startOurs(db) : startBare());

const db = createDatabase({ url: databaseUrl, poolSize: 4, statementTimeoutMs: 60_000 });

/** How long so many jobs that wait already take, until the queue has none of them and every one is in the history. */
async function drain(count: number): Promise<object> {
  await addMany(count);
  // What jobs that were done have left behind would slow each round more than the last, and what is known of an empty table misleads.
  await pool.query('VACUUM ANALYZE graphile_worker._private_jobs');
  let done = 0;
  let begun = 0;
  const { promise: all, resolve } = Promise.withResolvers<void>();
  onDone = () => {
    if (done === 0) begun = performance.now();
    done += 1;
    if (done === count) resolve();
  };
  const running = await start();
  await all;
  // Not until ours has signed off: that looks through the whole queue for what it might still hold, once in the life of a process.
  if (subject === 'ours') await recorded(count);
  const ms = performance.now() - begun;
  await running.stop();
  const { rows } = await pool.query<{ left: number; recorded: number }>(
    `SELECT (SELECT count(*)::int FROM graphile_worker._private_jobs WHERE priority = 0) AS left,
       (SELECT count(*)::int FROM job_run WHERE outcome = 'succeeded') AS recorded`,
  );
  await pool.query('TRUNCATE job_run');
  return { ms, done, ...rows[0] };
}

/** Waits until so many attempts are in the history. */
async function recorded(count: number): Promise<void> {
  const { rows } = await pool.query<{ found: number }>('SELECT count(*)::int AS found FROM job_run');
  if ((rows[0]?.found ?? 0) >= count) return;
  await wait(5);
  await recorded(count);
}

/** How long after its commit a job begins, one after the other. */
async function latencies(count: number): Promise<object> {
  const found: number[] = [];
  const running = await start();
  for (let n = 0; n < count; n += 1) {
    const { promise, resolve } = Promise.withResolvers<void>();
    onDone = (at) => {
      found.push(performance.now() - at);
      resolve();
    };
    await addOne(n);
    await promise;
  }
  await running.stop();
  return { found };
}

/** How long it takes to enqueue so many, each in a transaction of its own. */
async function enqueueEach(count: number): Promise<object> {
  const begun = performance.now();
  for (let n = 0; n < count; n += 1) await addOne(n);
  const ms = performance.now() - begun;
  await pool.query('DELETE FROM graphile_worker._private_jobs WHERE priority = 0');
  return { ms };
}

/** How long it takes to enqueue so many at once. */
async function enqueueAtOnce(count: number): Promise<object> {
  const begun = performance.now();
  await addMany(count);
  const ms = performance.now() - begun;
  await pool.query('DELETE FROM graphile_worker._private_jobs WHERE priority = 0');
  return { ms };
}

const utils = await makeWorkerUtils({ pgPool: pool, logger: queueLogger(log) });
const definition = { name, payload };

async function addOne(n: number): Promise<void> {
  const given = { n, at: performance.now() };
  if (subject === 'ours') await db.$transaction((tx) => enqueue(tx, definition, given));
  else await utils.addJob(name, { data: given });
}

async function addMany(count: number): Promise<void> {
  const all = Array.from({ length: count }, (_, n) => ({ n, at: 0 }));
  if (subject === 'ours') await db.$transaction((tx) => enqueueMany(tx, definition, all), { timeout: 60_000 });
  else await utils.addJobs(all.map((given) => ({ identifier: name, payload: { data: given } })));
}

const tasks: Record<string, (count: number) => Promise<object>> = { drain, latencies, enqueueEach, enqueueAtOnce };

process.on('message', (message) => {
  const { task, count } = message as { task: string; count: number };
  void tasks[task]?.(count).then((answer) => process.send?.(answer));
});

process.send?.({});
