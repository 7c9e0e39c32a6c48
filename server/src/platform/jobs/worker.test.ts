import { expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import { eventsOf } from '../../../test/events-of.ts';
import { startHost } from '../../../test/host.ts';
import { createVisitor } from '../../../test/visitor.ts';
import { withRequestId } from '../request-scope.ts';
import { enqueue } from './enqueue.ts';
import { job, type JobContext } from './job.ts';
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

test('each step of a job is seen at once on its page, also where another process runs it', async () => {
  const steps = 12;
  const host = await startHost();
  const other = await startHost({ beside: host });
  const begun = Promise.withResolvers<JobContext>();
  const end = Promise.withResolvers<void>();
  const run = async (ctx: JobContext) => {
    begun.resolve(ctx);
    await end.promise;
  };
  const { services, databaseUrl } = other;
  const runner = await startJobs({ services, jobs: [job({ ...long, run })], databaseUrl, concurrency: 1 });
  onTestFinished(() => runner.stop());
  const id = await host.db.$transaction((tx) => enqueue(tx, long, {}));
  const visitor = createVisitor(host.url);
  await visitor.signIn((await host.signUp('vi', 'viewer')).email);
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  const next = eventsOf(await visitor.open(`/admin/jobs/${id}/live`, leaving.signal));
  const untilSeen = async (text: string) => {
    for (;;) {
      const html = await next();
      if (html === null) throw new Error(`The stream ended before it told of ${text}.`);
      if (html.includes(text)) return;
    }
  };
  const { progress } = await begun.promise;
  const from = performance.now();
  for (let done = 1; done <= steps; done += 1) {
    progress({ done, total: steps });
    await untilSeen(`<progress value="${done}" max="${steps}"`);
  }
  // Read every two seconds alone, each step would have taken up to that long.
  expect(performance.now() - from).toBeLessThan(steps * 2000);
  end.resolve();
  await untilSeen('succeeded');
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
