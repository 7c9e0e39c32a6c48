import { type AnyProcedure, mutation, query, type RestWording, type WireShape } from '@hybrid/contracts/kernel';
import express from 'express';
import { expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import { startHost } from '../../../test/host.ts';
import { createSessions } from '../auth/session.ts';
import { failure, platformFailure } from '../failure.ts';
import { listen } from '../http/server.ts';
import { implement } from '../rpc/implement.ts';
import { operationsOf } from './operation.ts';
import { restRoutes } from './rest.ts';

const Thing = z.object({ id: z.number(), tags: z.array(z.string()) });

const things = {
  find: query({
    access: 'public',
    input: z.object({ id: z.number().int(), tags: z.array(z.string()).default([]), isOpen: z.boolean().optional() }),
    output: z.looseObject({}),
    http: { method: 'GET', path: '/things/{id}' },
  }),
  change: mutation({
    access: 'anonymous',
    input: z.object({ id: z.number().int(), inner: z.object({ names: z.array(z.string()) }) }),
    output: z.null(),
    errors: {
      THING_STALE: { status: 409, message: 'It was changed meanwhile.', data: z.object({ version: z.number() }) },
    },
    http: { method: 'PUT', path: '/things/{id}' },
    bodyBytesMax: 2000,
  }),
  add: mutation({
    access: 'anonymous',
    output: Thing,
    http: { method: 'POST', path: '/things', status: 201 },
  }),
  limited: mutation({ access: 'anonymous', output: z.null(), http: { method: 'POST', path: '/limited' } }),
  broken: query({ access: 'anonymous', output: Thing, http: { method: 'GET', path: '/broken' } }),
  wait: query({ access: 'anonymous', output: z.null(), http: { method: 'GET', path: '/wait' } }),
};

/** The bridge over a contract of its own: what a feature that is yet to be written would see. */
async function start(shapes: RestWording['shapes'] = new Map()) {
  const { services, logged } = await startHost();
  const aborted = vi.fn<() => void>();
  const { procedures } = implement(things, {
    find: (_ctx, input) => input,
    change: (_ctx, { id }) => {
      if (id === 9) throw failure(things.change, 'THING_STALE', { version: 3 });
      return null;
    },
    add: () => ({ id: 1, tags: [] }),
    limited: () => {
      throw platformFailure('TOO_MANY_REQUESTS', { retryAfterSeconds: 30 });
    },
    broken: () => {
      throw new Error('The table "secret" is not there.');
    },
    wait: async ({ signal }) => {
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      aborted();
      return null;
    },
  });
  const wording = { title: 'T', description: 'D', shapes, errors: {}, examples: {} };
  const operations = operationsOf(procedures, wording);
  const sessionOf = createSessions(services.auth, services.publicUrl);
  const app = express().use('/api', restRoutes({ operations, wording, services, sessionOf }));
  const http = await listen(app, { port: 0, host: '127.0.0.1' });
  onTestFinished(() => http.stop());
  const call = async (method: string, path: string, init: RequestInit = {}) => {
    const response = await fetch(`http://127.0.0.1:${http.port}/api${path}`, { method, ...init });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: text === '' ? null : (JSON.parse(text) as unknown),
    };
  };
  const json = (body: unknown) => ({ body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
  return { call, json, aborted, logged };
}

test('what stands in the path and the query is read as the schema says, and the answer has its natural shape', async () => {
  const { call } = await start();
  const { status, body } = await call('GET', '/things/7?tags=a&tags=b&isOpen=false&unknown=1');
  expect(status).toBe(200);
  expect(body).toEqual({ id: 7, tags: ['a', 'b'], isOpen: false });
  expect((await call('GET', '/things/7')).body).toEqual({ id: 7, tags: [] });
});

test('every answer is for its caller alone, and a status is that of the contract', async () => {
  const { call } = await start();
  const added = await call('POST', '/things');
  expect([added.status, added.body]).toEqual([201, { id: 1, tags: [] }]);
  expect(added.headers.get('cache-control')).toBe('no-store');
});

test('a read that somebody has is not sent again, and is asked for each time', async () => {
  const { call } = await start();
  const first = await call('GET', '/things/7');
  expect(first.headers.get('cache-control')).toBe('private, no-cache');
  const held = { 'if-none-match': first.headers.get('etag') ?? '' };
  const again = await call('GET', '/things/7', { headers: held });
  expect([again.status, again.text]).toEqual([304, '']);
  expect((await call('GET', '/things/8', { headers: held })).status).toBe(200);
});

test('HEAD is answered as GET is, without the body', async () => {
  const { call } = await start();
  const [head, get] = [await call('HEAD', '/things/7'), await call('GET', '/things/7')];
  expect([head.status, head.text]).toEqual([200, '']);
  expect(head.headers.get('content-length')).toBe(String(get.text.length));
  expect((await call('HEAD', '/things/x')).status).toBe(422);
  expect((await call('HEAD', '/things')).status).toBe(405);
});

test('a path is asked what it answers to, and another method is refused with the same list', async () => {
  const { call } = await start();
  const allowed = { '/things/7': 'GET, HEAD, PUT, OPTIONS', '/things': 'POST, OPTIONS' };
  for (const [path, allow] of Object.entries(allowed)) {
    const options = await call('OPTIONS', path);
    expect([options.status, options.headers.get('allow'), options.text]).toEqual([204, allow, '']);
    for (const method of ['PATCH', 'DELETE', 'PROPFIND']) {
      const { status, headers, body } = await call(method, path);
      expect([status, headers.get('allow')], `${method} ${path}`).toEqual([405, allow]);
      expect(body).toMatchObject({ errors: { request: [expect.any(String)] }, code: 'METHOD_NOT_ALLOWED' });
    }
  }
});

test('fields of a natural body are named by their whole path', async () => {
  const { call, json } = await start();
  const { status, body } = await call('PUT', '/things/7', json({ inner: { names: ['a', 5] } }));
  expect(status).toBe(422);
  expect(body).toEqual({ errors: { 'inner.names.1': [expect.any(String)] }, code: 'INVALID_INPUT', requestId: '' });
});

test('a declared failure is told by its status, name, sentence and data', async () => {
  const { call, json } = await start();
  const { status, body } = await call('PUT', '/things/9', json({ inner: { names: [] } }));
  expect([status, body]).toEqual([
    409,
    { errors: { request: ['It was changed meanwhile.'] }, code: 'THING_STALE', data: { version: 3 }, requestId: '' },
  ]);
});

test('an operation reads no more of a body than its contract says, however it comes', async () => {
  const { call, json } = await start();
  const fitting = { inner: { names: ['x'.repeat(1900)] } };
  const long = { inner: { names: ['x'.repeat(2000)] } };
  expect((await call('PUT', '/things/7', json(fitting))).status).toBe(200);
  const refused = await call('PUT', '/things/7', json(long));
  expect([refused.status, refused.body]).toMatchObject([413, { code: 'PAYLOAD_TOO_LARGE' }]);
  const { readable, writable } = new CompressionStream('gzip');
  const writer = writable.getWriter();
  void writer.write(new TextEncoder().encode(JSON.stringify({ inner: { names: ['x'.repeat(1_000_000)] } })));
  void writer.close();
  const bomb = await new Response(readable).arrayBuffer();
  expect(bomb.byteLength).toBeLessThan(2000);
  const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
  expect((await call('PUT', '/things/7', { body: bomb, headers })).status).toBe(413);
});

test('what takes no input ignores a body, whatever its type', async () => {
  const { call } = await start();
  const answer = await call('POST', '/things', { body: '<thing/>', headers: { 'content-type': 'text/xml' } });
  expect(answer.status).toBe(201);
});

test('who is limited is told how long to wait', async () => {
  const { call } = await start();
  const { status, headers, body } = await call('POST', '/limited');
  expect([status, headers.get('retry-after')]).toEqual([429, '30']);
  expect(body).toMatchObject({ code: 'TOO_MANY_REQUESTS', errors: { request: [expect.any(String)] } });
});

test('a bug is logged with its procedure and answered without its text', async () => {
  const { call, logged } = await start();
  const { status, text } = await call('GET', '/broken');
  expect(status).toBe(500);
  expect(text).not.toContain('secret');
  expect(JSON.parse(text)).toMatchObject({
    errors: { request: ['Something went wrong on our side.'] },
    code: 'INTERNAL',
  });
  const line = logged.find((one) => one.includes('secret'));
  expect(JSON.parse(line ?? '{}')).toMatchObject({ level: 'error', procedure: 'broken' });
});

test('a handler hears that its caller has gone', async () => {
  const { call, aborted } = await start();
  const gone = new AbortController();
  const answer = call('GET', '/wait', { signal: gone.signal });
  await new Promise((resolve) => {
    setTimeout(resolve, 100);
  });
  gone.abort();
  await expect(answer).rejects.toThrow('aborted');
  await vi.waitFor(() => expect(aborted).toHaveBeenCalledOnce(), { timeout: 15_000 });
});

test('a shape wraps, renames and plucks what is sent and answered, and the contract stays as it is', async () => {
  const { call, json } = await start(
    new Map<AnyProcedure, WireShape>([
      [things.find, { sent: { tags: 'labels' }, answered: { tags: 'labels', id: 'number' }, answerIn: 'thing' }],
      [things.change, { bodyIn: 'thing', sent: { inner: 'core' } }],
    ]),
  );
  const found = await call('GET', '/things/7?labels=a&tags=b');
  expect(found.body).toEqual({ thing: { number: 7, labels: ['a'] } });
  expect((await call('PUT', '/things/7', json({ thing: { core: { names: [] } } }))).status).toBe(200);
  const natural = await call('PUT', '/things/7', json({ thing: { inner: { names: [] } } }));
  expect(natural.body).toMatchObject({ errors: { core: [expect.any(String)] } });
});
