import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createConnection } from './connection.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function opened(ping: () => Promise<unknown>) {
  const told: boolean[] = [];
  const connection = createConnection({ ping, random: () => 1, tell: (isOnline) => told.push(isOnline) });
  return { connection, told };
}

test('a call that got no answer is no reason to say so while the server answers', async () => {
  const { connection, told } = opened(async () => 'here');
  await connection.verify();
  expect(connection.isOnline()).toBe(true);
  expect(told).toEqual([]);
});

test('a server that is away is asked again with waits that double, until it is back', async () => {
  let isThere = false;
  const ping = vi.fn<() => Promise<unknown>>(async () => (isThere ? 'here' : Promise.reject(new TypeError('away'))));
  const { connection, told } = opened(ping);
  const listener = vi.fn<() => void>();
  connection.subscribe(listener);
  await connection.verify();
  expect(connection.isOnline()).toBe(false);
  for (const [waitMs, asked] of [
    [1_000, 2],
    [2_000, 3],
    [4_000, 4],
  ] as const) {
    await vi.advanceTimersByTimeAsync(waitMs - 1);
    expect(ping).toHaveBeenCalledTimes(asked - 1);
    await vi.advanceTimersByTimeAsync(1);
    expect(ping).toHaveBeenCalledTimes(asked);
  }
  isThere = true;
  await vi.advanceTimersByTimeAsync(8_000);
  expect(connection.isOnline()).toBe(true);
  expect(told).toEqual([false, true]);
  expect(listener).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(120_000);
  expect(ping).toHaveBeenCalledTimes(5);
});

test('however many calls fail at once, the server is asked once', async () => {
  const ping = vi.fn<() => Promise<unknown>>(async () => 'here');
  const { connection } = opened(ping);
  await Promise.all([connection.verify(), connection.verify(), connection.verify()]);
  expect(ping).toHaveBeenCalledOnce();
});
