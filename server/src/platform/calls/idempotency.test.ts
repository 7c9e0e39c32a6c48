import { randomUUID } from 'node:crypto';
import { contract, mutation } from '@hybrid/contracts/kernel';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { runDue, startHost } from '../../../test/host.ts';
import { send } from '../../../test/keyed-call.ts';
import { serveProcedures } from '../../../test/serve-procedures.ts';
import { withAdmin } from '../../../test/services.ts';
import { write } from '../../../test/subject.ts';
import { until } from '../../../test/until.ts';
import type { WireAnswer } from '../../../test/wire.ts';
import { enqueue } from '../jobs/enqueue.ts';
import { failure } from '../failure.ts';
import { type Handler, implement } from '../rpc/implement.ts';
import { purgeAnswers } from './purge-answers.ts';

async function start(env: Record<string, string> = {}) {
  const host = await startHost({ env });
  const ada = await host.signUp('Ada');
  const writeOne = (key: string, input: object = write.input, by = ada) =>
    send(host.url, by, { key, name: write.name, input });
  return { host, ada, writeOne };
}

/** A write of the tests' own, which fails where they want it to. */
const notes = contract({
  add: mutation({
    access: 'user',
    input: z.object({ text: z.string() }),
    output: z.object({ id: z.number() }),
    errors: { FULL: { status: 409, message: 'There is no room.', data: z.object({ room: z.number() }) } },
    idempotent: true,
  }),
});
type Add = Handler<typeof notes.add>;
const notesOf = (add: Add) => implement(notes, { add }).procedures;

const refused = ({ status, error, text }: WireAnswer) => ({
  status,
  error,
  data: JSON.parse(text).error?.data.error.data as unknown,
});

test('a write that is sent again under its key is carried out once, and answered as the first time', async () => {
  const { host, writeOne } = await start();
  const key = randomUUID();
  const first = await writeOne(key);
  const again = await writeOne(key);
  expect([first.status, again.status]).toEqual([200, 200]);
  expect(again.data).toEqual(first.data);
  expect(await write.count(host.db)).toBe(1);
  // Jobs and events belong to the write: they are there once as well.
  await host.runJobs();
  expect(await host.db.jobRun.count({ where: { name: write.job } })).toBe(1);
});

test('the order of the fields is not another input, a changed field is, and that is refused with 422', async () => {
  const { host, writeOne } = await start();
  const key = randomUUID();
  await writeOne(key);
  expect((await writeOne(key, write.reordered)).status).toBe(200);
  expect(refused(await writeOne(key, write.changed))).toEqual({
    status: 422,
    error: 'IDEMPOTENCY_CONFLICT',
    data: { reason: 'other_input' },
  });
  expect(await write.count(host.db)).toBe(1);
});

test('a key counts for one person and one procedure', async () => {
  const { host, ada, writeOne } = await start();
  const grace = await host.signUp('Grace');
  const key = randomUUID();
  await writeOne(key);
  expect((await writeOne(key, write.changed, grace)).status).toBe(200);
  expect(await write.count(host.db)).toBe(2);
  const url = await serveProcedures(host.services, { notes: notesOf(() => ({ id: 7 })) });
  expect((await send(url, ada, { key, name: 'notes.add', input: { text: 'x' } })).data).toEqual({ id: 7 });
});

test('while a write is on its way its repetition is refused with 409, and answered once it is done', async () => {
  const { host, writeOne } = await start();
  const key = randomUUID();
  await withAdmin(host.databaseUrl, async (client) => {
    await client.query(`BEGIN; LOCK TABLE ${write.table} IN SHARE MODE`);
    const first = writeOne(key);
    const waiting = `SELECT FROM pg_locks WHERE NOT granted AND relation = '${write.table}'::regclass`;
    await until(async () => (await client.query(waiting)).rowCount === 1, 10_000);
    expect(refused(await writeOne(key))).toEqual({
      status: 409,
      error: 'IDEMPOTENCY_CONFLICT',
      data: { reason: 'in_flight' },
    });
    await client.query('COMMIT');
    expect((await writeOne(key)).data ?? (await first).data).toEqual((await first).data);
  });
  expect(await write.count(host.db)).toBe(1);
});

