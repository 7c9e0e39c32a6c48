import { runOnce } from 'graphile-worker';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { type Host, runDue, startHost } from '../../../test/host.ts';
import type { Context } from '../context.ts';
import { withRequestId } from '../request-scope.ts';
import { cancelJob } from './cancel-job.ts';
import { enqueue } from './enqueue.ts';
import { job } from './job.ts';
import { createQueuePool, queueLogger } from './queue.ts';
import { retryJob } from './reschedule-job.ts';
import { Worker } from './worker.ts';

const trace = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
const note = { name: 'tests.note', payload: z.object({ text: z.string() }), queue: 'notes', attempts: 3 };

/** What an operator's request works with. */
function operator(host: Host): Context {
  // Of a session and a caller no more is looked at here than this.
  const session = { origin: { address: '127.0.0.1', userAgent: undefined } };
  const seen = { user: { id: 'op', role: 'operator' }, session, requestId: 'r1', now: () => new Date() };
  return { ...host.services, ...seen } as unknown as Context;
}

test('a job that was interrupted, and one that was to be tried again, is cancelled in the history behind what it did before', async () => {
  const host = await startHost();
  const put = (requestId: string) =>
    withRequestId(requestId, () => host.db.$transaction((tx) => enqueue(tx, note, { text: requestId })), trace);
  const fails = job({ ...note, run: () => Promise.reject(new Error('It is broken.')) });
  const told = async (jobId: string) =>
    host.db.jobRun.findMany({
      where: { jobId },
      orderBy: { attempt: 'asc' },
      select: { attempt: true, outcome: true, queue: true, trace: true, requestId: true },
    });
  const interrupted = await put('first');
  const retrying = await put('second');
  await runDue(host.services, host.databaseUrl, [fails]);
  // As a worker gives back what it lets go of when it stops: uncounted.
  await host.db.$executeRaw`UPDATE graphile_worker._private_jobs SET attempts = 0 WHERE id = ${interrupted}::bigint`;
  await host.db.jobRun.updateMany({ where: { jobId: interrupted }, data: { outcome: 'interrupted' } });
  for (const [id, requestId, before] of [
    [interrupted, 'first', 'interrupted'],
    [retrying, 'second', 'failed'],
  ] as const) {
    await cancelJob(operator(host), id);
    const whose = { queue: 'notes', trace, requestId };
    expect(await told(id)).toEqual([
      { attempt: 1, outcome: before, ...whose },
      { attempt: 2, outcome: 'cancelled', ...whose },
    ]);
  }
});

test('a job that failed for good before it heard that it is to stop is tried again when a person says so, and not cancelled then', async () => {
  const host = await startHost();
  const id = await host.db.$transaction((tx) => enqueue(tx, note, { text: 'again' }));
  await host.db.$executeRaw`
    UPDATE graphile_worker._private_jobs SET attempts = max_attempts, locked_at = now(), locked_by = 'worker'`;
  await cancelJob(operator(host), id);
  expect(await host.db.jobCancel.count()).toBe(1);
  await host.db.$executeRaw`
    UPDATE graphile_worker._private_jobs SET locked_at = NULL, locked_by = NULL, last_error = 'It was broken.'`;
  const done: string[] = [];
  await retryJob(operator(host), id);
  expect(await host.db.jobCancel.count()).toBe(0);
  // Told before that, and not since.
  const pool = createQueuePool(host.databaseUrl, 2, host.services.log);
  onTestFinished(() => pool.end());
  const worker = new Worker({ services: host.services, pool });
  worker.cancel(new Set([id]));
  const taskList = { [note.name]: worker.taskOf(job({ ...note, run: async (_, { text }) => void done.push(text) })) };
  await runOnce({ pgPool: pool, taskList, noHandleSignals: true, logger: queueLogger(host.services.log) });
  await worker.close();
  expect(done).toEqual(['again']);
  expect(await host.db.jobRun.findMany()).toMatchObject([{ jobId: id, outcome: 'succeeded' }]);
});
