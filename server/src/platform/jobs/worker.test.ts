import { expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import { startHost } from '../../../test/host.ts';
import { createVisitor } from '../../../test/visitor.ts';
import { withRequestId } from '../request-scope.ts';
import { enqueue } from './enqueue.ts';
import { job } from './job.ts';
import { startJobs } from './runner.ts';

const soon = { timeout: 15_000 };
const long = { name: 'tests.long', payload: z.object({}), queue: 'long' };
const trace = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

test('a job that runs for longer is shown with its progress, its worker and its trace, on a page that is live', async () => {
  const host = await startHost();
  const end = Promise.withResolvers<void>();
  const jobs = [
    job({
      ...long,
      async run({ progress }) {
        progress({ done: 3, total: 7, note: 'counting' });
        await end.promise;
      },
    }),
  ];
  const { services, databaseUrl, db } = host;
  const runner = await startJobs({ services, jobs, databaseUrl, concurrency: 1 });
  onTestFinished(() => runner.stop());
  const id = await withRequestId('the-request', () => db.$transaction((tx) => enqueue(tx, long, {})), trace);
  await vi.waitFor(async () => {
    expect(await db.jobRun.findMany()).toMatchObject([
      {
        jobId: id,
        outcome: 'running',
        queue: 'long',
        worker: expect.stringMatching(/^pool-/),
        progress: { done: 3, total: 7, note: 'counting' },
        requestId: 'the-request',
        trace,
      },
    ]);
  }, soon);
  const visitor = createVisitor(host.url);
  await visitor.signIn((await host.signUp('vi', 'viewer')).email);
  const page = await visitor.get(`/admin/jobs/${id}`);
  expect(page.html).toContain('3 of 7, counting');
  expect(page.html).toContain(`hx-sse:connect="/admin/jobs/${id}/live"`);
  end.resolve();
  await vi.waitFor(async () => {
    expect(await db.jobRun.findMany()).toMatchObject([{ outcome: 'succeeded', progress: { done: 3 } }]);
  }, soon);
});

test('a text of any characters is written down, and holds up none of the others', async () => {
  const half = '\ud83d';
  const text = `a\0b${half}`;
  const host = await startHost();
  const jobs = [
    job({
      ...long,
      attempts: 1,
      async run({ progress }) {
        progress({ done: 1, note: text });
        throw new Error(text);
      },
    }),
    job({ ...long, name: 'tests.short', run: async () => undefined }),
  ];
  const { services, databaseUrl, db } = host;
  await db.$transaction(async (tx) => {
    await enqueue(tx, { ...long, attempts: 1 }, {});
    await enqueue(tx, { ...long, name: 'tests.short' }, {});
  });
  const runner = await startJobs({ services, jobs, databaseUrl, concurrency: 2 });
  onTestFinished(() => runner.stop());
  await vi.waitFor(async () => {
    expect(await db.jobRun.findMany({ orderBy: { name: 'asc' } })).toMatchObject([
      { outcome: 'failed', progress: { done: 1, note: 'ab\ufffd' }, error: expect.stringContaining('ab\ufffd') },
      { outcome: 'succeeded', error: null, progress: null },
    ]);
  }, soon);
});
