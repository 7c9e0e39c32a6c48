import { expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import { startHost } from '../../../test/host.ts';
import { startProxy } from '../../../test/proxy.ts';
import { queued } from '../../../test/queue.ts';
import { enqueue, enqueueMany } from './enqueue.ts';
import { job } from './job.ts';
import { startJobs } from './runner.ts';

const greet = { name: 'tests.greet', payload: z.object({ who: z.string() }), attempts: 2 };

test('the runner works on the schedule of the queue, and takes up work again when its connections are cut', async () => {
  const host = await startHost();
  const greeted: string[] = [];
  const jobs = [job({ ...greet, cron: '0 4 * * *', run: async (_, { who }) => void greeted.push(who) })];
  const runner = await startJobs({ services: host.services, jobs, databaseUrl: host.databaseUrl, concurrency: 2 });
  onTestFinished(() => runner.stop());
  await host.db.$transaction((tx) => enqueue(tx, greet, { who: 'ada' }));
  await vi.waitFor(() => expect(greeted).toEqual(['ada']), { timeout: 10_000 });
  expect(await host.db.$queryRaw`SELECT identifier FROM graphile_worker._private_known_crontabs`).toEqual([
    { identifier: 'tests.greet' },
  ]);

  await host.db
    .$executeRaw`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'hybrid-worker' AND datname = current_database()`;
  await host.db.$transaction((tx) => enqueue(tx, greet, { who: 'grace' }));
  await vi.waitFor(() => expect(greeted).toEqual(['ada', 'grace']), { timeout: 20_000 });
  expect(runner.isRunning()).toBe(true);
});

test('a stop waits for the job that runs, and leaves nothing locked', async () => {
  const host = await startHost();
  const running = Promise.withResolvers<void>();
  const jobs = [
    job({
      ...greet,
      async run() {
        running.resolve();
        await new Promise((resolve) => setTimeout(resolve, 300));
      },
    }),
  ];
  const runner = await startJobs({ services: host.services, jobs, databaseUrl: host.databaseUrl, concurrency: 2 });
  await host.db.$transaction((tx) => enqueue(tx, greet, { who: 'ada' }));
  await running.promise;
  await runner.stop();
  expect(await queued(host)).toEqual([]);
  expect(await host.db.jobRun.findFirstOrThrow()).toMatchObject({ outcome: 'succeeded' });
});

test('a job whose end could not be written down, since the database was away, is let go and runs again', async () => {
  const host = await startHost();
  const attempts: number[] = [];
  const begun = Promise.withResolvers<void>();
  const away = Promise.withResolvers<void>();
  const jobs = [
    job({
      ...greet,
      attempts: 3,
      async run({ attempt }) {
        attempts.push(attempt);
        begun.resolve();
        if (attempt === 1) await away.promise;
      },
    }),
  ];
  const proxy = await startProxy(host.databaseUrl);
  const runner = await startJobs({ services: host.services, jobs, databaseUrl: proxy.url, concurrency: 2 });
  onTestFinished(() => runner.stop());
  await host.db.$transaction((tx) => enqueue(tx, greet, { who: 'ada' }));
  await begun.promise;
  proxy.cut();
  away.resolve();
  await vi.waitFor(() => expect(runner.isRunning()).toBe(false), { timeout: 20_000 });
  proxy.mend();
  await vi.waitFor(() => expect(attempts).toEqual([1, 2]), { timeout: 20_000 });
  await vi.waitFor(async () => expect(await queued(host)).toEqual([]), { timeout: 15_000 });
}, 60_000);

test('a stop waits for what runs, and gives back what was taken and has not begun, as it was', async () => {
  const host = await startHost();
  const running = Promise.withResolvers<void>();
  const jobs = [
    job({
      ...greet,
      async run() {
        running.resolve();
        await new Promise((resolve) => setTimeout(resolve, 1000));
      },
    }),
  ];
  const { services, databaseUrl } = host;
  const runner = await startJobs({ services, jobs, databaseUrl, concurrency: 1 });
  await host.db.$transaction((tx) => enqueueMany(tx, greet, [{ who: 'ada' }, { who: 'grace' }, { who: 'joan' }]));
  await running.promise;
  await runner.stop();
  expect(await host.db.jobRun.findMany()).toMatchObject([{ outcome: 'succeeded' }]);
  expect(await host.db.$queryRaw`SELECT attempts, locked_by FROM graphile_worker._private_jobs`).toEqual([
    { attempts: 0, locked_by: null },
    { attempts: 0, locked_by: null },
  ]);
  expect(host.logged.filter((line) => line.includes('"level":"error"'))).toEqual([]);
});
