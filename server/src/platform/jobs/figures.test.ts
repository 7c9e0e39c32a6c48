import type { Pool } from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { type Host, runDue, startHost } from '../../../test/host.ts';
import { createVisitor } from '../../../test/visitor.ts';
import { addUpFigures } from './add-up-figures.ts';
import { durationAt, durationClass } from './durations.ts';
import { enqueueMany } from './enqueue.ts';
import { addUpBatches, readFigures, sumUp } from './figures.ts';
import { History } from './history.ts';
import { job } from './job.ts';
import { createQueuePool } from './queue.ts';
import type { RunRecord } from './run-record.ts';

const hourAgo = () => new Date(Date.now() - 3_600_000);

/** All that is counted of a name, by minutes and by hours. */
async function totals({ db }: Host, name: string | null = null) {
  const of = async (span: 'minute' | 'hour') => {
    const [sum] = sumUp(await readFigures(db, { span, since: hourAgo(), name }), () => 0);
    const { succeeded = 0, failed = 0, lost = 0 } = sum ?? {};
    return { succeeded, failed, lost };
  };
  const [minutes, hours] = [await of('minute'), await of('hour')];
  expect(minutes).toEqual(hours);
  return minutes;
}

function record(id: number, outcome: RunRecord['outcome'] = 'succeeded'): RunRecord {
  const at = new Date();
  const none = {
    worker: null,
    error: null,
    progress: null,
    requestId: null,
    trace: null,
    userId: null,
    actorId: null,
    key: null,
    log: null,
  };
  const times = { queuedAt: at, dueAt: at, startedAt: at, finishedAt: outcome === 'running' ? null : at };
  return {
    ...none,
    ...times,
    jobId: String(id),
    name: 'tests.one',
    queue: 'default',
    attempt: 1,
    outcome,
    isShown: false,
  };
}

function startHistory({ databaseUrl, services }: Host): { history: History; pool: Pool } {
  const pool = createQueuePool(databaseUrl, 2, services.log);
  onTestFinished(() => pool.end());
  return { history: new History({ pool, log: services.log, onShown: () => undefined }), pool };
}

test('what jobs came to is counted as soon as it is written, and stays the same when it is added up', async () => {
  const host = await startHost();
  const definition = { name: 'tests.half', payload: z.object({ n: z.number() }), attempts: 1 };
  const half = job({
    ...definition,
    run: async (_, { n }) => {
      if (n % 2 === 1) throw new Error('It is odd.');
    },
  });
  await host.db.$transaction((tx) =>
    enqueueMany(
      tx,
      definition,
      Array.from({ length: 40 }, (_, n) => ({ n })),
    ),
  );
  await runDue(host.services, host.databaseUrl, [half]);
  expect(await totals(host, 'tests.half')).toEqual({ succeeded: 20, failed: 20, lost: 0 });
  await host.db.$transaction(addUpBatches);
  expect(await host.db.jobFigureBatch.count({ where: { addedAt: null } })).toBe(0);
  expect(await totals(host, 'tests.half')).toEqual({ succeeded: 20, failed: 20, lost: 0 });
});

test('a batch whose writing nobody heard of is counted once, also where it was added up meanwhile', async () => {
  const host = await startHost();
  const { history, pool } = startHistory(host);
  const query = pool.query.bind(pool);
  for (const id of [1, 2, 3]) history.add(record(id));
  // It is written, and the connection is lost before that is told.
  const send = query as (...given: unknown[]) => Promise<unknown>;
  pool.query = async (...given: unknown[]) => {
    await send(...given);
    throw new Error('The connection was lost.');
  };
  await expect(history.flush()).rejects.toThrow('lost');
  await host.db.$transaction(addUpBatches);
  pool.query = query;
  // What is added meanwhile has no part in what is written again.
  history.add(record(4, 'failed'));
  await history.flush();
  expect(await totals(host)).toEqual({ succeeded: 3, failed: 1, lost: 0 });
  await host.db.$transaction(addUpBatches);
  expect(await totals(host)).toEqual({ succeeded: 3, failed: 1, lost: 0 });
  expect(await host.db.jobRun.count()).toBe(4);
});

test('an attempt is counted when it ends and not while it runs, and two that add up at a time count each batch once', async () => {
  const host = await startHost();
  const { history } = startHistory(host);
  history.add(record(1, 'running'));
  await history.flush();
  expect(await totals(host)).toEqual({ succeeded: 0, failed: 0, lost: 0 });
  for (let id = 1; id <= 30; id += 1) {
    history.add(record(id));
    await history.flush();
  }
  await Promise.all([1, 2, 3].map(() => host.db.$transaction(addUpBatches)));
  expect(await totals(host)).toEqual({ succeeded: 30, failed: 0, lost: 0 });
});

