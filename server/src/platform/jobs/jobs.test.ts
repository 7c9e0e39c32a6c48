import { events } from '@hybrid/contracts';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { type Host, runDue, startHost } from '../../../test/host.ts';
import { queued } from '../../../test/queue.ts';
import { news } from '../../../test/subject.ts';
import { announce } from '../events/announce.ts';
import { noteActing, rememberUser, withRequestId } from '../request-scope.ts';
import { enqueue } from './enqueue.ts';
import { type AnyJob, job } from './job.ts';
import { jobsOf } from './jobs-of.ts';
import { purgeHistory } from './purge-history.ts';

const greet = { name: 'tests.greet', payload: z.object({ who: z.string() }), attempts: 2 };
const runOnly = (host: Host, jobs: AnyJob[]) => runDue(host.services, host.databaseUrl, jobs);

const told = { id: '01a2044e-4978-7480-bedc-372bcd4fc073', createdAt: new Date(), readAt: null, ...news.sample };

test('a job and an event are in the queue when the write is committed, under the id of their request', async () => {
  const host = await startHost();
  await withRequestId('the-request', () =>
    host.db.$transaction(async (tx) => {
      await enqueue(tx, greet, { who: 'ada' });
      await announce(tx, events.notificationCreated, { userId: 'u1', notification: told });
    }),
  );
  expect(await queued(host)).toMatchObject([
    { identifier: 'tests.greet', payload: { data: { who: 'ada' }, requestId: 'the-request' } },
    {
      identifier: 'events.deliver',
      payload: { data: { topic: 'user:u1', name: 'notifications.created' }, requestId: 'the-request' },
    },
  ]);
});

test('a job that was asked for while staff act as somebody names both in each of its lines, and so does one that it enqueues', async () => {
  const host = await startHost();
  const first = job({
    ...greet,
    async run({ db, log }, { who }) {
      log.info(`Greeting ${who}.`);
      if (who === 'ada') await db.$transaction((tx) => enqueue(tx, greet, { who: 'her friend' }));
    },
  });
  await withRequestId('the-request', () => {
    rememberUser('the-person');
    noteActing({ actorId: 'the-admin', asId: 'the-person' });
    return host.db.$transaction((tx) => enqueue(tx, greet, { who: 'ada' }));
  });
  expect(await queued(host)).toMatchObject([{ payload: { userId: 'the-person', actorId: 'the-admin' } }]);
  await runOnly(host, [first]);

  const both = { actorId: 'the-admin', asId: 'the-person' };
  const lines = host.logged.filter((line) => line.includes('Greeting')).map((line): unknown => JSON.parse(line));
  expect(lines).toMatchObject([
    { ...both, msg: 'Greeting ada.' },
    { ...both, msg: 'Greeting her friend.' },
  ]);
  const runs = await host.db.jobRun.findMany({ orderBy: { startedAt: 'asc' } });
  expect(runs.map(({ log }) => log)).toMatchObject([{ lines: [{ fields: both }] }, { lines: [{ fields: both }] }]);
});

test('the envelope of anybody else’s job is as it was, and one that an earlier release wrote is read', async () => {
  const host = await startHost();
  const said = job({ ...greet, run: async ({ log }, { who }) => log.info(`Greeting ${who}.`) });
  await withRequestId('the-request', () => {
    rememberUser('the-person');
    return host.db.$transaction((tx) => enqueue(tx, greet, { who: 'ada' }));
  });
  const envelope = { data: { who: 'ada' }, requestId: 'the-request', userId: 'the-person' };
  expect(await queued(host)).toEqual([{ identifier: greet.name, payload: envelope }]);
  await runOnly(host, [said]);
  const line: unknown = JSON.parse(host.logged.find((text) => text.includes('Greeting ada.')) ?? '');
  expect(line).toMatchObject({ requestId: 'the-request' });
  expect(line).not.toHaveProperty('actorId');
});

test('a write that is rolled back leaves neither a job nor an event', async () => {
  const host = await startHost();
  const ada = await host.signUp('ada');
  const write = host.db.$transaction(async (tx) => {
    await tx.user.update({ where: { id: ada.id }, data: { bio: 'never' } });
    await enqueue(tx, greet, { who: 'ada' });
    await announce(tx, events.notificationCreated, { userId: ada.id, notification: told });
    throw new Error('The write fails at its end.');
  });
  await expect(write).rejects.toThrow('The write fails at its end.');
  expect(await queued(host)).toEqual([]);
  expect(await host.db.user.findUniqueOrThrow({ where: { id: ada.id } })).toMatchObject({ bio: null });
});

test('every attempt is recorded with its outcome, its error and the request it came from', async () => {
  const host = await startHost();
  const failing = job({
    ...greet,
    async run({ attempt }, { who }) {
      if (attempt === 1) throw new Error(`The first attempt for ${who} fails.`);
    },
  });
  await withRequestId('the-request', () => host.db.$transaction((tx) => enqueue(tx, greet, { who: 'ada' })));
  await runOnly(host, [failing]);
  await host.db.$executeRaw`UPDATE graphile_worker._private_jobs SET run_at = now()`;
  await runOnly(host, [failing]);

  const runs = await host.db.jobRun.findMany({ orderBy: { attempt: 'asc' } });
  expect(runs).toMatchObject([
    {
      name: 'tests.greet',
      attempt: 1,
      outcome: 'failed',
      error: expect.stringContaining('The first attempt for ada fails.'),
      requestId: 'the-request',
    },
    { name: 'tests.greet', attempt: 2, outcome: 'succeeded', error: null, requestId: 'the-request' },
  ]);
  for (const { finishedAt } of runs) expect(finishedAt).toBeInstanceOf(Date);
  expect(await queued(host)).toEqual([]);
});

