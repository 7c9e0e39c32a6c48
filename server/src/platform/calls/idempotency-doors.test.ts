import { randomUUID } from 'node:crypto';
import { contractFacts } from '@hybrid/contracts/facts';
import { expect, test, vi } from 'vitest';
import { cloneDatabase } from '../../../test/database.ts';
import { startHost } from '../../../test/host.ts';
import { send } from '../../../test/keyed-call.ts';
import { answering, startProcess } from '../../../test/process.ts';
import { withAdmin } from '../../../test/services.ts';
import { keyedWrites, write } from '../../../test/subject.ts';
import { callMutation } from '../../../test/wire.ts';

async function start() {
  const host = await startHost();
  return { host, ada: await host.signUp('Ada') };
}

test('a process that is killed in the middle of a write leaves nothing of it, and another carries it out once', async () => {
  const databaseUrl = await cloneDatabase();
  const [doomed, other] = [
    await startProcess({ DATABASE_URL: databaseUrl }),
    await startProcess({ DATABASE_URL: databaseUrl }),
  ];
  await Promise.all([answering(doomed, '/_status/ready'), answering(other, '/_status/ready')]);
  const person = { username: 'ada', email: 'ada@example.com', password: 'correct horse battery' };
  const { token } = (await callMutation(other.url, 'accounts.register', { input: person })).data as { token: string };
  const call = { key: randomUUID(), name: write.name, input: write.input };
  // By what it holds: of a long statement Postgres tells the beginning, and schedules ask for jobs at this moment as well.
  const waiting = `SELECT FROM pg_stat_activity JOIN pg_locks USING (pid)
    WHERE wait_event_type = 'Lock' AND relation = '${write.table}'::regclass AND mode = 'RowExclusiveLock' AND granted`;
  // Not by the connection of the transaction below, which sees the same picture for as long as it lasts.
  const isWriting = () => withAdmin(databaseUrl, async (client) => (await client.query(waiting)).rowCount);
  await withAdmin(databaseUrl, async (client) => {
    // It writes its row, and waits to put the job beside it.
    await client.query('BEGIN; LOCK TABLE graphile_worker._private_jobs IN EXCLUSIVE MODE');
    const lost = send(doomed.url, { token }, call).catch(() => 'lost');
    await vi.waitFor(async () => expect(await isWriting()).toBe(1), 10_000);
    expect((await send(other.url, { token }, call)).error).toBe('IDEMPOTENCY_CONFLICT');
    doomed.child.kill('SIGKILL');
    expect(await lost).toBe('lost');
    await client.query('ROLLBACK');
    await vi.waitFor(async () => expect((await send(other.url, { token }, call)).status).toBe(200), 10_000);
    expect((await send(other.url, { token }, call)).status).toBe(200);
    expect((await client.query(`SELECT FROM ${write.table}`)).rowCount).toBe(1);
  });
});

test('over plain HTTP the key means the same', async () => {
  const { host, ada } = await start();
  const post = (body: object, key: string) =>
    fetch(`${host.url}/api${write.rest.path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Token ${ada.token}`, 'idempotency-key': key },
      body: JSON.stringify(write.rest.bodyOf(body)),
    });
  const key = randomUUID();
  const [first, again] = [await post(write.input, key), await post(write.input, key)];
  expect([first.status, again.status]).toEqual([201, 201]);
  expect(await again.json()).toEqual(await first.json());
  const other = await post(write.changed, key);
  expect([other.status, await other.json()]).toEqual([
    422,
    expect.objectContaining({
      code: 'IDEMPOTENCY_CONFLICT',
      errors: { request: ['This was sent before under the same key, with something else in it.'] },
    }),
  ]);
  expect(await write.count(host.db)).toBe(1);
});

test.each([
  ['a batch of two', `${write.name},${write.name}?batch=1`, { 0: write.input, 1: write.input }],
  ['a batch of one', `${write.name}?batch=1`, { 0: write.input }],
])('the key is refused on %s, of which nobody could say which call it names', async (_, path, body) => {
  const { host, ada } = await start();
  const answer = await fetch(`${host.url}/api/trpc/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${ada.token}`, 'idempotency-key': 'a' },
    body: JSON.stringify(body),
  });
  const told = [JSON.parse(await answer.text())].flat();
  expect(told[0]).toMatchObject({
    error: {
      data: {
        error: {
          name: 'INVALID_INPUT',
          data: { fields: { 'idempotency-key': ['belongs to one call: send it without a batch'] } },
        },
      },
    },
  });
  expect(answer.status).toBe(422);
  expect(await write.count(host.db)).toBe(0);
});

test.each(['', 'a b', 'x'.repeat(256), 'schlüssel'])('%j is no key, and says what would be one', async (key) => {
  const { host, ada } = await start();
  // As it would travel: header values are bytes.
  const bytes = Buffer.from(key, 'utf8').toString('latin1');
  const answer = await send(host.url, ada, { key: bytes, name: write.name, input: write.input });
  expect(answer).toMatchObject({ status: 422, error: 'INVALID_INPUT' });
  expect(answer.text).toContain('must be 1 to 255 visible ASCII characters');
});

test('a key on a read, or on a write that is not carried out once, changes nothing', async () => {
  const { host, ada } = await start();
  const headers = { authorization: `Bearer ${ada.token}`, 'idempotency-key': 'k' };
  for (const bio of ['One.', 'Two.']) {
    await callMutation(host.url, 'accounts.updateSettings', { input: { bio }, headers });
    expect(await ada.api.accounts.me.query()).toMatchObject({ bio });
  }
  expect(await host.db.idempotentAnswer.count()).toBe(0);
});

test('every write of the product that is carried out once survives twice the same call, and leaves one effect', async () => {
  const { host, ada } = await start();
  const calls = await keyedWrites(host, [ada, await host.signUp('Grace')]);
  expect(calls.map(([name]) => name).toSorted()).toEqual(contractFacts.idempotent);
  for (const [name, input, count] of calls) {
    const key = randomUUID();
    const [first, again] = [
      await send(host.url, ada, { key, name, input }),
      await send(host.url, ada, { key, name, input }),
    ];
    expect({ name, status: first.status }).toEqual({ name, status: 200 });
    expect(again.data, name).toEqual(first.data);
    expect(await count(), name).toBe(1);
  }
});
