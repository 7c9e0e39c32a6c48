import { expect, test } from 'vitest';
import { type Host, jobContext, startHost } from '../../../test/host.ts';
import { enqueue } from './enqueue.ts';
import { once } from './once.ts';
import { purgeHistory } from './purge-history.ts';

/** Does an effect that shows how often it was done. */
function greet(host: Host, { jobId, attempt }: { jobId: string; attempt: number }, effect = 'greet') {
  return once(jobContext(host, { jobId, attempt }), effect, async (tx) => {
    await enqueue(tx, purgeHistory(14), {});
    return attempt;
  });
}

const done = async ({ db }: Host) =>
  (await db.$queryRaw<{ count: number }[]>`SELECT count(*)::int FROM graphile_worker._private_jobs`)[0]?.count;

test('what an attempt committed is not done again by the next one, and other jobs and effects are their own', async () => {
  const host = await startHost();
  expect(await greet(host, { jobId: '7', attempt: 1 })).toBe(1);
  expect(await greet(host, { jobId: '7', attempt: 2 })).toBeNull();
  expect(await done(host)).toBe(1);
  await greet(host, { jobId: '7', attempt: 2 }, 'another');
  await greet(host, { jobId: '8', attempt: 1 });
  expect(await done(host)).toBe(3);
});

test('an effect that is rolled back leaves no mark: the next attempt does it', async () => {
  const host = await startHost();
  const failing = once(jobContext(host, { jobId: '7', attempt: 1 }), 'greet', async (tx) => {
    await enqueue(tx, purgeHistory(14), {});
    throw new Error('It fails at its end.');
  });
  await expect(failing).rejects.toThrow('It fails at its end.');
  expect(await done(host)).toBe(0);
  expect(await greet(host, { jobId: '7', attempt: 2 })).toBe(2);
});

test('of two attempts at the same time one does it', async () => {
  const host = await startHost();
  const attempts = await Promise.all([1, 2, 3, 4].map((attempt) => greet(host, { jobId: '7', attempt })));
  expect(attempts.filter((result) => result !== null)).toHaveLength(1);
  expect(await done(host)).toBe(1);
});