test('of twenty that arrive at once one is carried out, and the others are refused or answered like it', async () => {
  const { host, writeOne } = await start();
  const key = randomUUID();
  const answers = await Promise.all(Array.from({ length: 20 }, () => writeOne(key)));
  const told = answers.flatMap(({ data }) => (data === undefined ? [] : [JSON.stringify(data)]));
  expect(new Set(told).size).toBe(1);
  expect(answers.filter(({ status }) => status !== 200 && status !== 409)).toEqual([]);
  expect(await write.count(host.db)).toBe(1);
});

test('a declared failure is an answer: it is repeated, also when the write would succeed by then', async () => {
  const { host, ada } = await start();
  let isFull = true;
  const add = () => {
    if (isFull) throw failure(notes.add, 'FULL', { room: 0 });
    return { id: 1 };
  };
  const url = await serveProcedures(host.services, { notes: notesOf(add) });
  const call = { key: randomUUID(), name: 'notes.add', input: { text: 'Early.' } };
  expect((await send(url, ada, call)).error).toBe('FULL');
  isFull = false;
  const again = await send(url, ada, call);
  expect(refused(again)).toEqual({ status: 409, error: 'FULL', data: { room: 0 } });
  expect(JSON.parse(again.text).error.message).toBe('There is no room.');
  expect((await send(url, ada, { ...call, key: randomUUID() })).data).toEqual({ id: 1 });
});

test('input that is refused is no answer: put right, it is carried out under the same key', async () => {
  const { host, writeOne } = await start();
  const key = randomUUID();
  expect((await writeOne(key, write.invalid)).error).toBe('INVALID_INPUT');
  expect((await writeOne(key)).status).toBe(200);
  expect(await write.count(host.db)).toBe(1);
});

test('what was answered is answered again to somebody who may do no more of it, and counts for nothing', async () => {
  const { host, ada, writeOne } = await start({ RATE_LIMITS: 'on' });
  const key = randomUUID();
  const first = await writeOne(key);
  const spend = async (): Promise<void> =>
    host.services.limits
      .beforeCall(write.bucket, write.allowance, { userId: ada.id, address: '127.0.0.1' })
      .then(spend, () => undefined);
  await spend();
  expect((await writeOne(randomUUID())).error).toBe('TOO_MANY_REQUESTS');
  expect((await writeOne(key)).data).toEqual(first.data);
});

test('a bug undoes what the write had begun, is kept for nobody, and the repetition does it', async () => {
  const { host, ada } = await start();
  let attempts = 0;
  const add: Add = async ({ db, user }, { text }) => {
    attempts += 1;
    await db.user.update({ where: { id: user.id }, data: { bio: `${text} ${attempts}` } });
    if (attempts === 1) throw new Error('A bug.');
    if (attempts === 2) throw failure(notes.add, 'FULL', { room: 0 });
    return { id: attempts };
  };
  const url = await serveProcedures(host.services, { notes: notesOf(add) });
  const bio = async () => (await host.db.user.findUniqueOrThrow({ where: { id: ada.id } })).bio;
  const sendOne = (key: string) => send(url, ada, { key, name: 'notes.add', input: { text: 'try' } });
  const key = randomUUID();
  expect((await sendOne(key)).error).toBe('INTERNAL');
  expect(await bio()).toBeNull();
  expect((await sendOne(key)).error).toBe('FULL');
  expect(await bio()).toBeNull();
  expect((await sendOne(key)).error).toBe('FULL');
  expect(attempts).toBe(2);
  expect((await sendOne(randomUUID())).data).toEqual({ id: 3 });
  expect(await bio()).toBe('try 3');
});

test('after 24 hours a key is free again, and what was kept under it is removed', async () => {
  const { host, writeOne } = await start();
  const key = randomUUID();
  await writeOne(key);
  await host.db.idempotentAnswer.updateMany({ data: { at: new Date(Date.now() - 23 * 3_600_000) } });
  expect((await writeOne(key)).status).toBe(200);
  expect(await write.count(host.db)).toBe(1);
  await host.db.idempotentAnswer.updateMany({ data: { at: new Date(Date.now() - 25 * 3_600_000) } });
  expect((await writeOne(key, write.changed)).status).toBe(200);
  expect(await write.count(host.db)).toBe(2);

  await writeOne(randomUUID());
  await host.db.idempotentAnswer.updateMany({ where: { id: { not: '' } }, data: { at: new Date(0) } });
  await host.db.$transaction((tx) => enqueue(tx, purgeAnswers, {}));
  await runDue(host.services, host.databaseUrl, [purgeAnswers]);
  expect(await host.db.idempotentAnswer.count()).toBe(0);
});