test('what is long past is let go of, and the marks of what was added up an hour later', async () => {
  const host = await startHost();
  const at = new Date(Date.now() - 100 * 86_400_000);
  const empty = { name: 'tests.one', succeeded: 1, failed: 0, lost: 0, waits: {}, runs: {} };
  await host.db.jobFigure.createMany({ data: ['minute', 'hour'].map((span) => ({ ...empty, span, at })) });
  await host.db.jobFigure.create({ data: { ...empty, span: 'hour', at: hourAgo() } });
  await host.db.$executeRaw`
    INSERT INTO job_figure_batch (id, counts, added_at)
    SELECT gen_random_uuid(), '[]', now() - n * interval '40 minutes' FROM generate_series(0, 2) AS n`;
  await addUpFigures.runAny({ ...host.services, signal: new AbortController().signal } as never, {});
  expect(await host.db.jobFigure.count()).toBe(1);
  expect(await host.db.jobFigureBatch.count()).toBe(2);
});

test.for([0.2, 1, 7, 99, 1000, 61_000, 3_599_000, 86_000_000])(
  'of many that took %d ms, what is read back is at most a tenth away',
  (ms) => {
    const read = durationAt({ [durationClass(ms)]: 1000 }, 0.5) ?? Number.NaN;
    expect(Math.abs(read - ms) / Math.max(ms, 5)).toBeLessThan(0.1);
  },
);

test('half of them and 95 of 100 are told apart; of none nothing is', () => {
  const durations = { [durationClass(10)]: 90, [durationClass(1000)]: 10 };
  expect(durationAt(durations, 0.5)).toBeCloseTo(10, -1);
  expect(durationAt(durations, 0.95)).toBeGreaterThan(900);
  expect(durationAt({}, 0.5)).toBeNull();
});

test('the numbers of the figures lead to as many attempts: those that failed, those that were lost, and none from before', async () => {
  const host = await startHost();
  const { history } = startHistory(host);
  const outcomes = ['failed', 'failed', 'lost', 'lost', 'lost', 'succeeded'] as const;
  for (const [id, outcome] of outcomes.entries()) history.add(record(id, outcome));
  await history.flush();
  const old = new Date(Date.now() - 10 * 86_400_000);
  const before = { name: 'tests.one', attempt: 1, queuedAt: old, startedAt: old, finishedAt: old };
  for (const outcome of ['failed', 'lost'] as const) {
    await host.db.jobRun.create({ data: { ...before, jobId: `old-${outcome}`, outcome } });
  }
  const visitor = createVisitor(host.url);
  await visitor.signIn((await host.signUp('vi', 'viewer')).email);
  for (const over of ['1h', '24h', '7d']) {
    const { html } = await visitor.get(`/admin/jobs/figures?over=${over}`);
    const links = [...html.matchAll(/href="(\/admin\/jobs\?state=[^"]+)">(\d+)<\/a>/g)];
    expect(links.map(([, , count]) => count)).toEqual(['2', '3']);
    for (const [, path = '', count] of links) {
      expect((await visitor.get(path.replaceAll('&amp;', '&'))).html).toContain(`>${count} attempts</p>`);
    }
    expect(html).toContain('83.3');
  }
});

test('the page of figures tells of each name how often it ended and failed, and of what waits by its age', async () => {
  const host = await startHost();
  const { history } = startHistory(host);
  for (let id = 1; id <= 20; id += 1) history.add(record(id, id % 4 === 0 ? 'failed' : 'succeeded'));
  await history.flush();
  await host.db.$executeRaw`SELECT FROM graphile_worker.add_job('tests.one', run_at => now() - interval '10 minutes')`;
  const visitor = createVisitor(host.url);
  await visitor.signIn((await host.signUp('vi', 'viewer')).email);
  for (const over of ['1h', '24h', '7d']) {
    const { html } = await visitor.get(`/admin/jobs/figures?over=${over}&name=tests.one`);
    expect(html).toMatch(/succeeded <span class="figure">15<[\s\S]*failed <span class="figure">5</);
    expect(html).toMatch(/5 minutes to an hour<\/th><td class="number">1</);
    expect(html).toContain('25.0');
  }
});
