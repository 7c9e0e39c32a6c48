import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { type Host, startHost } from '../../../test/host.ts';
import { base64, picture } from '../../../test/pictures.ts';

async function startWithUpload() {
  const host = await startHost();
  const ada = await host.signUp('Ada');
  const uploaded = await ada.api.uploads.image.mutate(base64(await picture()));
  return { host, uploaded, address: `${host.url}${uploaded.url}` };
}

test('a picture is served to everybody, kept for ever, as nothing but a picture', async () => {
  const { uploaded, address } = await startWithUpload();
  const answer = await fetch(address);
  expect(answer.status).toBe(200);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'image/webp',
    'content-length': String(uploaded.sizeBytes),
    'content-disposition': 'inline',
    'cache-control': 'public, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cross-origin-resource-policy': 'cross-origin',
  });
  expect(answer.headers.get('set-cookie')).toBeNull();
});

test('who has it already is told so, and who asks for its head gets no body', async () => {
  const { uploaded, address } = await startWithUpload();
  const etag = (await fetch(address)).headers.get('etag') ?? '';
  // `fetch` would ask past every cache, where no browser does.
  const plain = { 'cache-control': 'max-age=0' };
  const known = await fetch(address, { headers: { ...plain, 'if-none-match': etag } });
  expect([known.status, await known.text()]).toEqual([304, '']);
  expect((await fetch(address, { headers: { ...plain, 'if-none-match': '"other"' } })).status).toBe(200);
  const head = await fetch(address, { method: 'HEAD' });
  expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([
    200,
    String(uploaded.sizeBytes),
    '',
  ]);
});

/** Asks for a path as it stands: `fetch` would make a proper one of it. */
async function raw(host: Host, path: string): Promise<string> {
  const socket = connect(Number(new URL(host.url).port), '127.0.0.1');
  socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\nConnection: close\r\n\r\n`);
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(socket, 'close');
  return Buffer.concat(chunks).toString();
}

test('a missing picture, and every way around, is a plain 404 that nobody keeps', async () => {
  const { host, uploaded } = await startWithUpload();
  const none = `/uploads/00/${'0'.repeat(32)}-1x1.webp`;
  const paths = [
    none,
    '/uploads/',
    '/uploads',
    `${uploaded.url}.type`,
    `${uploaded.url}/`,
    `/uploads/%2e%2e${uploaded.url}`,
    '/uploads/../auth-secret',
    '/uploads/..%2f..%2fauth-secret',
    '/uploads/..%5c..%5cauth-secret',
    '/uploads/%2e%2e/%2e%2e/auth-secret',
    `/uploads/%00${uploaded.url}`,
    uploaded.url.replace('.webp', '%2Ewebp'),
    '/uploads/%ff',
  ];
  for (const path of paths) {
    const answer = await raw(host, path);
    expect(answer, path).toMatch(/^HTTP\/1\.1 (404|400)/);
    expect(answer, path).not.toContain('id="root"');
  }
  const missing = await fetch(`${host.url}${none}`, { headers: { accept: 'text/html' } });
  expect([missing.status, missing.headers.get('content-type'), missing.headers.get('cache-control')]).toEqual([
    404,
    'text/plain; charset=utf-8',
    'no-store',
  ]);
});
