import { expect, test } from 'vitest';
import { type Host, startHost } from '../../../test/host.ts';
import { createVisitor } from '../../../test/visitor.ts';
import { callMutation, callQuery } from '../../../test/wire.ts';
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
  // It is found by whoever acted, and by whom they acted as.
  for (const who of ['OLGA', olga.id, 'ada']) expect(await shown(`/admin/requests?who=${who}`), who).toBe(1);
  expect(await shown('/admin/requests?who=one-viewer')).toBe(0);
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
