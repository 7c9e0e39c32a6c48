import { expect, inject, test } from 'vitest';
import { cloneDatabase } from './database.ts';
import { answering, startProcess } from './process.ts';
import { callQuery } from './wire.ts';

const allowed = 120;

test('two processes on one Redis let through what one would, to within 5 %, and say when to come back', async () => {
  const shared = {
    DATABASE_URL: await cloneDatabase(),
    REDIS_URL: inject('services').redisUrl,
    REDIS_PREFIX: `limits-${Date.now()}`,
  };
  const processes = [await startProcess(shared), await startProcess(shared)];
  await Promise.all(processes.map((product) => answering(product, '/_status/ready')));
  // Twice as many as a minute allows, from one address, at both doors at once. A window begins with its first call.
  const burst = await Promise.all(
    Array.from({ length: allowed * 2 }, (_, index) =>
      callQuery(processes[index % 2]?.url ?? '', 'search.articles', { input: { q: '' } }),
    ),
  );
  const passed = burst.filter(({ status }) => status === 200).length;
  expect(Math.abs(passed - allowed)).toBeLessThanOrEqual(allowed * 0.05);
  const refused = burst.filter(({ status }) => status !== 200);
  expect(refused).toHaveLength(burst.length - passed);
  for (const { status, error, headers } of refused) {
    expect({ status, error }).toEqual({ status: 429, error: 'TOO_MANY_REQUESTS' });
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(60);
  }
});
