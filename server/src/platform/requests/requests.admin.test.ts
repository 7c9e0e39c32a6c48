import { expect, test } from 'vitest';
import { z } from 'zod';
import { type Host, runDue, startHost } from '../../../test/host.ts';
import { createVisitor, type Visitor } from '../../../test/visitor.ts';
import { callMutation, callQuery } from '../../../test/wire.ts';
import { enqueue } from '../jobs/enqueue.ts';
import { job } from '../jobs/job.ts';
import { withRequestId } from '../request-scope.ts';
import { keepRequests } from './keep-requests.ts';
import { notesMax, RequestNotes, sampleEvery, slowMs } from './request-notes.ts';

async function enter(host: Host, role: 'viewer' | 'operator' | 'admin' = 'operator') {
  const visitor = createVisitor(host.url);
  await visitor.signIn((await host.signUp(`one-${role}`, role)).email);
  return visitor;
}

const note = {
  requestId: 'request-0001',
  at: new Date(),
  procedure: 'accounts.me',
  kind: 'query',
  userId: null,
  actorId: null,
  client: 'spa',
  version: '1',
  status: 200,
  error: null,
  tookMs: 1,
} as const;

test('one request is followed through the call, the change, the job and the mail that came of it', async () => {
  const host = await startHost();
  const visitor = await enter(host);
  const { email } = await host.signUp('ada');
  const answer = await fetch(`${host.url}/api/trpc/passwords.requestReset`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'hybrid-client': 'spa/1.4.0' },
    body: JSON.stringify({ email }),
  });
  expect(answer.status).toBe(200);
  const id = answer.headers.get('x-request-id') ?? '';
  await host.db.auditLog.create({ data: { actorId: 'x', action: 'things.changed', target: 'thing:1', requestId: id } });
  await host.runJobs();

  const { status, html } = await visitor.get(`/admin/requests/${id}`);
  expect(status).toBe(200);
  for (const words of ['passwords.requestReset', 'by spa 1.4.0', 'things.changed', 'mail.deliver', 'kept']) {
    expect(html).toContain(words);
  }
  expect(html).toMatch(/href="\/admin\/mail\/[^"]+"/);
  // The id of a whole is found from the field, too.
  expect((await visitor.get(`/admin/requests?id=${id}`)).headers.get('location')).toBe(`/admin/requests/${id}`);
});

