import { randomUUID } from 'node:crypto';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startHost } from '../../../test/host.ts';
import { createVisitor } from '../../../test/visitor.ts';
import { callQuery } from '../../../test/wire.ts';
import { keepUsage } from '../calls/keep-usage.ts';
import { keepState, nameProcess } from '../figures/process-state.ts';
import { type Health, readHealth } from './health.ts';
import { remember } from './remember.ts';

const hostState = (list: readonly Health[]) =>
  Object.fromEntries(list.map(({ name, mark, word }) => [name, [mark, word]]));

test('health tells by a sign and a word what is well and what is not, and says in a sentence what follows from it', async () => {
  const host = await startHost();
  const { services } = host;
  const guard = () => null;
  const status = {
    services,
    version: '1',
    client: null,
    isMigrated: async () => false,
    isWorkerRunning: null,
    isDraining: () => false,
    guard,
  };
  const before = await readHealth(services, { status, hasMailServer: true });
  expect(hostState(before)).toEqual({
    Database: ['ok', 'ok'],
    Migrations: ['bad', 'failed'],
    Worker: ['bad', 'failed'],
    Redis: ['ok', 'ok'],
    Mail: ['ok', 'ok'],
  });
  expect(before.find(({ name }) => name === 'Worker')?.words).toContain('ROLE=all or worker');

  const about = { host: 'h', pid: 1, queue: 'default', names: [] };
  await host.db.jobWorker.create({ data: { id: 'pool', ...about } });
  const late = { template: 't', to: 'a@example.com', createdAt: new Date(Date.now() - 1_200_000) };
  await host.db.mail.create({ data: { ...late, key: '1' } });
  const well = { ...status, isMigrated: async () => true, services: { ...services, redis: null } };
  const degraded = hostState(await readHealth(services, { status: well, hasMailServer: false }));
  expect(degraded).toMatchObject({
    Migrations: ['ok', 'ok'],
    Worker: ['ok', 'ok'],
    Redis: ['idle', 'off'],
    Mail: ['busy', 'degraded'],
  });
  await host.db.mail.create({ data: { ...late, key: '2', state: 'failed' } });
  expect(hostState(await readHealth(services, { status: well, hasMailServer: true }))['Mail']).toEqual([
    'bad',
    'failed',
  ]);
});

test('the first page tells of the last minutes and draws the last day, of all processes', async () => {
  const host = await startHost();
  const visitor = createVisitor(host.url);
  await visitor.signIn((await host.signUp('vi', 'viewer')).email);
  for (let count = 0; count < 5; count += 1) await callQuery(host.url, 'accounts.me', {});
  await callQuery(host.url, 'accounts.current', {});
  await keepUsage(host.services);
  const [endedAt, ran] = [new Date(), { jobId: '7', name: 'tests.job', attempt: 1 }];
  const count = { name: 'tests.job', at: endedAt.getTime(), succeeded: 3, failed: 1, lost: 1, waits: {}, runs: {} };
  await host.db.jobFigureBatch.create({ data: { id: randomUUID(), counts: [count] } });
  await host.db.jobRun.create({ data: { ...ran, queuedAt: endedAt, startedAt: endedAt } });
  for (const version of ['1', '2']) {
    await keepState(host.services, nameProcess({ role: 'all', version, now: host.services.now }));
  }

  const { html } = await visitor.get('/admin');
  const figure = (label: string) => new RegExp(`${label}</a></dt><dd>([^<]*)`).exec(html)?.[1];
  expect(figure('Calls')).toBe('6');
  expect(figure('Refused or failed')).toBe('1');
  expect(figure('Processes')).toBe('2');
  expect(html).toMatch(/<section class="chart" id="calls-count"[\s\S]*answered 5, refused or failed 1<\/title>/);
  expect(Number(figure('Streams'))).toBe(0);
  expect(html).toMatch(/<dt>p95, ms<\/dt><dd>\d/);
  expect(html).toMatch(/id="runs-chart"[\s\S]*?succeeded 3, failed 2<\/title>/);
  expect(html).toMatch(/Open at a time, the most of each half hour/);
  // When it began: relative, and exact where one points at it.
  const exact = endedAt.toISOString().slice(0, 19).replace('T', ' ');
  expect(html).toMatch(
    new RegExp(`<time class="ago" datetime="[^"]+" title="${exact} UTC">(?:just now|\\d+ s ago)</time>`),
  );
  expect(html).toMatch(/Sign-ups in each half hour[\s\S]*in all 1<\/title>/);
});

test('what was read a moment ago is not read again, nor twice at once; a little later it is read while what is known is told', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const answers = [Promise.reject(new Error('away')), Promise.resolve(1), Promise.resolve(2), Promise.resolve(3)];
  const read = remember(1000, () => answers.shift() ?? Promise.resolve(0));
  await expect(read()).rejects.toThrow('away');
  expect(await Promise.all([read(), read()])).toEqual([1, 1]);
  vi.advanceTimersByTime(999);
  expect(await read()).toBe(1);
  vi.advanceTimersByTime(1);
  expect(await read()).toBe(1);
  expect(await read()).toBe(2);
  // What is older than that tells nobody anything.
  vi.advanceTimersByTime(3001);
  expect(await read()).toBe(3);
});