test('a payload that the job does not know fails with a clear error and stays for a person to look at', async () => {
  const host = await startHost();
  await host.db
    .$executeRaw`SELECT FROM graphile_worker.add_job('tests.greet', '{"data":{"who":7}}'::json, max_attempts => 1)`;
  await runOnly(host, [job({ ...greet, run: async () => {} })]);
  expect(await host.db.jobRun.findFirstOrThrow()).toMatchObject({
    outcome: 'failed',
    error: expect.stringMatching(/This release knows tests.greet with another payload. who: .*expected string/),
  });
  expect(await queued(host)).toHaveLength(1);
});

test('a job that takes longer than it may is told to stop', async () => {
  const host = await startHost();
  const slow = job({
    ...greet,
    timeoutMs: 50,
    run: ({ signal }) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))),
  });
  await host.db.$transaction((tx) => enqueue(tx, greet, { who: 'ada' }));
  await runOnly(host, [slow]);
  expect(await host.db.jobRun.findFirstOrThrow()).toMatchObject({
    outcome: 'failed',
    error: expect.stringMatching(/timeout/i),
  });
});

test('two jobs of one name are refused at the start', async () => {
  const host = await startHost();
  const feature = { router: { contract: {}, procedures: {} }, jobs: [job({ ...greet, run: async () => {} })] };
  expect(() => jobsOf({ a: feature, b: feature }, { ...host, historyDays: 14 })).toThrow(
    'Two jobs are called tests.greet.',
  );
});

test('a job that does not look at its signal holds neither its time nor a stop', async () => {
  const host = await startHost();
  const deaf = job({ ...greet, timeoutMs: 50, run: () => new Promise<never>(() => undefined) });
  await host.db.$transaction((tx) => enqueue(tx, greet, { who: 'ada' }));
  await runOnly(host, [deaf]);
  expect(await host.db.jobRun.findFirstOrThrow()).toMatchObject({
    outcome: 'failed',
    error: expect.stringMatching(/timeout/i),
  });
  expect(host.logged.filter((line) => line.includes('A job failed.'))).toHaveLength(1);
});

test('an attempt that its worker never ended is recorded as lost when the next one begins', async () => {
  const host = await startHost();
  await host.db.$transaction((tx) => enqueue(tx, greet, { who: 'ada' }));
  const moment = new Date();
  const lost = { jobId: '1', name: greet.name, attempt: 1, queuedAt: moment, startedAt: moment };
  await host.db.jobRun.create({ data: lost });
  await host.db.$executeRaw`UPDATE graphile_worker._private_jobs SET attempts = 1`;
  await runOnly(host, [job({ ...greet, run: async () => {} })]);
  expect(await host.db.jobRun.findMany({ orderBy: { attempt: 'asc' } })).toMatchObject([
    { jobId: '1', attempt: 1, outcome: 'lost', error: 'The worker was lost while this ran.' },
    { jobId: '1', attempt: 2, outcome: 'succeeded' },
  ]);
});

test('the records of old jobs are purged, however many there are, and what still runs is kept', async () => {
  const host = await startHost();
  const old = new Date(Date.now() - 15 * 86_400_000);
  const fresh = new Date();
  const run = { name: greet.name, attempt: 1 };
  await host.db.jobRun.createMany({
    data: [
      ...Array.from({ length: 4100 }, (_, index) => {
        return { ...run, jobId: `old-${index}`, outcome: 'succeeded' as const, queuedAt: old, startedAt: old };
      }),
      { ...run, jobId: 'stuck', queuedAt: old, startedAt: old },
      { ...run, jobId: 'fresh', outcome: 'failed' as const, queuedAt: fresh, startedAt: fresh },
    ],
  });
  const kept = await host.db.$transaction((tx) => enqueue(tx, greet, { who: 'still here' }));
  await host.db.jobEffect.createMany({
    data: [
      { key: 'gone', jobId: '999', at: old },
      { key: 'waiting', jobId: kept, at: old },
      { key: 'fresh', jobId: '999', at: fresh },
    ],
  });
  await host.db.$executeRaw`SELECT FROM graphile_worker.add_job('jobs.purgeHistory')`;
  await runOnly(host, [purgeHistory(14)]);
  const left = await host.db.jobRun.findMany({ where: { name: greet.name }, orderBy: { jobId: 'asc' } });
  expect(left.map(({ jobId }) => jobId)).toEqual(['fresh', 'stuck']);
  const effects = await host.db.jobEffect.findMany({ orderBy: { key: 'asc' } });
  expect(effects.map(({ key }) => key)).toEqual(['fresh', 'waiting']);
});
