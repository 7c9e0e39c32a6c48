import { expect, test, vi } from 'vitest';
import { password, startHost } from '../../../test/host.ts';
import { lockTable } from '../../../test/locked-table.ts';
import { table } from '../../../test/subject.ts';
import { callMutation, callQuery } from '../../../test/wire.ts';

const [connections, places] = [2, 4];
const small = { DATABASE_POOL_SIZE: String(connections), DATABASE_QUEUE_SIZE: String(places) };

async function start() {
  const host = await startHost({ env: small });
  const { token } = await host.signUp('Ada');
  const headers = { authorization: `Bearer ${token}` };
  const read = () => callQuery(host.url, table.read.name, { input: table.read.input, headers });
  expect((await read()).status).toBe(200);
  return { host, read, headers };
}

test('who would wait behind too many others is told at once to come back, over every door, and all is well after it', async () => {
  const { host, read, headers } = await start();
  const locked = await lockTable(host, table.name);
  const crowd = Array.from({ length: 20 }, read);
  // Those who wait are answered once there is room again; who is refused, while there is none.
  const refused: Awaited<ReturnType<typeof read>>[] = [];
  for (const call of crowd) void call.then((answer) => refused.push(answer));
  await vi.waitFor(() => expect(refused.length).toBe(crowd.length - connections - places), {
    timeout: 10_000,
    interval: 1,
  });
  for (const { status, error, headers: told } of refused) {
    expect([status, error, told.get('retry-after')]).toEqual([503, 'UNAVAILABLE', '2']);
    expect(told.get('cache-control')).toBe('no-store');
  }
  const rest = await fetch(`${host.url}/api${table.read.path}`, { headers });
  expect([rest.status, rest.headers.get('retry-after')]).toEqual([503, '2']);
  await locked.release();
  const statuses = await Promise.all(crowd.map(async (call) => (await call).status));
  // On a machine that took seconds for all this, some have waited for as long as anybody may.
  expect(new Set(statuses)).toEqual(new Set([200, 503]));
  expect((await read()).status).toBe(200);
  await vi.waitFor(() => expect(host.logged.filter((line) => line.includes('Too many waited'))).toHaveLength(1), {
    timeout: 10_000,
  });
  expect(host.logged.filter((line) => JSON.parse(line).level === 'error')).toEqual([]);
});

test('while every connection is taken, the health answers and people sign in', async () => {
  const { host, read } = await start();
  const locked = await lockTable(host, table.name);
  const crowd = Array.from({ length: 20 }, read);
  await vi.waitFor(async () => expect(await locked.waiting()).toBe(connections), { timeout: 10_000, interval: 5 });
  const ready = await fetch(`${host.url}/_status/ready`);
  expect([ready.status, await ready.json()]).toEqual([200, expect.objectContaining({ status: 'ready' })]);
  const signedIn = await callMutation(host.url, 'accounts.signIn', { input: { email: 'ada@example.com', password } });
  expect(signedIn.status).toBe(200);
  await locked.release();
  await Promise.all(crowd);
});
