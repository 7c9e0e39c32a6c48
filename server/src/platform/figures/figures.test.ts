import { expect, test } from 'vitest';
import { events } from '@hybrid/contracts';
import { topicOf } from '@hybrid/contracts/kernel';
import { type Host, runDue, startHost } from '../../../test/host.ts';
import { callMutation, callQuery } from '../../../test/wire.ts';
import { chartTimes } from '../admin/chart-axis.ts';
import { news } from '../../../test/subject.ts';
import { keepUsage } from '../calls/keep-usage.ts';
import { rollUpUsage } from '../calls/roll-up-usage.ts';
import { announce } from '../events/announce.ts';
import { enqueue } from '../jobs/enqueue.ts';
import { allProcedures, readCallFigures } from './call-figures.ts';
import { quantileOf } from './latency.ts';
import { keepState, nameProcess } from './process-state.ts';
import { purgeFigures } from './purge-figures.ts';
import { readProcesses, readStreamFigures } from './stream-figures.ts';

const dayMs = 86_400_000;
const notification = {
  id: '01a2044e-4978-7480-bedc-372bcd4fc073',
  createdAt: new Date(),
  readAt: null,
  ...news.sample,
};
const lastHour = () => chartTimes(new Date(), { stepMs: 300_000, count: 12 });

async function run(host: Host, job: typeof rollUpUsage, days = 0): Promise<void> {
  await host.db.$transaction((tx) => enqueue(tx, job, {}));
  const now = () => new Date(Date.now() + days * dayMs);
  await runDue({ ...host.services, now }, host.databaseUrl, [job]);
  expect(await host.db.jobRun.count({ where: { outcome: 'failed' } })).toBe(0);
}

function sumOf(figures: readonly { calls: number; errors: number }[]): readonly [calls: number, errors: number] {
  const add = (of: 'calls' | 'errors') => figures.reduce((sum, figure) => sum + figure[of], 0);
  return [add('calls'), add('errors')];
}

test('calls are told by five minutes and procedure and for all together, the same before and after they are added up', async () => {
  const host = await startHost();
  for (let count = 0; count < 3; count += 1) await callQuery(host.url, 'accounts.me', {});
  await callQuery(host.url, 'accounts.current', {});
  await keepUsage(host.services);

  const told = async () => {
    const [all, me] = await Promise.all(
      [allProcedures, 'accounts.me'].map((procedure) => readCallFigures(host.db, procedure, lastHour())),
    );
    return [sumOf(all ?? []), sumOf(me ?? [])];
  };
  expect(await told()).toEqual([
    [4, 1],
    [3, 0],
  ]);
  await run(host, rollUpUsage);
  expect(await host.db.contractUseBatch.count()).toBe(0);
  expect(await told()).toEqual([
    [4, 1],
    [3, 0],
  ]);
  const [first] = (await readCallFigures(host.db, 'accounts.me', lastHour())).filter(({ calls }) => calls > 0);
  expect(quantileOf(first?.latency ?? {}, 0.5)).toBeGreaterThan(0);

  // By five minutes it is kept for two days, by the day for as long as the contract's use is.
  await run(host, rollUpUsage, 3);
  expect(await host.db.callFigure.count()).toBe(0);
  const [day] = await host.db.contractUse.findMany({ where: { procedure: 'accounts.me' } });
  expect(Object.keys(Object(day?.latency)).length).toBeGreaterThan(0);
});

test('a process says what it holds open, who hears most, what it published and how long that took', async () => {
  const host = await startHost();
  const { id: userId } = await host.signUp('ada');
  const name = nameProcess({ role: 'all', version: '1.2.3', now: host.services.now });
  const topic = topicOf(events.notificationCreated, { userId });
  const leaving = new AbortController();
  const heard = host.services.hub.listen(topic, null, leaving.signal);
  await heard.next();
  await host.db.$transaction((tx) => announce(tx, events.notificationCreated, { userId, notification }));
  const next = heard.next();
  await host.runJobs();
  await next;

  await keepState(host.services, name);
  const [process] = await readProcesses(host.db, new Date());
  expect(process).toMatchObject({ id: name.id, role: 'all', version: '1.2.3', topics: 1, listeners: 1 });
  expect(process?.audiences).toEqual([{ topic, count: 1 }]);
  const told = (await readStreamFigures(host.db, lastHour())).find(({ listeners }) => listeners !== null);
  expect(told).toMatchObject({ listeners: 1, resets: 1, deliveries: 1, published: 1 });
  expect(quantileOf(told?.lag ?? {}, 0.5)).not.toBeNull();
  leaving.abort();

  // It is not there any more once it has said nothing for a while.
  expect(await readProcesses(host.db, new Date(Date.now() + 60_000))).toEqual([]);
});

test('two processes that stand beside each other are added, and of two moments the greater is told; so are days that are over', async () => {
  const host = await startHost();
  const noon = new Date(new Date(Date.now() - 4 * dayMs).toISOString().slice(0, 10));
  const row = (minutes: number, process: string, streams: number) => ({
    at: new Date(noon.getTime() + minutes * 60_000),
    process,
    streams,
    topics: 1,
    listeners: streams,
    deliveries: 10n,
    resets: 1n,
    published: 5n,
    lag: { 20: 5 },
  });
  await host.db.streamFigure.createMany({ data: [row(0, 'a', 3), row(0, 'b', 4), row(5, 'a', 6)] });
  await run(host, purgeFigures);
  await run(host, purgeFigures);
  const days = await host.db.streamFigure.findMany();
  expect(days).toMatchObject([{ at: noon, process: '', streams: 7, deliveries: 30n, resets: 3n, lag: { 20: 15 } }]);
});

test('what a call changed, how it failed and that it was slow is remembered; of queries that went well, one in a hundred', async () => {
  const host = await startHost();
  const { token, id } = await host.signUp('ada');
  const headers = { authorization: `Bearer ${token}`, 'hybrid-client': 'spa/1.4.0' };
  for (let count = 0; count < 50; count += 1) await callQuery(host.url, 'accounts.me', { headers });
  await callMutation(host.url, 'accounts.updateSettings', { input: { bio: 'Numbers.' }, headers });
  await callQuery(host.url, 'accounts.current', {});
  const notes = host.services.usage.notes.take();
  expect(
    notes.map(({ procedure, status, error, userId, client }) => [procedure, status, error, userId, client]),
  ).toEqual([
    ['accounts.me', 200, null, id, 'spa'],
    ['accounts.updateSettings', 200, null, id, 'spa'],
    ['accounts.current', 401, 'UNAUTHORIZED', null, expect.any(String)],
  ]);
});
