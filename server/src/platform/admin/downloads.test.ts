import { createServer, get, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import express from 'express';
import { expect, onTestFinished, test } from 'vitest';
import { startHost } from '../../../test/host.ts';
import { until } from '../../../test/until.ts';
import { createVisitor } from '../../../test/visitor.ts';
import { sendDownload } from './downloads.ts';

/** A host with somebody of a role at the door. */
async function startAs(role: 'viewer' | 'operator') {
  const host = await startHost();
  const visitor = createVisitor(host.url);
  await visitor.signIn((await host.signUp('boss', role)).email);
  return { host, visitor };
}

test('a download holds every row that its list finds and no other, in its order, however many parts it takes', async () => {
  const { host, visitor } = await startAs('viewer');
  // Many of one instant: a part ends and the next begins among them.
  await host.db.$executeRaw`
    INSERT INTO audit_log (id, at, actor_id, action, target, after)
    SELECT ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, timestamptz '2026-01-01' + (n / 400) * interval '1 day',
      'gone', CASE WHEN n % 8 = 0 THEN 'other.done' ELSE 'a.done' END, 'thing:' || n, jsonb_build_object('n', n)
    FROM generate_series(1, 1500) n`;
  const expected = Array.from({ length: 1500 }, (_, index) => 1500 - index).filter((n) => n % 8 !== 0);

  const json = await visitor.get('/admin/audit/export.json?action=a.done&who=gone');
  expect(json.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(json.headers.get('cache-control')).toBe('no-store');
  const rows = JSON.parse(json.html) as { target: string; at: string; after: unknown }[];
  expect(rows.map(({ target }) => target)).toEqual(expected.map((n) => `thing:${n}`));
  expect(rows[0]).toMatchObject({ at: '2026-01-04T00:00:00.000Z', actor: null, after: { n: 1500 } });

  const csv = await visitor.get('/admin/audit/export.csv?action=a.done&who=gone');
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(csv.headers.get('content-disposition')).toMatch(/^attachment; filename="audit-\d{4}-\d\d-\d\d\.csv"$/);
  const [head, ...lines] = csv.html.split('\r\n');
  expect(head).toBe('id,at,actorId,actor,asId,as,action,target,before,after,address,requestId');
  expect(lines.pop()).toBe('');
  expect(lines.map((line) => line.split(',')[7])).toEqual(expected.map((n) => `thing:${n}`));
  expect(lines[0]).toBe(
    '00000000-0000-7000-8000-000000001500,2026-01-04T00:00:00.000Z,gone,,,,a.done,thing:1500,,"{""n"":1500}",,',
  );
});

test('a list in which nothing is found is downloaded as one that is empty', async () => {
  const { visitor } = await startAs('viewer');
  expect(JSON.parse((await visitor.get('/admin/audit/export.json')).html)).toEqual([]);
  expect((await visitor.get('/admin/users/export.csv?q=nobody')).html).toMatch(/^id,username[\w,]+\r\n$/);
});

test('every list leads to downloads of what it shows, with the question that was asked', async () => {
  const { host, visitor } = await startAs('viewer');
  const at = new Date();
  const ran = { jobId: '7', attempt: 1, queuedAt: at, startedAt: at, finishedAt: at, outcome: 'succeeded' as const };
  await host.db.jobRun.create({ data: { ...ran, name: 'a.job' } });
  await host.db.jobRun.create({ data: { ...ran, name: 'b.job', jobId: '8' } });
  await host.db.mail.create({ data: { key: 'a', template: 'accounts/verify-email', to: 'ada@example.com' } });
  const asked: [page: string, link: string, column: string, values: unknown[]][] = [
    ['/admin/users?q=boss&role=', '/admin/users/export.json?q=boss', 'username', ['boss']],
    ['/admin/jobs?state=finished&name=b.', '/admin/jobs/export.json?state=finished&name=b.', 'name', ['b.job']],
    ['/admin/mail?state=queued', '/admin/mail/export.json?state=queued', 'to', ['a…@example.com']],
  ];
  for (const [page, link, column, values] of asked) {
    expect((await visitor.get(page)).html, page).toContain(`href="${link.replaceAll('&', '&amp;')}" download`);
    const rows = JSON.parse((await visitor.get(link)).html) as Record<string, unknown>[];
    expect(rows.map((row) => row[column])).toEqual(values);
  }
});

test('what people call themselves is no formula in a spreadsheet', async () => {
  const { host, visitor } = await startAs('operator');
  const { id } = await host.signUp('ada');
  await host.db.user.update({ where: { id }, data: { username: `=HYPERLINK("http://evil.example";"x")` } });
  const { html } = await visitor.get('/admin/users/export.csv?q=HYPER');
  expect(html).toContain(`"'=HYPERLINK(""http://evil.example"";""x"")"`);
  const [row] = JSON.parse((await visitor.get('/admin/users/export.json?q=HYPER')).html) as { username: string }[];
  expect(row?.username).toMatch(/^=HYPERLINK/);
});

test('a download that cannot begin is a page that says so', async () => {
  const { host, visitor } = await startAs('viewer');
  await host.db.$executeRaw`ALTER TABLE job_run RENAME TO elsewhere`;
  const { status, headers, html } = await visitor.get('/admin/jobs/export.csv');
  expect(status).toBe(500);
  expect(headers.get('content-disposition')).toBeNull();
  expect(html).toContain(String(headers.get('x-request-id')));
});

test('a download is cut off for whoever is suspended or loses their role while they take it', async () => {
  const { host, visitor } = await startAs('operator');
  // Four parts of ten megabytes: more than lies between the two.
  await host.db.$executeRaw`
    INSERT INTO audit_log (id, actor_id, action, target, after)
    SELECT gen_random_uuid(), 'gone', 'a.done', 'thing:1', jsonb_build_object('text', repeat('x', 20000))
    FROM generate_series(1, 2000)`;
  const changes = [{ role: 'viewer' as const }, { role: 'operator' as const, suspendedAt: new Date() }];
  for (const data of changes) {
    const response = await visitor.open('/admin/audit/export.json', new AbortController().signal);
    expect(response.status).toBe(200);
    await host.db.user.updateMany({ where: { username: 'boss' }, data });
    await expect(response.text(), JSON.stringify(data)).rejects.toThrow('terminated');
    await host.db.user.updateMany({ where: { username: 'boss' }, data: { role: 'operator', suspendedAt: null } });
  }
});

/** Serves a download of these parts by real HTTP, and tells what became of it. */
async function serve(parts: () => AsyncGenerator<string>) {
  const outcomes: unknown[] = [];
  const app = express().get('/', async (req, res) => {
    const sent = sendDownload(req, res, { name: 'list.csv', type: 'text/csv', parts: parts() });
    outcomes.push(await sent.then(() => 'sent').catch((error: unknown) => error));
    res.destroy();
  });
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, outcomes };
}

test('of a list without an end no more is read than is taken, and nothing once whoever asked has left', async () => {
  let made = 0;
  let isEnded = false;
  const { url, outcomes } = await serve(async function* () {
    try {
      for (;;) {
        made += 1;
        yield 'x'.repeat(100_000);
        // As a database would, it lets everything else go on between two parts.
        await wait(0);
      }
    } finally {
      isEnded = true;
    }
  });
  const response = await new Promise<IncomingMessage>((resolve) => get(url, resolve));
  response.pause();
  // Nobody reads: it comes to rest once what lies between the two is full.
  let before = -1;
  await until(
    () => {
      const isAtRest = made === before;
      before = made;
      return isAtRest;
    },
    20_000,
    500,
  );
  expect(made * 100_000).toBeLessThan(50_000_000);
  expect(isEnded).toBe(false);
  response.destroy();
  await until(() => isEnded && outcomes.length > 0, 20_000);
  expect(outcomes).toEqual(['sent']);
});

test('what fails on the way is cut off, and is not taken for a whole list', async () => {
  const { url, outcomes } = await serve(async function* () {
    yield 'id\r\n';
    yield '1\r\n';
    throw new Error('away');
  });
  const response = await fetch(url);
  expect(response.status).toBe(200);
  await expect(response.text()).rejects.toThrow('terminated');
  expect(outcomes).toMatchObject([{ message: 'away' }]);
});

test('whoever asks for the head alone has nothing read for them but its beginning', async () => {
  let made = 0;
  const { url } = await serve(async function* () {
    for (; made < 1000; made += 1) yield 'x';
  });
  const response = await fetch(url, { method: 'HEAD' });
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="list.csv"');
  expect(made).toBe(0);
});
