import { writeFileSync } from 'node:fs';
import { createTRPCClient, httpBatchLink, httpBatchStreamLink, httpLink } from '@trpc/client';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { exchange } from '../../../test/differential/exchange.ts';
import { requestArbitrary } from '../../../test/differential/requests.ts';
import { startBothWays } from '../../../test/differential/stage.ts';
import type { SubjectRouter } from '../../../test/differential/subjects.ts';
import { startHost } from '../../../test/host.ts';

// `npm run fuzz -- rpc --runs 100000 --seed 7` runs it for longer, and prints what is counted.
const runs = Number(process.env['FUZZ_RUNS'] ?? 10_000);
const seed = Number(process.env['FUZZ_SEED'] ?? 1);
const figuresFile = process.env['FUZZ_FIGURES'];

test('every request is answered as the stock adapter answers it: status, headers and body', async () => {
  const host = await startHost({ hasRedis: false });
  const { token } = await host.signUp('ada');
  const { stock, fast } = await startBothWays(host.services);
  const statuses: Record<string, number> = {};

  const sameAnswer = fc.asyncProperty(requestArbitrary({ token }), async (request) => {
    const [expected, answer] = await Promise.all([exchange(stock.port, request), exchange(fast.port, request)]);
    expect(answer).toEqual(expected);
    statuses[expected.status] = (statuses[expected.status] ?? 0) + 1;
  });
  await fc.assert(sameAnswer, { numRuns: runs, seed, interruptAfterTimeLimit: 86_000_000 });

  // Nor is anything carried out by one of them that is not by the other.
  expect(fast.ran).toEqual(stock.ran);
  if (figuresFile !== undefined) writeFileSync(figuresFile, JSON.stringify({ ...statuses, taken: fast.taken() }));
  // Enough of them were the fast path's own, and enough were refused for one reason or another.
  expect(fast.taken()).toBeGreaterThan(runs / 3);
  expect(Object.keys(statuses)).toEqual(
    expect.arrayContaining(['200', '207', '400', '401', '404', '405', '413', '415', '422']),
  );
}, 86_400_000);

test.each([
  ['httpLink', httpLink],
  ['httpBatchLink', httpBatchLink],
  ['httpBatchStreamLink', httpBatchStreamLink],
] as const)('the published %s is answered by it, and told of what fails', async (_, link) => {
  const host = await startHost({ hasRedis: false });
  const { fast } = await startBothWays(host.services);
  const client = createTRPCClient<SubjectRouter>({ links: [link({ url: `http://127.0.0.1:${fast.port}/api/trpc` })] });
  const [read, missing, written, refused] = await Promise.allSettled([
    client.read.echo.query({ text: 'a' }),
    client.read.fails.query('NOT_THERE'),
    client.change.write.mutate({ text: 'abc' }),
    client.change.mine.mutate({ text: 'abc' }),
  ]);
  expect(read).toMatchObject({ status: 'fulfilled', value: { text: 'a' } });
  expect(missing).toMatchObject({ status: 'rejected', reason: { data: { error: { name: 'NOT_THERE' } } } });
  expect(written).toMatchObject({ status: 'fulfilled', value: { length: 3 } });
  expect(refused).toMatchObject({ status: 'rejected', reason: { data: { error: { name: 'UNAUTHORIZED' } } } });
});

test('who calls too often is told when to come again, in either way', async () => {
  const host = await startHost({ hasRedis: false, env: { RATE_LIMITS: 'on' } });
  const { stock, fast } = await startBothWays(host.services);
  const called = {
    method: 'GET',
    target: '/api/trpc/read.counted',
    headers: [['Host', '127.0.0.1']] as const,
    body: null,
    framing: 'length' as const,
    isCut: false,
  };
  for (const { port } of [stock, fast]) {
    const statuses = [];
    for (let call = 0; call < 3; call += 1) statuses.push((await exchange(port, called)).status);
    // Both count in one bucket.
    expect(statuses).toEqual(port === stock.port ? [200, 200, 429] : [429, 429, 429]);
    expect((await exchange(port, called)).headers).toContainEqual(expect.stringMatching(/^retry-after: \d+$/));
  }
});

test('a client that goes away is heard of by what works for it', async () => {
  const host = await startHost({ hasRedis: false });
  const { fast, stock } = await startBothWays(host.services);
  for (const way of [stock, fast]) {
    const controller = new AbortController();
    const asked = fetch(`http://127.0.0.1:${way.port}/api/trpc/read.waits`, { signal: controller.signal });
    await expect.poll(() => [...way.ran.keys()]).toContain('waits undefined');
    controller.abort();
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
    await expect.poll(() => [...way.ran.keys()]).toContain('left undefined');
  }
});

test('what is the same for many is not sent again to who has it, and is packed for who can unpack it', async () => {
  const host = await startHost({ hasRedis: false });
  const { fast } = await startBothWays(host.services);
  const url = `http://127.0.0.1:${fast.port}/api/trpc/read.kept`;
  const first = await fetch(url, { headers: { 'accept-encoding': 'gzip' } });
  expect(first.headers.get('cache-control')).toBe('public, max-age=60, stale-while-revalidate=600');
  expect(first.headers.get('content-encoding')).toBe('gzip');
  expect(first.headers.get('vary')).toBe('trpc-accept, accept, hybrid-contract, Accept-Encoding');
  expect(await first.json()).toEqual({ result: { data: 'kept '.repeat(400) } });

  const again = await fetch(url, { headers: { 'if-none-match': first.headers.get('etag') ?? '' } });
  expect(again.status).toBe(304);
  expect(again.headers.get('content-type')).toBeNull();
  expect(await again.text()).toBe('');

  const other = await fetch(url, { headers: { 'if-none-match': 'W/"another"' } });
  expect(other.status).toBe(200);
});
