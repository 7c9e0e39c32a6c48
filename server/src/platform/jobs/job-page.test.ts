import { expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import { type Host, runDue, startHost } from '../../../test/host.ts';
import { createVisitor, type Visitor } from '../../../test/visitor.ts';
import { rememberUser, withRequestId } from '../request-scope.ts';
import { enqueue } from './enqueue.ts';
import { job, type JobContext } from './job.ts';
import { RunLog } from './run-log.ts';
import { startJobs } from './runner.ts';
import { shownPayload } from './shown-payload.ts';

const talk = { name: 'tests.talk', payload: z.object({ text: z.string() }), attempts: 1 };

async function visitorOf(host: Host, role: 'viewer' | 'operator' | 'admin'): Promise<Visitor> {
  const visitor = createVisitor(host.url);
  await visitor.signIn((await host.signUp(`one-${role}`, role)).email);
  return visitor;
}

/** Runs a job once, as somebody's request asked for it. */
async function runOnce(host: Host, run: (ctx: JobContext) => Promise<void>, userId = 'gone'): Promise<string> {
  const id = await withRequestId('the-request', () => {
    rememberUser(userId);
    return host.db.$transaction((tx) => enqueue(tx, talk, { text: 'x' }));
  });
  await runDue(host.services, host.databaseUrl, [job({ ...talk, run })]);
  return id;
}

test('what a job logged is kept with its attempt and shown with it, as far as somebody may see it', async () => {
  const host = await startHost();
  const id = await runOnce(host, async ({ log }) => {
    log.info({ to: 'lovelace@example.org', resetToken: 'abc123' }, 'Writing to lovelace@example.org.');
    log.debug('Not said at this level.');
    log.warn('It hesitates.');
    throw new Error('It is broken.');
  });
  const { log } = await host.db.jobRun.findFirstOrThrow();
  expect(log).toMatchObject({
    omitted: 0,
    lines: [
      { level: 'info', fields: { to: 'lovelace@example.org' } },
      { level: 'warn', text: 'It hesitates.' },
    ],
  });
  const { html } = await (await visitorOf(host, 'operator')).get(`/admin/jobs/${id}`);
  expect(html).toContain('Writing to lovelace@example.org.');
  expect(html).toContain('It hesitates.');
  expect(html).not.toContain('abc123');
  const viewed = (await (await visitorOf(host, 'viewer')).get(`/admin/jobs/${id}`)).html;
  expect(viewed).toContain('Writing to l…@example.org.');
  expect(viewed).not.toMatch(/lovelace|abc123/);
});

test('a job that has just left the queue has its page, though its history is written a moment later', async () => {
  const host = await startHost();
  const visitor = await visitorOf(host, 'viewer');
  const at = new Date();
  const asked = visitor.get('/admin/jobs/77');
  setTimeout(() => {
    const data = { jobId: '77', name: 'tests.quick', attempt: 1, outcome: 'succeeded' as const };
    void host.db.jobRun
      .create({ data: { ...data, queuedAt: at, startedAt: at, finishedAt: at } })
      .catch(() => undefined);
  }, 200);
  expect((await asked).html).toContain('tests.<wbr>quick');
  expect((await visitor.get('/admin/jobs/78')).status).toBe(404);
});

test('of a job that logs without end the first lines are kept and the last', () => {
  const log = new RunLog();
  for (let n = 1; n <= 5000; n += 1) log.add(JSON.stringify({ time: 't', level: 'info', msg: `line ${n}` }));
  const { lines, omitted } = log.kept();
  expect(lines).toHaveLength(200);
  expect([lines[0]?.text, lines[49]?.text, lines[50]?.text, lines[199]?.text]).toEqual([
    'line 1',
    'line 50',
    'line 4851',
    'line 5000',
  ]);
  expect(omitted).toBe(4800);
});

test('long lines are kept in part, and no more of them than has room', () => {
  const log = new RunLog();
  const line = JSON.stringify({ time: 't', level: 'info', msg: 'm'.repeat(30_000), data: 'd'.repeat(30_000) });
  for (let n = 0; n < 100; n += 1) log.add(line);
  const kept = log.kept();
  expect(kept.omitted).toBe(99);
  expect(JSON.stringify(kept).length).toBeLessThan(10_000);
});

test('a line that is cut is freed of secrets before that, as they are known by their names', async () => {
  const host = await startHost();
  const id = await runOnce(host, async ({ log }) => {
    log.info({ apiKey: 'k3y', at: [{ sessionToken: 'abc123' }], data: 'd'.repeat(30_000) }, 'Much is said.');
  });
  const [line] = ((await host.db.jobRun.findFirstOrThrow()).log as { lines: { fields: { cut: string } }[] }).lines;
  expect(line?.fields.cut).toHaveLength(4000);
  for (const role of ['viewer', 'admin'] as const) {
    const { html } = await (await visitorOf(host, role)).get(`/admin/jobs/${id}`);
    expect(html).toContain('Much is said.');
    expect(html).toContain('sessionToken');
    expect(html).not.toMatch(/k3y|abc123/);
  }
});

test('a line with any characters in it is written down, and what is logged while a job runs is seen while it runs', async () => {
  const host = await startHost();
  const said = Promise.withResolvers<void>();
  const end = Promise.withResolvers<void>();
  const run = async ({ log }: JobContext) => {
    log.info({ half: '\ud83d' }, 'a\0b');
    said.resolve();
    await end.promise;
  };
  const { services, databaseUrl } = host;
  const runner = await startJobs({ services, databaseUrl, jobs: [job({ ...talk, run })], concurrency: 1 });
  onTestFinished(() => runner.stop());
  await host.db.$transaction((tx) => enqueue(tx, talk, { text: 'x' }));
  await said.promise;
  await vi.waitFor(
    async () => {
      expect(await host.db.jobRun.findMany()).toMatchObject([
        { outcome: 'running', log: { lines: [{ text: 'ab', fields: { half: '\ufffd' } }] } },
      ]);
    },
    { timeout: 15_000 },
  );
  end.resolve();
});

test('a job tells who asked for it and in which request, also where another job enqueued it', async () => {
  const host = await startHost();
  const { id: userId } = await host.signUp('asker');
  const inner = { ...talk, name: 'tests.inner' };
  const id = await runOnce(
    host,
    async ({ db }) => void (await db.$transaction((tx) => enqueue(tx, inner, { text: 'y' }, { key: 'inner' }))),
    userId,
  );
  const visitor = await visitorOf(host, 'viewer');
  const [queued] = await host.db.$queryRaw<{ id: string }[]>`SELECT id::text FROM graphile_worker._private_jobs`;
  for (const jobId of [id, queued?.id]) {
    const { html } = await visitor.get(`/admin/jobs/${jobId}`);
    expect(html).toContain(`<a href="/admin/users/${userId}">asker</a>`);
    expect(html).toContain('href="/admin/requests/the-request"');
  }
  expect((await visitor.get(`/admin/jobs/${queued?.id}`)).html).toContain('inner');
});

test('a request of somebody who is signed in gives its jobs their id', async () => {
  const host = await startHost();
  const ada = await host.signUp('ada');
  await ada.api.addresses.resendVerification.mutate();
  const rows = await host.db.$queryRaw<{ user: string | null }[]>`
    SELECT payload->>'userId' AS user FROM graphile_worker._private_jobs`;
  expect(rows).toContainEqual({ user: ada.id });
});

const declared = job({
  name: 'tests.kept',
  payload: z.object({ code: z.string(), address: z.string(), n: z.number() }),
  keptFrom: { code: 'everybody', address: 'viewers' },
  run: async () => undefined,
});
const given = {
  code: 'c0de',
  address: 'Elm Street',
  n: 7,
  apiKey: 'k3y',
  in: [{ Password: 'pa55' }],
  to: 'lovelace@example.org',
};

test.for([
  ['viewer', ['7', 'l…@example.org'], ['c0de', 'Elm Street', 'k3y', 'pa55', 'lovelace']],
  ['operator', ['7', 'Elm Street', 'lovelace@example.org'], ['c0de', 'k3y', 'pa55']],
  ['admin', ['Elm Street'], ['c0de', 'k3y', 'pa55']],
] as const)('of a payload a %s sees what is not kept from them', ([role, seen, unseen]) => {
  const text = shownPayload({ data: given, requestId: 'r' }, declared, role) ?? '';
  for (const one of seen) expect(text).toContain(one);
  for (const one of unseen) expect(text).not.toContain(one);
});

test('the payload of a job that this release does not know is kept from viewers as a whole', () => {
  expect(shownPayload({ data: given }, undefined, 'viewer')).toBeNull();
  expect(shownPayload({ data: given }, undefined, 'operator')).toContain('Elm Street');
});

test('the page of a job that has left the queue says why it shows no payload', async () => {
  const host = await startHost();
  const visitor = await visitorOf(host, 'operator');
  const waiting = await host.db.$transaction((tx) => enqueue(tx, talk, { text: 'kept' }));
  expect((await visitor.get(`/admin/jobs/${waiting}`)).html).not.toContain('keeps no payload');
  await runDue(host.services, host.databaseUrl, [job({ ...talk, run: async () => undefined })]);
  const { html } = await visitor.get(`/admin/jobs/${waiting}`);
  expect(html).toMatch(/<h2>Payload<\/h2>\s*<p class="quiet">What is no longer in the queue keeps no payload/);
});
