import { expect, test } from 'vitest';
import { z } from 'zod';
import { type Host, runDue, startHost } from '../../../test/host.ts';
import { withRequestId } from '../request-scope.ts';
import { enqueue, enqueueMany, type EnqueueOptions } from './enqueue.ts';
import { job, type JobContext } from './job.ts';
import { once } from './once.ts';

const note = { name: 'tests.note', payload: z.object({ text: z.string() }), attempts: 3, key: () => 'the-key' };

const put = ({ db }: Host, requestId: string, options: EnqueueOptions = {}) =>
  withRequestId(requestId, () => db.$transaction((tx) => enqueue(tx, note, { text: requestId }, options)));

const run = ({ services, databaseUrl }: Host, work: (ctx: JobContext, text: string) => Promise<void>) =>
  runDue(services, databaseUrl, [job({ ...note, run: (ctx, { text }) => work(ctx, text) })]);

/** The jobs of the queue by their ids, with what each was given, in their order. */
const waiting = ({ db }: Host): Promise<{ id: string; text: string; attempts: number }[]> =>
  db.$queryRaw`
    SELECT id::text, payload->'data'->>'text' AS text, attempts::int FROM graphile_worker._private_jobs AS jobs ORDER BY jobs.id`;

const history = ({ db }: Host) =>
  db.jobRun.findMany({
    orderBy: [{ startedAt: 'asc' }, { id: 'asc' }],
    select: { jobId: true, attempt: true, outcome: true, requestId: true },
  });

const fails = () => Promise.reject(new Error('It is broken.'));

test('a job that replaces one which failed once has an id of its own: what it replaces stays in the history under its request', async () => {
  const host = await startHost();
  const first = await put(host, 'first');
  await run(host, fails);
  const second = await put(host, 'second');
  expect(second).not.toBe(first);
  expect(await waiting(host)).toEqual([{ id: second, text: 'second', attempts: 0 }]);
  await run(host, async () => undefined);
  expect(await history(host)).toEqual([
    { jobId: first, attempt: 1, outcome: 'failed', requestId: 'first' },
    { jobId: second, attempt: 1, outcome: 'succeeded', requestId: 'second' },
  ]);
});

test('what a job did once before its worker was lost is done for the one that replaces it as well', async () => {
  const host = await startHost();
  const done: string[] = [];
  const greet = (ctx: JobContext, text: string) => once(ctx, 'greet', async () => void done.push(text));
  await put(host, 'first');
  await run(host, async (ctx, text) => {
    await greet(ctx, text);
    return fails();
  });
  await put(host, 'second');
  await run(host, async (ctx, text) => void (await greet(ctx, text)));
  expect(done).toEqual(['first', 'second']);
});

test('one that was interrupted, and counts no attempt, is replaced by one of another id as well', async () => {
  const host = await startHost();
  const first = await put(host, 'first');
  await run(host, fails);
  await host.db.$executeRaw`UPDATE graphile_worker._private_jobs SET attempts = 0`;
  const second = await put(host, 'second');
  expect(second).not.toBe(first);
  expect(await waiting(host)).toEqual([{ id: second, text: 'second', attempts: 0 }]);
});

test('a job that waits and has not begun is replaced where it is, and one that runs or failed for good is left alone', async () => {
  const host = await startHost();
  const first = await put(host, 'first', { runAt: new Date(Date.now() + 60_000) });
  expect(await put(host, 'second')).toBe(first);
  expect(await waiting(host)).toEqual([{ id: first, text: 'second', attempts: 0 }]);
  await host.db.$executeRaw`
    UPDATE graphile_worker._private_jobs SET attempts = 1, locked_at = now(), locked_by = 'worker'`;
  const third = await put(host, 'third');
  expect(await waiting(host)).toMatchObject([{ id: first }, { id: third }]);
  await host.db
    .$executeRaw`UPDATE graphile_worker._private_jobs SET attempts = max_attempts WHERE id = ${third}::bigint`;
  const last = await put(host, 'last');
  expect(await waiting(host)).toMatchObject([{ id: first }, { id: third }, { id: last }]);
});

test('of many that are enqueued at once each replaces its own, and those without a key none', async () => {
  const host = await startHost();
  const keyed = { ...note, key: ({ text }: { text: string }) => text.slice(0, 1) };
  const many = (job_: typeof note | typeof keyed, texts: readonly string[]) =>
    host.db.$transaction((tx) =>
      enqueueMany(
        tx,
        job_,
        texts.map((text) => ({ text })),
      ),
    );
  expect(await many(keyed, ['a1', 'b1', 'c1'])).toBe(3);
  const [a, b, c] = (await waiting(host)).map(({ id }) => id);
  await host.db.$executeRaw`UPDATE graphile_worker._private_jobs SET attempts = 1 WHERE id = ${b}::bigint`;
  expect(await many(keyed, ['a2', 'b2', 'c0', 'c2'])).toBe(3);
  const now = await waiting(host);
  expect(now.map(({ text }) => text).toSorted()).toEqual(['a2', 'b2', 'c2']);
  expect(now.map(({ id }) => id).slice(0, 2)).toEqual([a, c]);
  expect(now.map(({ id }) => id)).not.toContain(b);
});

test('of two that replace a job at once one stays', async () => {
  const host = await startHost();
  await put(host, 'first');
  await run(host, fails);
  await Promise.all(['one', 'two', 'three', 'four'].map((requestId) => put(host, requestId)));
  expect(await waiting(host)).toHaveLength(1);
});

test('an attempt that is told of under the number of another is told as its own', async () => {
  const host = await startHost();
  await put(host, 'first');
  await run(host, fails);
  // Replaced by what does not take it out, such as a schedule of the queue's own.
  await host.db.$executeRaw`
    SELECT FROM graphile_worker.add_job('tests.note', '{"data": {"text": "x"}, "requestId": "second"}'::json, job_key => 'the-key')`;
  await run(host, async () => undefined);
  expect(await history(host)).toMatchObject([{ attempt: 1, outcome: 'succeeded', requestId: 'second' }]);
});
