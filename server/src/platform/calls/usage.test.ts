import { expect, test } from 'vitest';
import { type Host, runDue, startHost } from '../../../test/host.ts';
import { callMutation, callQuery } from '../../../test/wire.ts';
import { enqueue } from '../jobs/enqueue.ts';
import { keepUsage } from './keep-usage.ts';
import type { ContractUsage } from './read-usage.ts';
import { rollUpUsage } from './roll-up-usage.ts';

const spa = { 'hybrid-client': 'spa/1.4.0' };
const dayMs = 86_400_000;

async function usageOf(host: Host, query = '', headers: Record<string, string> = {}) {
  const answer = await fetch(`${host.url}/_status/contract-usage${query}`, { headers });
  return { status: answer.status, usage: (await answer.json()) as ContractUsage };
}

async function rollUp(host: Host, days = 0): Promise<void> {
  await host.db.$transaction((tx) => enqueue(tx, rollUpUsage, {}));
  const now = () => new Date(Date.now() + days * dayMs);
  await runDue({ ...host.services, now }, host.databaseUrl, [rollUpUsage]);
  expect(await host.db.jobRun.count({ where: { outcome: 'failed' } })).toBe(0);
}

test('calls are counted by procedure, client and version, refused ones too, whatever door they came by', async () => {
  const host = await startHost();
  const stream = new AbortController();
  await callQuery(host.url, 'accounts.me', { headers: spa });
  await callQuery(host.url, 'accounts.me', { headers: spa });
  await callQuery(host.url, 'accounts.me', { headers: { 'hybrid-client': 'spa/1.3.0' } });
  await callQuery(host.url, 'accounts.current', { headers: spa });
  await callQuery(host.url, 'notifications.settings', { headers: spa });
  await fetch(`${host.url}/api/user`, { headers: { 'user-agent': 'curl/8.5.0' } });
  await fetch(`${host.url}/api/user`, { headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Gecko' } });
  await fetch(`${host.url}/api/trpc/notifications.stream?client=spa/1.4.0`, { signal: stream.signal });
  stream.abort();

  const { usage } = await usageOf(host);
  const counted = Object.entries(usage.procedures).map(([name, { clients }]) => [
    name,
    clients
      .map((client) => `${client.name} ${client.version}: ${client.calls} calls, ${client.errors} errors`)
      .toSorted(),
  ]);
  expect(Object.fromEntries(counted)).toEqual({
    'accounts.current': [
      'browser : 1 calls, 1 errors',
      'curl 8.5.0: 1 calls, 1 errors',
      'spa 1.4.0: 1 calls, 1 errors',
    ],
    'accounts.me': ['spa 1.3.0: 1 calls, 0 errors', 'spa 1.4.0: 2 calls, 0 errors'],
    'notifications.settings': ['spa 1.4.0: 1 calls, 1 errors'],
    'notifications.stream': ['spa 1.4.0: 1 calls, 1 errors'],
  });
  const [client] = usage.procedures['notifications.settings']?.clients ?? [];
  expect(client?.errorShare).toBe(1);
  expect(Date.now() - Date.parse(client?.lastSeenAt ?? '')).toBeLessThan(60_000);
});

test('of the calls that are looked into it is known which optional fields they sent', async () => {
  const host = await startHost();
  const { token } = await host.signUp('Ada');
  const headers = { ...spa, authorization: `Bearer ${token}` };
  // The first call of a client is looked into, and then every sixteenth.
  for (let count = 0; count < 17; count += 1)
    await callMutation(host.url, 'accounts.updateSettings', { input: { bio: 'Numbers.' }, headers });
  const { sampled, fields } = (await usageOf(host)).usage.procedures['accounts.updateSettings'] ?? {};
  expect(sampled).toBe(2);
  expect(fields).toEqual({ bio: { calls: 2, lastSeenAt: expect.stringMatching(/^\d{4}-.*Z$/) } });
});

test('what was counted is added to its day, once, however many processes and however often', async () => {
  const host = await startHost();
  const call = () => callQuery(host.url, 'accounts.me', { headers: spa });
  for (let round = 0; round < 3; round += 1) {
    await call();
    await keepUsage(host.services);
  }
  expect(await host.db.contractUseBatch.count()).toBe(3);
  await Promise.all([rollUp(host), rollUp(host)]);
  await call();
  await keepUsage(host.services);
  await rollUp(host);
  expect(await host.db.contractUseBatch.count()).toBe(0);
  expect(await host.db.contractUse.findMany()).toMatchObject([
    { procedure: 'accounts.me', client: 'spa', version: '1.4.0', calls: 4n, errors: 0n },
  ]);
  expect((await usageOf(host)).usage.procedures['accounts.me']?.clients).toMatchObject([{ calls: 4 }]);

  const tomorrow = new Date(Date.now() + dayMs).toISOString().slice(0, 10);
  expect((await usageOf(host, `?since=${tomorrow}`)).usage.procedures).toEqual({});
  await rollUp(host, 402);
  expect(await host.db.contractUse.count()).toBe(0);
});

test('a day knows a thousand clients: whoever comes after them is counted as one, and those it knows go on', async () => {
  const host = await startHost();
  const call = (name: string) =>
    host.services.usage.failed({ name: 'accounts.me', client: { name, version: '', contract: null } });
  call('known');
  for (const round of [0, 1]) {
    for (let index = 0; index < 700; index += 1) call(`c${round}-${index}`);
    call('known');
    await keepUsage(host.services);
    await rollUp(host);
  }
  expect(await host.db.contractUse.count()).toBe(1001);
  const where = { client: { in: ['known', 'others'] } };
  expect(await host.db.contractUse.findMany({ where, orderBy: { client: 'asc' } })).toMatchObject([
    { client: 'known', calls: 3n },
    { client: 'others', calls: 401n },
  ]);
});

test('while the database is away nothing that was counted is lost', async () => {
  const host = await startHost();
  await callQuery(host.url, 'accounts.me', { headers: spa });
  await host.db.$executeRaw`ALTER TABLE contract_use_batch RENAME TO away`;
  await keepUsage(host.services);
  await callQuery(host.url, 'accounts.me', { headers: spa });
  await host.db.$executeRaw`ALTER TABLE away RENAME TO contract_use_batch`;
  expect((await usageOf(host)).usage.procedures['accounts.me']?.clients).toMatchObject([{ calls: 2 }]);
  expect(host.logged.join('\n')).toContain('could not be written down');
});

test('a client that makes up names is counted, and fills neither memory nor log with them', async () => {
  const host = await startHost();
  const names = ['<script>', 'a'.repeat(300), 'ok/1 2', '../x', '💥', ''];
  for (const name of names) {
    const header = Buffer.from(name, 'utf8').toString('latin1');
    await callQuery(host.url, 'accounts.me', { headers: { 'hybrid-client': header, 'user-agent': 'node' } });
  }
  expect((await usageOf(host)).usage.procedures['accounts.me']?.clients).toMatchObject([
    { name: 'node', version: '', calls: names.length },
  ]);
  for (let index = 0; index < 5100; index += 1) {
    host.services.usage.failed({ name: 'accounts.me', client: { name: `c${index}`, version: '', contract: null } });
  }
  expect(host.services.usage.take().length).toBeLessThanOrEqual(5002);
});

test('who calls what is told to whoever shows the token, and to everybody only on a laptop', async () => {
  const token = 'a-status-token-of-length';
  const guarded = await startHost({ env: { STATUS_TOKEN: token } });
  expect(await usageOf(guarded)).toMatchObject({ status: 401, usage: { error: expect.stringContaining('Bearer') } });
  expect((await usageOf(guarded, '', { authorization: 'Bearer wrong' })).status).toBe(401);
  expect((await usageOf(guarded, '', { authorization: `Bearer ${token}` })).status).toBe(200);

  const open = await startHost();
  expect((await usageOf(open)).status).toBe(200);
  expect(await usageOf(open, '?since=yesterday')).toMatchObject({
    status: 400,
    usage: { error: '`since` has to be a day, such as 2026-11-01.' },
  });

  const production = { PUBLIC_URL: 'https://conduit.example', SMTP_URL: 'smtp://127.0.0.1:1' };
  const closed = await startHost({ env: production });
  expect(await usageOf(closed)).toMatchObject({ status: 401, usage: { error: expect.stringContaining('not set') } });
});