/** The rows of what came of a request, as text. */
async function stepsOf(visitor: Visitor, id: string): Promise<string[]> {
  const { html } = await visitor.get(`/admin/requests/${id}`);
  const [, ...rows] = (/<tbody>([^]*?)<\/tbody>/.exec(html)?.[1] ?? '').split('<tr>');
  return rows.map((row) =>
    row
      .replaceAll(/<[^>]+>/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim(),
  );
}

const later = { name: 'tests.later', payload: z.object({}), attempts: 2 };

test('a job that has not begun is found under its request, with when it is due, and stands there once when it has', async () => {
  const host = await startHost();
  const visitor = await enter(host, 'viewer');
  const runAt = new Date(Date.now() + 3_600_000);
  const ask = (requestId: string, options: { runAt?: Date }) =>
    withRequestId(requestId, () => host.db.$transaction((tx) => enqueue(tx, later, {}, options)));
  const scheduled = await ask('asked-for-later', { runAt });
  const { status, html } = await visitor.get('/admin/requests/asked-for-later');
  expect(status).toBe(200);
  expect(html).toContain(`href="/admin/jobs/${scheduled}"`);
  // It began when it was asked for, and not when the job is due.
  expect(html).toMatch(/<dt>Began<\/dt><dd><time[^>]*>just now/);
  const due = `due ${runAt.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
  expect(await stepsOf(visitor, 'asked-for-later')).toEqual([
    expect.stringMatching(new RegExp(`^3,\\d{3},\\d{3} Job tests\\.later scheduled ${due}$`)),
  ]);

  await ask('asked-for-now', {});
  expect(await stepsOf(visitor, 'asked-for-now')).toEqual([expect.stringContaining('Job tests.later waiting due ')]);
  const fails = job({ ...later, run: () => Promise.reject(new Error('It is broken.')) });
  await runDue(host.services, host.databaseUrl, [fails]);
  expect(await stepsOf(visitor, 'asked-for-now')).toEqual([
    expect.stringMatching(/Job tests\.later failed .*It is broken\./),
    expect.stringContaining('Job tests.later retrying due '),
  ]);
  await host.db
    .$executeRaw`UPDATE graphile_worker._private_jobs SET run_at = now() - interval '1 s' WHERE attempts = 1`;
  await runDue(host.services, host.databaseUrl, [fails]);
  // The queue holds what has failed for good, and the history tells of it.
  expect(await stepsOf(visitor, 'asked-for-now')).toEqual([
    expect.stringMatching(/Job tests\.later failed /),
    expect.stringContaining('Job tests.later failed, attempt 2'),
  ]);
});

test('a job that runs is found under its request before the history tells of it, and one that failed after that has forgotten it', async () => {
  const host = await startHost();
  const visitor = await enter(host, 'viewer');
  const id = await withRequestId('asked-for-now', () => host.db.$transaction((tx) => enqueue(tx, later, {})));
  await host.db.$executeRaw`
    UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'worker', attempts = 1 WHERE id = ${id}::bigint`;
  expect(await stepsOf(visitor, 'asked-for-now')).toEqual([expect.stringMatching(/Job tests\.later running$/)]);
  await host.db.$executeRaw`
    UPDATE graphile_worker._private_jobs SET locked_at = NULL, locked_by = NULL, attempts = 2,
      last_error = ${'550 no such user <lovelace@example.org>\n at deliver'} WHERE id = ${id}::bigint`;
  expect(await stepsOf(visitor, 'asked-for-now')).toEqual([
    expect.stringMatching(/failed 550 no such user &lt;l…@example\.org&gt;$/),
  ]);
});

test('an event is told with its name and its topic, before it is delivered and after', async () => {
  const host = await startHost();
  const visitor = await enter(host, 'admin');
  const change = { revision: '0', state: 'off', percent: '0', people: '' };
  const { headers } = await visitor.post('/admin/flags/signUps/change', change);
  const id = headers.get('x-request-id') ?? '';
  expect(await stepsOf(visitor, id)).toContainEqual(expect.stringMatching(/Event events\.deliver waiting due /));
  await host.runJobs();
  const steps = await stepsOf(visitor, id);
  expect(steps).toEqual([
    expect.stringContaining('Change flags.changed done flag:signUps'),
    expect.stringMatching(/Event events\.deliver succeeded [\d,]+ flags\.changed on flags$/),
  ]);
});

test('an id of which nothing is known says why that may be, and no id is not found', async () => {
  const host = await startHost();
  const visitor = await enter(host);
  const none = await visitor.get('/admin/requests/no-such-request');
  expect(none.status).toBe(404);
  expect(none.html).toContain('is more than 7 days ago');
  expect((await visitor.get('/admin/requests/%3Cscript%3E')).status).toBe(404);
});

test('calls are found by what became of them, by procedure and by who called, and the slowest are told', async () => {
  const host = await startHost();
  const visitor = await enter(host);
  const { id: userId } = await host.signUp('ada');
  await host.db.requestRecord.createMany({
    data: [
      { ...note, requestId: 'well-0001', userId },
      { ...note, requestId: 'refused-0001', status: 404, error: 'NOT_FOUND' },
      { ...note, requestId: 'broken-0001', status: 500, error: 'INTERNAL', procedure: 'accounts.current' },
      { ...note, requestId: 'slow-0001', tookMs: slowMs },
    ],
  });
  const found = async (question: string) => {
    const { html } = await visitor.get(`/admin/requests?${question}`);
    const [list = ''] = html.split('<h2>The slowest</h2>');
    return [...list.matchAll(/href="\/admin\/requests\/([\w-]+)-0001"/g)]
      .map(([, name = '']) => name)
      .toSorted((a, b) => (a < b ? -1 : 1));
  };
  expect(await found('')).toEqual(['broken', 'refused', 'slow', 'well']);
  expect(await found('show=failed')).toEqual(['broken', 'refused']);
  expect(await found('show=broken')).toEqual(['broken']);
  expect(await found('show=slow')).toEqual(['slow']);
  expect(await found('procedure=accounts.current')).toEqual(['broken']);
  expect(await found('who=ada')).toEqual(['well']);
  expect((await visitor.get('/admin/requests')).html.split('<h2>The slowest')[1]).toContain('slow-0001');
  const csv = await visitor.get('/admin/requests/export.csv?show=failed');
  expect(csv.html.trim().split('\r\n')).toHaveLength(3);
});

test('a call that staff made as somebody names both in the list, among the slowest, on its page and in the downloads', async () => {
  const host = await startHost();
  const visitor = await enter(host, 'viewer');
  const olga = await host.signUp('olga', 'admin');
  const ada = await host.signUp('ada');
  const both = { userId: ada.id, actorId: olga.id };
  await host.db.requestRecord.create({ data: { ...note, ...both, requestId: 'slow-0001', tookMs: slowMs } });
  const link = (id: string, name: string) => `<a href="/admin/users/${id}">${name}</a>`;
  const names = `${link(olga.id, 'olga')} as ${link(ada.id, 'ada')}`;
  const shown = async (path: string) => (await visitor.get(path)).html.replaceAll(/\s+/g, ' ').split(names).length - 1;
  expect(await shown('/admin/requests')).toBe(2);
  expect(await shown('/admin/requests/slow-0001')).toBe(1);
  const [row]: unknown[] = JSON.parse((await visitor.get('/admin/requests/export.json')).html);
  expect(row).toMatchObject(both);
  const [head = '', line = ''] = (await visitor.get('/admin/requests/export.csv')).html.split('\r\n');
  expect(line.split(',')[head.split(',').indexOf('actorId')]).toBe(olga.id);
});

test('what a call was sent and answered stands nowhere, and a failure has its name and not its text', async () => {
  const host = await startHost();
  await callMutation(host.url, 'accounts.signIn', { input: { email: 'ada@example.com', password: 'a-secret' } });
  await host.db.$executeRaw`ALTER TABLE "user" RENAME TO elsewhere`;
  await callMutation(host.url, 'accounts.signIn', { input: { email: 'bob@example.com', password: 'a-secret' } });
  await host.db.$executeRaw`ALTER TABLE elsewhere RENAME TO "user"`;
  await keepRequests(host.services);
  const rows = await host.db.requestRecord.findMany({ orderBy: { at: 'asc' } });
  expect(rows.map(({ procedure, status }) => [procedure, status])).toEqual([
    ['accounts.signIn', expect.any(Number)],
    ['accounts.signIn', 500],
  ]);
  expect(JSON.stringify(rows)).not.toMatch(/a-secret|example\.com|elsewhere/);
});

test('a flood is remembered no further, and of queries that go well the first of each hundred', () => {
  const notes = new RequestNotes();
  const wanted = Array.from({ length: 2 * sampleEvery }, () => notes.isWanted('query', 1));
  expect(wanted.flatMap((is, index) => (is ? [index] : []))).toEqual([0, sampleEvery]);
  expect(notes.isWanted('query', slowMs)).toBe(true);
  for (let count = 0; count < notesMax + 10; count += 1) notes.add(note);
  expect(notes.take()).toHaveLength(notesMax);
  expect(notes.take()).toEqual([]);
});

test('what cannot be written is forgotten, and said in the log', async () => {
  const host = await startHost();
  await host.db.$executeRaw`ALTER TABLE request_record RENAME TO elsewhere`;
  await callQuery(host.url, 'accounts.me', {});
  await keepRequests(host.services);
  expect(host.logged.some((line) => line.includes('Requests could not be remembered.'))).toBe(true);
});
