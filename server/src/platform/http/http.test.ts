import { once } from 'node:events';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Host, password, startHost } from '../../../test/host.ts';
import { root } from '../../../test/services.ts';

const json = { 'content-type': 'application/json' };
const html = { accept: 'text/html' };

async function get(host: Host, path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${host.url}${path}`, { headers, redirect: 'manual' });
}

test('every answer has its security headers and a request id, under a policy that runs nothing inline', async () => {
  const host = await startHost();
  for (const path of [
    '/',
    '/api/trpc/accounts.me',
    '/api/nothing',
    '/_status/live',
    '/static/nothing.js',
    '/admin/sign-in',
  ]) {
    const { headers } = await get(host, path, html);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe-(inline|eval)/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-request-id')).toMatch(/^[\w-]{36}$/);
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('access-control-allow-origin')).toBeNull();
  }
});

test('a page of the SPA is its index, never cached, for whoever reads HTML', async () => {
  const host = await startHost();
  // The front page carries what it would ask first, and what a visitor is shown may be another's page a moment later.
  const kept = { '/': 'private, no-store', '/notifications': 'no-cache', '/settings?tab=1': 'no-cache' };
  for (const [path, cacheControl] of Object.entries(kept)) {
    const page = await get(host, path, html);
    expect(page.status).toBe(200);
    expect(page.headers.get('cache-control')).toBe(cacheControl);
    expect(await page.text()).toContain('<div id="root">');
  }
  expect((await get(host, '/picture', { accept: 'image/png' })).status).toBe(404);
  for (const path of ['/favicon.ico', '/humans.txt', '/logo.png', '/sw.js'])
    expect((await get(host, path)).status).toBe(404);
  expect((await fetch(`${host.url}/`, { method: 'POST', headers: html })).status).toBe(404);
});

test('an asset is kept for ever and comes as the browser can unpack it; a missing one is a plain 404', async () => {
  const host = await startHost();
  const asset = await get(host, '/static/app-0a1b2c3d.js', { 'accept-encoding': 'br' });
  expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  expect(asset.headers.get('content-encoding')).toBe('br');
  expect(await asset.text()).toContain('Fixture');

  const missing = await get(host, '/static/gone-00000000.js', html);
  expect(missing.status).toBe(404);
  expect(missing.headers.get('content-type')).toMatch(/^text\/plain/);
  expect(missing.headers.get('cache-control')).toBe('no-store');
});

test.each([
  '/static/../index.html',
  '/static/%2e%2e/%2e%2e/package.json',
  '/static/..%2f..%2fhost.ts',
  '/static/.env',
  '/static/%00',
])('nothing outside the assets is reached by %s', async (path) => {
  const host = await startHost();
  const { port } = new URL(host.url);
  const socket = connect(Number(port), '127.0.0.1');
  socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`);
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(socket, 'close');
  const answer = Buffer.concat(chunks).toString();
  expect(answer).toMatch(/^HTTP\/1\.1 (404|400)/);
  expect(answer).not.toMatch(/startHost|"name"|root"/);
});

test('an unknown path under /api is a JSON 404, also for whoever reads HTML', async () => {
  const host = await startHost();
  const answer = await get(host, '/api/nothing', html);
  expect(answer.status).toBe(404);
  expect(await answer.json()).toEqual({
    errors: { request: ['There is nothing at this address.'] },
    code: 'NOT_FOUND',
    requestId: answer.headers.get('x-request-id'),
  });
});

test('an asset that vanishes while the process runs is a 404, and the process lives on', async () => {
  const client = await mkdtemp(join(tmpdir(), 'hybrid-client-'));
  onTestFinished(() => rm(client, { recursive: true }));
  await cp(join(root, 'server/test/fixtures/client'), client, { recursive: true });
  const host = await startHost({ client });
  await rm(join(client, 'static'), { recursive: true });
  expect((await get(host, '/static/app-0a1b2c3d.js', { 'accept-encoding': 'br' })).status).toBe(404);
  expect((await get(host, '/', html)).status).toBe(200);
});

/** A cookie of somebody who is signed in, as a browser holds it. */
async function cookieOf(host: Host, email: string): Promise<string> {
  const answer = await fetch(`${host.url}/api/trpc/accounts.signIn`, {
    method: 'POST',
    headers: { ...json, origin: host.url, 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify({ email, password }),
  });
  return (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

test.each([
  ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
  ['a sibling of this site', { origin: 'http://sibling.localhost', 'sec-fetch-site': 'same-site' }],
  ['a page that hides where it is', { origin: 'null' }],
  ['a form that sends no origin', {}],
  ['another port of this machine', { origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' }],
] as Array<[string, Record<string, string>]>)('with the cookie of a victim, %s changes nothing', async (_, headers) => {
  const host = await startHost();
  const victim = await host.signUp('victim');
  const cookie = await cookieOf(host, victim.email);
  for (const type of [
    'application/json',
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
  ]) {
    const answer = await fetch(`${host.url}/api/trpc/accounts.updateSettings`, {
      method: 'POST',
      headers: { ...headers, cookie, 'content-type': type },
      body: JSON.stringify({ bio: 'owned' }),
    });
    expect(answer.status).toBe(403);
  }
  expect(await victim.api.accounts.me.query()).toMatchObject({ bio: null });
});

test('a page of ours acts with its cookie', async () => {
  const host = await startHost();
  const ada = await host.signUp('ada');
  const cookie = await cookieOf(host, ada.email);
  const answer = await fetch(`${host.url}/api/trpc/accounts.updateSettings`, {
    method: 'POST',
    headers: { ...json, cookie, origin: host.url, 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify({ bio: 'mine' }),
  });
  expect(answer.status).toBe(200);
});

test('a request id is taken from a proxy that is trusted, and from nobody else', async () => {
  const given = { 'x-request-id': 'from-the-proxy-1' };
  const open = await startHost();
  expect((await get(open, '/_status/live', given)).headers.get('x-request-id')).not.toBe('from-the-proxy-1');
  const behind = await startHost({ env: { TRUST_PROXY: '1' } });
  expect((await get(behind, '/_status/live', given)).headers.get('x-request-id')).toBe('from-the-proxy-1');
  expect((await get(behind, '/_status/live', { 'x-request-id': 'a"b\\c d' })).headers.get('x-request-id')).toMatch(
    /^[\w-]{36}$/,
  );
});

test('a client that sends its headers a byte at a time is cut off', async () => {
  const host = await startHost();
  const socket = connect(Number(new URL(host.url).port), '127.0.0.1');
  const answer: Buffer[] = [];
  socket.on('error', () => undefined).on('data', (chunk: Buffer) => answer.push(chunk));
  socket.write('GET /_status/live HTTP/1.1\r\nHost: x\r\nX-Slow: ');
  const drip = setInterval(() => socket.write('a'), 200);
  onTestFinished(() => {
    clearInterval(drip);
    socket.destroy();
  });
  // Node's own limits would let it go on for a minute; ours is 5 s, looked at every second.
  await once(socket, 'close', { signal: AbortSignal.timeout(20_000) });
  expect(Buffer.concat(answer).toString()).toMatch(/^HTTP\/1\.1 408 /);
});
