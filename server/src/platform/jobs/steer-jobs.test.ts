import { expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import { type Host, startHost } from '../../../test/host.ts';
import { queued } from '../../../test/queue.ts';
import type { Context } from '../context.ts';
import { enqueue } from './enqueue.ts';
import { type AnyJob, job } from './job.ts';
import { startJobs } from './runner.ts';
import { cancelJob } from './cancel-job.ts';
import { pauseJobs, resumeJobs } from './pause-jobs.ts';
import { retryJob } from './reschedule-job.ts';

const soon = { timeout: 15_000 };
const note = { name: 'tests.note', payload: z.object({ text: z.string() }), queue: 'notes', attempts: 3 };
const other = { name: 'tests.other', payload: z.object({}) };

/** What an operator's request works with. */
function operator(host: Host, role: 'operator' | 'viewer' = 'operator'): Context {
  // Of a session and a caller no more is looked at here than this.
  const session = { origin: { address: '127.0.0.1', userAgent: undefined } };
  const seen = { user: { id: 'op', role }, session, requestId: 'r1', now: () => new Date() };
  return { ...host.services, ...seen } as unknown as Context;
}

async function startWorker(host: Host, jobs: readonly AnyJob[], concurrency = 2) {
  const runner = await startJobs({ services: host.services, jobs, databaseUrl: host.databaseUrl, concurrency });
  onTestFinished(() => runner.stop());
  return runner;
}

test('nothing of a paused name or queue begins on any worker until it is resumed, and everything else goes on', async () => {
  const host = await startHost();
  const done: string[] = [];
  const jobs = [
    job({ ...note, run: async (_, { text }) => void done.push(text) }),
    job({ ...other, run: async () => void done.push('other') }),
  ];
  await startWorker(host, jobs);
  await startWorker(host, jobs);
  for (const target of [{ kind: 'job', name: note.name } as const, { kind: 'queue', name: 'notes' } as const]) {
    done.length = 0;
    await pauseJobs(operator(host), target);
    // Both workers have heard of it by then: one of them would have taken it at once.
    await vi.waitFor(async () => expect(await heardBy(host)).toBe(2), soon);
    // What they were answered lies before this answer.
    await heardBy(host);
    await host.db.$transaction(async (tx) => {
      await enqueue(tx, note, { text: target.kind });
      await enqueue(tx, other, {});
    });
    await vi.waitFor(() => expect(done).toEqual(['other']), soon);
    await vi.waitFor(async () => expect(await queued(host)).toMatchObject([{ identifier: note.name }]), soon);
    await resumeJobs(operator(host), target);
    const resumedAt = performance.now();
    await vi.waitFor(() => expect(done).toEqual(['other', target.kind]), soon);
    // Told at once, and not when a worker looks by itself. Generous, since the machine may be slow.
    expect(performance.now() - resumedAt).toBeLessThan(10_000);
  }
  expect(await host.db.auditLog.findMany({ select: { action: true, target: true }, orderBy: { at: 'asc' } })).toEqual([
    { action: 'jobs.paused', target: 'job:tests.note' },
    { action: 'jobs.resumed', target: 'job:tests.note' },
    { action: 'jobs.paused', target: 'queue:notes' },
    { action: 'jobs.resumed', target: 'queue:notes' },
  ]);
});

/** How many workers have looked at the orders since the last pause. */
async function heardBy({ db }: Host): Promise<number> {
  const [row] = await db.$queryRaw<{ workers: number }[]>`
    SELECT count(*)::int AS workers FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'hybrid-worker' AND query LIKE '%job_pause%' AND state = 'idle'
      AND state_change > (SELECT max(at) FROM job_pause)`;
  return row?.workers ?? 0;
}

test('a job that runs is stopped through its signal on the worker that has it, and is not tried again', async () => {
  const host = await startHost();
  const running = Promise.withResolvers<string>();
  const reasons: unknown[] = [];
  const jobs = [
    job({
      ...note,
      run: ({ signal, jobId }) =>
        new Promise((_, reject) => {
          running.resolve(jobId);
          signal.addEventListener('abort', () => {
            reasons.push(signal.reason);
            reject(signal.reason as Error);
          });
        }),
    }),
  ];
  await startWorker(host, jobs);
  await host.db.$transaction((tx) => enqueue(tx, note, { text: 'long' }));
  const id = await running.promise;
  await cancelJob(operator(host), id);
  await vi.waitFor(async () => expect(await queued(host)).toEqual([]), soon);
  expect(reasons).toMatchObject([{ stopCause: 'cancelled' }]);
  await vi.waitFor(async () => {
    expect(await host.db.jobRun.findMany()).toMatchObject([
      { jobId: id, outcome: 'cancelled', finishedAt: expect.any(Date), queue: 'notes' },
    ]);
  }, soon);
  await vi.waitFor(async () => expect(await host.db.jobCancel.count()).toBe(0), soon);
});

test('a job that waits is taken out, and the history tells of it', async () => {
  const host = await startHost();
  const id = await host.db.$transaction((tx) => enqueue(tx, note, { text: 'never' }));
  await cancelJob(operator(host), id);
  expect(await queued(host)).toEqual([]);
  expect(await host.db.jobRun.findMany()).toMatchObject([{ jobId: id, name: note.name, outcome: 'cancelled' }]);
  await cancelJob(operator(host), id);
  expect(await host.db.auditLog.count()).toBe(1);
});

test('a job that has failed for good is tried again when a person says so', async () => {
  const host = await startHost();
  let isBroken = true;
  const jobs = [
    job({
      ...note,
      attempts: 1,
      async run() {
        if (isBroken) throw new Error('It is broken.');
      },
    }),
  ];
  await startWorker(host, jobs);
  const id = await host.db.$transaction((tx) => enqueue(tx, { ...note, attempts: 1 }, { text: 'again' }));
  await vi.waitFor(async () => expect(await host.db.jobRun.count({ where: { outcome: 'failed' } })).toBe(1), soon);
  isBroken = false;
  await retryJob(operator(host), id);
  await vi.waitFor(async () => expect(await queued(host)).toEqual([]), soon);
});

test('whoever is no operator steers nothing', async () => {
  const host = await startHost();
  const viewer = operator(host, 'viewer');
  const id = await host.db.$transaction((tx) => enqueue(tx, note, { text: 'stays' }));
  const target = { kind: 'queue', name: 'notes' } as const;
  for (const act of [
    pauseJobs(viewer, target),
    resumeJobs(viewer, target),
    cancelJob(viewer, id),
    retryJob(viewer, id),
  ])
    await expect(act).rejects.toMatchObject({ status: 403 });
  expect(await queued(host)).toHaveLength(1);
  expect(await host.db.jobPause.count()).toBe(0);
});

test('a queue with a concurrency of its own runs no more of its jobs at a time, and holds up no other', async () => {
  const host = await startHost();
  let now = 0;
  let most = 0;
  const open = Promise.withResolvers<void>();
  const done: string[] = [];
  const jobs = [
    job({
      ...note,
      async run() {
        most = Math.max(most, ++now);
        await open.promise;
        now -= 1;
      },
    }),
    job({ ...other, run: async () => void done.push('other') }),
  ];
  const { services, databaseUrl } = host;
  const runner = await startJobs({ services, jobs, databaseUrl, concurrency: 2, queues: { notes: 3 } });
  onTestFinished(() => runner.stop());
  await host.db.$transaction(async (tx) => {
    for (const text of ['a', 'b', 'c', 'd', 'e', 'f']) await enqueue(tx, note, { text });
    await enqueue(tx, other, {}, { priority: 100 });
  });
  await vi.waitFor(() => expect({ now, done }).toEqual({ now: 3, done: ['other'] }), soon);
  open.resolve();
  await vi.waitFor(async () => expect(await queued(host)).toEqual([]), soon);
  expect(most).toBe(3);
});
