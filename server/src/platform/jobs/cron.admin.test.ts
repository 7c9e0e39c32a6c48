import { type CronItem, parseCronItems } from 'graphile-worker';
import { expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import { type Host, startHost } from '../../../test/host.ts';
import { createVisitor, type Visitor } from '../../../test/visitor.ts';
import { job } from './job.ts';
import { startJobs } from './runner.ts';
import { cronItems, minuteOf } from './schedule.ts';
import { WorkerSession } from './worker-session.ts';

async function startAs(role: 'viewer' | 'operator'): Promise<{ host: Host; visitor: Visitor }> {
  const host = await startHost();
  const visitor = createVisitor(host.url);
  await visitor.signIn((await host.signUp('vi', role)).email);
  return { host, visitor };
}

const soon = { timeout: 15_000 };
const path = '/admin/cron/jobs.purgeHistory';

/** The row of a schedule on the page, as text. */
async function rowOf(visitor: Visitor, name = 'jobs.purgeHistory'): Promise<string> {
  const { html } = await visitor.get('/admin/cron');
  const row = html.split('<tr>').find((one) => one.includes(`name=${name}"`)) ?? '';
  return row.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
}

test('each schedule is told in words and as it is written, with its next tick and how it went last', async () => {
  const { host, visitor } = await startAs('viewer');
  expect(await rowOf(visitor)).toMatch(/every day at 03:45 UTC 45 3 \* \* \* on in \d+ (?:h|min|s) never/);
  const at = new Date(Date.now() - 3_600_000);
  const run = { jobId: '77', name: 'jobs.purgeHistory', attempt: 2, queuedAt: at, startedAt: at, finishedAt: at };
  await host.db.jobRun.create({ data: { ...run, outcome: 'failed' } });
  expect(await rowOf(visitor)).toMatch(/1 h ago failed/);
  expect((await visitor.get('/admin/cron')).html).toContain('/admin/jobs/77#attempt-2');
  // Whoever only reads is shown no way to change it.
  expect(await rowOf(visitor)).not.toContain('Turn off');
});

test('a schedule is turned off and on, which is audited, and run at once, whether it is on or not', async () => {
  const { host, visitor } = await startAs('operator');
  expect((await visitor.get(`${path}/switch`)).html).toContain('left out for good');
  await visitor.post(`${path}/switch`, { act: 'off' });
  expect(await rowOf(visitor)).toMatch(/off since just now by vi – /);
  // Sent twice, it is done once.
  await visitor.post(`${path}/switch`, { act: 'off' });
  const ran = await visitor.post(`${path}/run`);
  const page = await visitor.get(String(ran.headers.get('location')));
  expect(page.html).toMatch(/by <a href="\/admin\/users\/[^"]+">vi<\/a>/);
  await host.runJobs();
  expect(await rowOf(visitor)).toMatch(/just now succeeded/);
  await visitor.post(`${path}/switch`, { act: 'on' });
  expect(await rowOf(visitor)).toMatch(/ on in /);
  const lines = await host.db.auditLog.findMany({ select: { action: true, target: true }, orderBy: { at: 'asc' } });
  expect(lines).toEqual(
    ['schedules.turnedOff', 'schedules.ran', 'schedules.turnedOn'].map((action) => ({
      action,
      target: 'schedule:jobs.purgeHistory',
    })),
  );
  expect((await visitor.get('/admin/cron/nobodys/switch')).status).toBe(404);
});

test('turning a schedule off and on is taken back from the notice, and what was so before is not', async () => {
  const { host, visitor } = await startAs('operator');
  const undoOf = async ({ headers }: { headers: Headers }) => {
    const { html } = await visitor.get(String(headers.get('location')));
    return /class="notice"[^]*?<form method="post" action="([^"]+)"/.exec(html)?.[1] ?? null;
  };
  const undo = await undoOf(await visitor.post(`${path}/switch`, { act: 'off' }));
  // The address alone changes nothing: it leads to the page that asks, whose form has the same address.
  expect((await visitor.get(String(undo))).html).toContain(`action="${undo}"`);
  expect(await host.db.jobScheduleOff.count()).toBe(1);
  expect(await undoOf(await visitor.post(`${path}/switch`, { act: 'off' }))).toBeNull();
  const redo = await undoOf(await visitor.post(String(undo)));
  expect(await host.db.jobScheduleOff.count()).toBe(0);
  await visitor.post(String(redo));
  expect(await host.db.jobScheduleOff.count()).toBe(1);
  const lines = await host.db.auditLog.findMany({ orderBy: { at: 'asc' } });
  expect(lines.map(({ action }) => action)).toEqual([
    'schedules.turnedOff',
    'schedules.turnedOn',
    'schedules.turnedOff',
  ]);
});

test('every worker hears within seconds that a schedule is off or on, and one that starts knows it from the beginning', async () => {
  const { host, visitor } = await startAs('operator');
  const sessions: WorkerSession[] = [];
  const open = async () => {
    const options = { databaseUrl: host.databaseUrl, log: host.services.log, ended: [], onOrders: () => undefined };
    const session = await WorkerSession.open(options);
    sessions.push(session);
    onTestFinished(() => session.close());
  };
  await open();
  await open();
  const offs = () => sessions.map(({ orders }) => orders.schedulesOff.has('jobs.purgeHistory'));
  await visitor.post(`${path}/switch`, { act: 'off' });
  await vi.waitFor(() => expect(offs()).toEqual([true, true]), soon);
  await open();
  expect(offs()).toEqual([true, true, true]);
  await visitor.post(`${path}/switch`, { act: 'on' });
  await vi.waitFor(() => expect(offs()).toEqual([false, false, false]), soon);
});

test('a tick that a schedule did not have while it was off is not made up for, and one that was missed otherwise is', async () => {
  const { host, visitor } = await startAs('operator');
  const { databaseUrl, services, db } = host;
  // It is known as a product that has run for a while knows it, and had ticks in the last minutes.
  const minutely = (name: string) =>
    job({ name, payload: z.object({}), cron: { line: '* * * * *', id: name }, run: async () => undefined });
  const jobs = [minutely('jobs.purgeHistory'), minutely('tests.missed')];
  for (const { name } of jobs) {
    await db.$executeRaw`
      INSERT INTO graphile_worker._private_known_crontabs (identifier, known_since, last_execution)
      VALUES (${name}, now() - interval '1 day', now() - interval '4 minutes')`;
  }
  await visitor.post(`${path}/switch`, { act: 'off' });
  await visitor.post(`${path}/switch`, { act: 'on' });
  const runner = await startJobs({ services, databaseUrl, jobs, concurrency: 1 });
  onTestFinished(() => runner.stop());
  await vi.waitFor(async () => {
    expect(await db.jobRun.count({ where: { name: 'tests.missed' } })).toBeGreaterThanOrEqual(2);
  }, soon);
  // At most that of a minute that has begun since.
  expect(await db.jobRun.count({ where: { name: 'jobs.purgeHistory' } })).toBeLessThanOrEqual(1);
});

test('the queue is given ticks of a schedule only where it is on', () => {
  const daily = job({ name: 'tests.tick', payload: z.object({}), cron: '0 4 * * *', run: async () => undefined });
  const ticks = (items: CronItem[]) =>
    parseCronItems(items).map(({ match }) => match(minuteOf(new Date('2026-11-28T04:00Z'))));
  expect(ticks(cronItems(daily, () => false))).toEqual([true]);
  expect(ticks(cronItems(daily, (id) => id === 'tests.tick'))).toEqual([false]);
});
