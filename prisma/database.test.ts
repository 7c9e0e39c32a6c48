import { expect, test } from 'vitest';
import { createDatabase } from './database.ts';
import { isDatabaseUnavailable, isUniqueViolation } from './database-errors.ts';
import { Prisma } from './generated/client.ts';
import { readRows } from './read-rows.ts';
import { makeDatabase, openDatabase, query } from './test-database.ts';

test('after a transaction that Postgres left unanswered, the next write is committed', async () => {
  const url = await makeDatabase();
  await query(url, 'CREATE TABLE entry (id int)');
  const db = createDatabase({ url, poolSize: 1, statementTimeoutMs: 200 });
  let backend = 0;
  const transaction = db.$transaction(async (tx) => {
    const [row] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
    backend = row?.pid ?? 0;
    process.kill(backend, 'SIGSTOP');
    await tx.$executeRaw`INSERT INTO entry VALUES (${1})`;
  });
  const error: unknown = await transaction.catch((reason: unknown) => reason);
  process.kill(backend, 'SIGCONT');
  await db.$executeRaw`INSERT INTO entry VALUES (${2})`;
  const entries = await query(url, 'SELECT id FROM entry');
  await db.$disconnect();
  expect(isDatabaseUnavailable(error)).toBe(true);
  expect(entries).toEqual([{ id: 2 }]);
});

test('a statement over its time is ended and counts as a database that is away, not as a bug', async () => {
  const db = createDatabase({ url: await makeDatabase(), poolSize: 1, statementTimeoutMs: 100 });
  const error: unknown = await db.$queryRaw`SELECT pg_sleep(5)::text`.catch((reason: unknown) => reason);
  const read = readRows(db, Prisma.sql`SELECT pg_sleep(5)::text`);
  const other: unknown = await read.catch((reason: unknown) => reason);
  await db.$disconnect();
  expect([error, other].map(isDatabaseUnavailable)).toEqual([true, true]);
});

test('a database that is not there counts as away, and a mistake in a query does not', async () => {
  const db = createDatabase({ url: 'postgres://me:secret@127.0.0.1:1/nowhere', poolSize: 1 });
  for (const run of [
    () => db.user.count(),
    () => db.$queryRaw`SELECT 1`,
    () => readRows(db, Prisma.sql`SELECT 1`),
    () => db.$transaction((tx) => tx.user.count()),
  ]) {
    const error: unknown = await run().catch((reason: unknown) => reason);
    expect(isDatabaseUnavailable(error)).toBe(true);
  }
  await using opened = openDatabase(await makeDatabase());
  const mistake: unknown = await opened.db.$queryRaw`SELECT nothing`.catch((reason: unknown) => reason);
  expect(isDatabaseUnavailable(mistake)).toBe(false);
  const other: unknown = await readRows(opened.db, Prisma.sql`SELECT nothing`).catch((reason: unknown) => reason);
  expect(isDatabaseUnavailable(other)).toBe(false);
});

test('nobody free in the pool counts as away', async () => {
  const db = createDatabase({ url: await makeDatabase(), poolSize: 1 });
  const sleep = () => db.$queryRaw`SELECT pg_sleep(2.3)::text`;
  const outcomes = await Promise.allSettled([sleep(), sleep()]);
  await db.$disconnect();
  const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
  expect(refused.map(isDatabaseUnavailable)).toEqual([true]);
});

test('a raw insert that meets a taken value is a unique violation as well, with Prisma between or without', async () => {
  const url = await makeDatabase();
  await query(url, 'CREATE TABLE entry (id int CONSTRAINT entry_once UNIQUE)');
  await using opened = openDatabase(url);
  const insert = () => opened.db.$executeRaw`INSERT INTO entry VALUES (${1})`;
  const insertStraight = () => readRows(opened.db, Prisma.sql`INSERT INTO entry VALUES (${1}) RETURNING id`);
  await insert();
  for (const again of [insert, insertStraight]) {
    const error: unknown = await again().catch((reason: unknown) => reason);
    expect(isUniqueViolation(error)).toBe(true);
    expect(isUniqueViolation(error, 'entry_once')).toBe(true);
    expect(isUniqueViolation(error, 'other')).toBe(false);
  }
});

test('statements with parameters stay prepared, and transactions and scripts do not', async () => {
  const url = await makeDatabase();
  const db = createDatabase({ url, poolSize: 1 });
  for (const n of [1, 2, 3]) await db.$queryRaw`SELECT ${n}::int AS n`;
  const rows = await db.$queryRaw<{ statement: string; uses: string }[]>`
    SELECT statement, (generic_plans + custom_plans)::text AS uses FROM pg_prepared_statements`;
  await db.$disconnect();
  expect(rows).toEqual([{ statement: 'SELECT $1::int AS n', uses: '3' }]);
});

test('rows that are read straight have the types of those that Prisma reads, in a transaction and outside', async () => {
  await using opened = openDatabase(await makeDatabase());
  const { db } = opened;
  const moment = new Date('2026-01-02T03:04:05.678Z');
  const statement = Prisma.sql`
    SELECT ${'text; $1'}::text AS text, ${7}::integer AS number, ${true}::boolean AS flag, ${['a', 'b"c']}::text[] AS list,
      ${moment.toISOString()}::timestamptz(3) AS moment, ${null}::text AS nothing,
      '00000000-0000-7000-8000-000000000001'::uuid AS id`;
  const expected = [
    {
      text: 'text; $1',
      number: 7,
      flag: true,
      list: ['a', 'b"c'],
      moment,
      nothing: null,
      id: '00000000-0000-7000-8000-000000000001',
    },
  ];
  expect(await readRows(db, statement)).toEqual(expected);
  expect(await db.$queryRaw(statement)).toEqual(expected);
  expect(await db.$transaction((tx) => readRows(tx, statement))).toEqual(expected);
  // Once more, now that it is prepared.
  expect(await readRows(db, statement)).toEqual(expected);
});

test('what is read in a transaction is what the transaction has written', async () => {
  const url = await makeDatabase();
  await query(url, 'CREATE TABLE entry (id int)');
  await using opened = openDatabase(url);
  const seen = await opened.db.$transaction(async (tx) => {
    await tx.$executeRaw`INSERT INTO entry VALUES (${1})`;
    return [
      await readRows(tx, Prisma.sql`SELECT id FROM entry`),
      await readRows(opened.db, Prisma.sql`SELECT id FROM entry`),
    ];
  });
  expect(seen).toEqual([[{ id: 1 }], []]);
});
