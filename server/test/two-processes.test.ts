import { expect, inject, test } from 'vitest';
import { cloneDatabase } from './database.ts';
import { answering, startProcess } from './process.ts';
import { limited } from './subject.ts';
import { callMutation, callQuery } from './wire.ts';

const { calls: allowed, seconds } = limited;

test('two processes on one Redis let through what one would, to within 5 %, and say when to come back', async () => {
  const shared = {
    DATABASE_URL: await cloneDatabase(),
    REDIS_URL: inject('services').redisUrl,
    REDIS_PREFIX: `limits-${Date.now()}`,
  };
  const processes = [await startProcess(shared), await startProcess(shared)];
  await Promise.all(processes.map((product) => answering(product, '/_status/ready')));
  const person = { username: 'ada', email: 'ada@example.com', password: 'correct horse battery' };
  const registered = await callMutation(processes[0]?.url ?? '', 'accounts.register', { input: person });
  const headers = { authorization: `Bearer ${(registered.data as { token: string }).token}` };
  const call = limited.procedure.kind === 'query' ? callQuery : callMutation;
  // Twice as many as are allowed, of one person, at both doors at once. A window begins with its first call.
  const burst = await Promise.all(
    Array.from({ length: allowed * 2 }, (_, index) =>
      call(processes[index % 2]?.url ?? '', limited.name, { input: limited.input, headers }),
    ),
  );
  const passed = burst.filter(({ status }) => status !== 429).length;
  expect(Math.abs(passed - allowed)).toBeLessThanOrEqual(allowed * 0.05);
  const refused = burst.filter(({ status }) => status === 429);
  expect(refused).toHaveLength(burst.length - passed);
  for (const { status, error, headers } of refused) {
    expect({ status, error }).toEqual({ status: 429, error: 'TOO_MANY_REQUESTS' });
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(seconds);
  }
});
