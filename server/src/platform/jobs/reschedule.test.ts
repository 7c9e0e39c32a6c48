import { expect, test } from 'vitest';
import { z } from 'zod';
import { type Host, runDue, startHost } from '../../../test/host.ts';
import { createVisitor, type Visitor } from '../../../test/visitor.ts';
import { enqueue } from './enqueue.ts';
import { job } from './job.ts';

const talk = { name: 'tests.talk', payload: z.object({ text: z.string() }), attempts: 3 };
const dayMs = 86_400_000;

async function visitorOf(host: Host, name: string, role: 'operator' | 'admin' = 'operator'): Promise<Visitor> {
  const visitor = createVisitor(host.url);
  await visitor.signIn((await host.signUp(name, role)).email);
  return visitor;
}

/** A job that is due in a while, somebody who puts it off, and where it is due then. */
async function startWithJob(runAt = new Date(Date.now() + dayMs)) {
  const host = await startHost();
  const ada = await visitorOf(host, 'ada');
  const id = await host.db.$transaction((tx) => enqueue(tx, talk, { text: 'x' }, { runAt }));
  const page = `/admin/jobs/${id}`;
  return {
    host,
    ada,
    id,
    page,
    runAt,
    async due() {
      const [row] = await host.db.$queryRaw<{ at: Date }[]>`SELECT run_at AS at FROM graphile_worker._private_jobs`;
      return row?.at;
    },
    /** Puts it to a moment some days from now, and tells where the notice has its button; null where it has none. */
    async putOff(days: number, visitor = ada) {
      await visitor.post(`${page}/reschedule`, { at: momentIn(days) });
      const { html } = await visitor.get(page);
      return (
        /class="notice"[^]*?<form method="post" action="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? null
      );
    },
    /** What is said by the page that a button, or its address, leads to. */
    async said(path: string | null, way: 'post' | 'get' = 'post') {
      const { status, headers } = await ada[way](String(path));
      expect(status).toBe(303);
      const at = String(headers.get('location'));
      const shown = await ada.get(at);
      expect(shown.status).toBe(200);
      return { at, text: /<p role="status">(?:<svg[^]*?<\/svg>)?([^<]*)/.exec(shown.html)?.[1]?.trim() };
    },
  };
}

function momentIn(days: number): string {
  return new Date(Date.now() + days * dayMs).toISOString().slice(0, 16);
}

test('a job that was put off is due again when it was before, from the notice, unless it was put elsewhere since', async () => {
  const { host, page, id, runAt, due, putOff, said } = await startWithJob();
  const undo = await putOff(30);
  expect((await said(undo)).text).toMatch(/as it was.$/);
  expect(await due()).toEqual(runAt);
  expect((await said(undo)).text).toBe('Not undone: it was put elsewhere since by you.');

  const old = await putOff(30);
  const bea = await visitorOf(host, 'bea');
  // To the same minute: it is hers now.
  for (const days of [31, 30]) {
    await putOff(days, bea);
    const put = await due();
    for (const way of ['post', 'get'] as const) {
      expect(await said(old, way)).toEqual({ at: page, text: 'Not undone: it was put elsewhere since by bea.' });
    }
    expect(await due()).toEqual(put);
  }
  const lines = await host.db.auditLog.findMany({ where: { target: `job:${id}` } });
  expect(lines.map(({ action }) => action)).toEqual(Array.from({ length: 5 }, () => 'jobs.rescheduled'));

  // What has failed for good was not due: one more attempt is no matter of the time alone.
  await host.db.$executeRaw`UPDATE graphile_worker._private_jobs SET attempts = max_attempts`;
  expect(await putOff(30)).toBeNull();
});

test('what was put before all others is not taken back to its old time, also where it was due at once already', async () => {
  const { host, page, due, putOff, said } = await startWithJob();
  const undo = await putOff(-1);
  const put = await due();
  const bea = await visitorOf(host, 'bea');
  await bea.post(`${page}/run`);
  expect(await due()).toEqual(put);
  expect((await said(undo)).text).toBe('Not undone: it was put before all others since by bea.');
  expect(await due()).toEqual(put);

  // The same by hand, of which no line tells.
  const again = await putOff(-2);
  await host.db.$executeRaw`UPDATE graphile_worker._private_jobs SET priority = 5`;
  expect((await said(again)).text).toBe('Not undone: it is due at another time since.');
});

test('what has begun since is not taken back, and it is said whether it goes on or is done', async () => {
  const { host, page, due, putOff, said } = await startWithJob();
  const undo = await putOff(-1);
  const put = await due();
  const failing = job({ ...talk, run: () => Promise.reject(new Error('It is broken.')) });
  await runDue(host.services, host.databaseUrl, [failing]);
  // As where it is due when it was put to all the same.
  await host.db.$executeRaw`UPDATE graphile_worker._private_jobs SET run_at = ${put}`;
  for (const way of ['post', 'get'] as const) {
    expect(await said(undo, way)).toEqual({ at: page, text: 'Not undone: it has begun since.' });
  }
  expect(await due()).toEqual(put);
  await runDue(host.services, host.databaseUrl, [job({ ...talk, run: async () => undefined })]);
  expect(await said(undo)).toEqual({ at: page, text: 'Not undone: it has begun since, and is done.' });
});

test('of a job that was cancelled or deleted since it is said by whom, on a page that is there', async () => {
  const cancelled = await startWithJob();
  const undo = await cancelled.putOff(30);
  await (await visitorOf(cancelled.host, 'bea')).post(`${cancelled.page}/cancel`);
  expect(await cancelled.said(undo)).toEqual({
    at: cancelled.page,
    text: 'Not undone: it was cancelled since by bea.',
  });

  const deleted = await startWithJob();
  const late = await deleted.putOff(30);
  await (await visitorOf(deleted.host, 'bea', 'admin')).post(`${deleted.page}/delete`);
  for (const way of ['post', 'get'] as const) {
    expect(await deleted.said(late, way)).toEqual({
      at: '/admin/jobs',
      text: 'Not undone: it was deleted since by bea.',
    });
  }
});

test('no button leads back to where no job may be put', async () => {
  const { putOff, due, host, page } = await startWithJob(new Date(Date.now() + 400 * dayMs));
  const runAt = await due();
  expect(await putOff(30)).toBeNull();
  const put = await due();
  const { id } = await host.db.auditLog.findFirstOrThrow({ where: { action: 'jobs.rescheduled' } });
  const ada = await visitorOf(host, 'ada2');
  await ada.post(`${page}/reschedule?undo=${id}`);
  expect((await ada.get(page)).html).toContain('Not undone: it was due more than a year from now.');
  expect(await due()).toEqual(put);
  expect(put).not.toEqual(runAt);
});

test('whoever comes to the address that takes it back is asked, and a line of another job takes nothing back', async () => {
  const { host, ada, page, runAt, due, putOff, said } = await startWithJob();
  const undo = String(await putOff(30));
  const put = await due();
  const asked = await ada.get(undo);
  expect(asked.status).toBe(200);
  expect(asked.html).toContain(`action="${undo}"`);
  for (const at of [runAt, put]) expect(asked.html).toContain(at?.toISOString().slice(0, 16).replace('T', ' '));
  expect(await due()).toEqual(put);
  const other = await host.db.$transaction((tx) => enqueue(tx, talk, { text: 'y' }));
  const wrong = undo.replace(page, `/admin/jobs/${other}`);
  expect((await said(wrong)).text).toContain('nothing of this job can be taken back');
  expect((await said(undo)).at).toBe(page);
});
