import { Client } from 'pg';
import { expect, onTestFinished, test, vi } from 'vitest';
import { createDatabase } from './database.ts';
import { isDatabaseBusy, isDatabaseUnavailable } from './database-errors.ts';
import { Prisma } from './generated/client.ts';
import { Lanes, overReserve } from './lanes.ts';
import { readRows } from './read-rows.ts';
import { makeDatabase } from './test-database.ts';

/** What everybody who asks for it has to wait for until it is let go. */
async function hold(connectionString: string) {
  const holder = new Client({ connectionString });
  await holder.connect();
  onTestFinished(() => holder.end());
  await holder.query('SELECT pg_advisory_lock(1)');
  return { release: () => holder.query('SELECT pg_advisory_unlock(1)') };
}

const wait = 'SELECT pg_advisory_xact_lock_shared(1)';

test('who would wait behind too many others is refused at once, and the others are answered', async () => {
  const connectionString = await makeDatabase();
  const onShed = vi.fn<(count: number) => void>();
  const lanes = new Lanes({ connectionString, max: 2, connectionTimeoutMillis: 60_000 }, { waitingMax: 3, onShed });
  onTestFinished(() => lanes.end());
  const held = await hold(connectionString);
  // As many as there are connections; they are opened before anybody waits.
  const first = [lanes.query(wait), lanes.query(wait)];
  await vi.waitFor(() => expect(lanes.totalCount).toBe(2), { interval: 1 });
  const others = Array.from({ length: 10 }, () => lanes.query(wait).then(() => 'answered', isDatabaseBusy));
  expect(await Promise.all(others.slice(3))).toEqual(Array(7).fill(true));
  expect(lanes.waitingCount).toBe(3);
  await expect(lanes.connect()).rejects.toThrow('Too many wait');
  await held.release();
  await Promise.all(first);
  expect(await Promise.all(others.slice(0, 3))).toEqual(Array(3).fill('answered'));
  expect((await lanes.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  await vi.waitFor(() => expect(onShed.mock.calls).toEqual([[8]]), { timeout: 10_000 });
});

test('whatever asks is refused by the same name, and goes through over the reserve', async () => {
  const url = await makeDatabase();
  const db = createDatabase({ url, poolSize: 1, queueSize: 1, statementTimeoutMs: 60_000 });
  onTestFinished(() => db.$disconnect());
  const [entered, left] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const holding = db.$transaction(
    async () => {
      entered.resolve();
      await left.promise;
    },
    { timeout: 60_000 },
  );
  await entered.promise;
  const queued = readRows(db, Prisma.sql`SELECT 1 AS one`);
  const asks = {
    raw: () => db.$queryRaw`SELECT 1 AS one`,
    read: () => readRows(db, Prisma.sql`SELECT 1 AS one`),
    transaction: () => db.$transaction((tx) => tx.$queryRaw`SELECT 1 AS one`),
  };
  for (const [name, ask] of Object.entries(asks)) {
    const error: unknown = await ask().then(
      () => 'answered',
      (reason: unknown) => reason,
    );
    expect([isDatabaseBusy(error), isDatabaseUnavailable(error)], name).toEqual([true, true]);
    expect(await overReserve(ask), name).toEqual([{ one: 1 }]);
  }
  left.resolve();
  await Promise.allSettled([holding, queued]);
  expect(await asks.read()).toEqual([{ one: 1 }]);
});

test('a crowd that finds idle connections is not refused for the moment in which it takes them', async () => {
  const lanes = new Lanes({ connectionString: await makeDatabase(), max: 4 }, { waitingMax: 1 });
  onTestFinished(() => lanes.end());
  await Promise.all([1, 2, 3, 4].map(() => lanes.query('SELECT pg_sleep(0.05)')));
  expect(lanes.idleCount).toBe(4);
  const crowd = await Promise.allSettled([1, 2, 3, 4, 5].map(() => lanes.query('SELECT 1')));
  expect(crowd.map(({ status }) => status)).toEqual(Array(5).fill('fulfilled'));
});
