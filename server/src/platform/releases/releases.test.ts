import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { expect, onTestFinished, test, vi } from 'vitest';
import { startBucket } from '../../../test/bucket.ts';
import { cloneDatabase } from '../../../test/database.ts';
import { type Host, runDue, startHost } from '../../../test/host.ts';
import { answering, startProcess } from '../../../test/process.ts';
import { root } from '../../../test/services.ts';
import { enqueue } from '../jobs/enqueue.ts';
import type { Storage } from '../storage/storage.ts';
import { keepRelease } from './keep-release.ts';
import { purgeReleases } from './purge-releases.ts';

const dayMs = 86_400_000;
const inDays = (days: number) => () => new Date(Date.now() + days * dayMs);

/** A built client whose assets are those, with what Vite's plugin writes beside them. */
async function build(assets: Record<string, string>): Promise<string> {
  const client = await mkdtemp(join(tmpdir(), 'hybrid-release-'));
  onTestFinished(() => rm(client, { recursive: true, force: true }));
  await cp(join(root, 'server/test/fixtures/client/index.html'), join(client, 'index.html'));
  await mkdir(join(client, 'static/fonts'), { recursive: true });
  for (const [name, content] of Object.entries(assets)) {
    await writeFile(join(client, 'static', name), content);
    if (!/\.(js|css)$/.test(name)) continue;
    await writeFile(join(client, 'static', `${name}.br`), brotliCompressSync(content));
    await writeFile(join(client, 'static', `${name}.gz`), gzipSync(content));
  }
  return client;
}

const shared = { 'vendor-11111111.js': 'vendor()', 'fonts/serif-22222222.woff2': 'font' };

/** A host that serves the second of two releases, in whose storage the first one kept its assets. */
async function startSecond(env: Record<string, string> = {}) {
  const first = await build({ ...shared, 'page-aaaaaaaa.js': 'first()', 'page-aaaaaaaa.css': 'p {}' });
  const second = await build({ ...shared, 'page-bbbbbbbb.js': 'second()' });
  const host = await startHost({ client: second, env });
  const keep = async (client: string, days = 0) =>
    keepRelease({ ...host.services, now: inDays(days) }, join(client, 'static'));
  await keep(first);
  return { host, first, second, keep };
}

async function keptNames(storage: Storage): Promise<string[]> {
  const names: string[] = [];
  for await (const { key } of storage.list('releases/files/')) names.push(key.slice('releases/files/'.length));
  return names.toSorted();
}

async function purge(host: Host, days: number): Promise<void> {
  await host.db.$transaction((tx) => enqueue(tx, purgeReleases, {}));
  await runDue({ ...host.services, now: inDays(days) }, host.databaseUrl, [purgeReleases]);
  expect(await host.db.jobRun.count({ where: { outcome: 'failed' } })).toBe(0);
}

const get = (host: Host, path: string, encoding = 'identity', method = 'GET') =>
  fetch(`${host.url}/static/${path}`, { method, headers: { 'accept-encoding': encoding } });

test.each([
  ['a folder', async () => ({})],
  ['a bucket', async () => ({ STORAGE_URL: (await startBucket()).url })],
])('a tab of the release before still gets its files, out of %s', async (_, env) => {
  const { host } = await startSecond(await env());
  const old = await get(host, 'page-aaaaaaaa.js');
  expect([old.status, await old.text()]).toEqual([200, 'first()']);
  expect(Object.fromEntries(old.headers)).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
  });
  expect(await (await get(host, 'page-bbbbbbbb.js')).text()).toBe('second()');
});

test('what an earlier release kept comes packed as the browser can unpack it, and with its own type', async () => {
  const { host } = await startSecond();
  for (const [accepted, encoding] of [
    ['gzip, br', 'br'],
    ['gzip', 'gzip'],
    ['identity', null],
  ] as const) {
    const answer = await get(host, 'page-aaaaaaaa.css', accepted);
    expect(answer.headers.get('content-encoding'), accepted).toBe(encoding);
    expect(answer.headers.get('content-type')).toBe('text/css; charset=utf-8');
    expect(answer.headers.get('vary')).toBe('Accept-Encoding');
    expect(await answer.text()).toBe('p {}');
  }
  const head = await get(host, 'page-aaaaaaaa.css', 'identity', 'HEAD');
  expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '4', '']);
});

test('what no release had is a plain 404, and so is every way out of the assets', async () => {
  const { host } = await startSecond();
  await host.services.storage.put('exports/secret.zip', Buffer.from('secret'), { type: 'application/zip' });
  const paths = ['none-00000000.js', '..%2f..%2fexports/secret.zip', 'a//b.js', '.env'];
  for (const path of paths) {
    const answer = await get(host, path);
    expect(answer.status, path).toBe(404);
    expect(answer.headers.get('cache-control'), path).toBe('no-store');
    expect(await answer.text(), path).not.toContain('secret');
  }
});

test('a file that several releases share is copied once, and a second start copies nothing', async () => {
  const bucket = await startBucket();
  const { first, second, keep } = await startSecond({ STORAGE_URL: bucket.url });
  const puts = () => bucket.requests.splice(0).filter((request) => request.startsWith('PUT'));
  puts();
  await keep(second);
  expect(puts()).toEqual([
    expect.stringContaining('PUT /files/releases/live/'),
    ...['', '.br', '.gz'].map((ending) => `PUT /files/releases/files/page-bbbbbbbb.js${ending}`),
  ]);
  await keep(first);
  expect(puts()).toEqual([expect.stringContaining('PUT /files/releases/live/')]);
});

test('14 days after it was live for the last time the files of a release go, but for those that a live one has', async () => {
  const { host, second, keep } = await startSecond();
  await keep(second);
  await purge(host, 13);
  expect((await get(host, 'page-aaaaaaaa.js')).status).toBe(200);

  // The second release goes on being live.
  await keep(second, 10);
  await purge(host, 15);
  expect((await get(host, 'page-aaaaaaaa.js', 'br')).status).toBe(404);
  expect(await keptNames(host.services.storage)).toEqual([
    'fonts/serif-22222222.woff2',
    'page-bbbbbbbb.js',
    'page-bbbbbbbb.js.br',
    'page-bbbbbbbb.js.gz',
    'vendor-11111111.js',
    'vendor-11111111.js.br',
    'vendor-11111111.js.gz',
  ]);
  // Gone for good: its mark as well.
  await purge(host, 400);
  expect(await keptNames(host.services.storage)).toEqual([]);
});

test('a release that is live is never purged, however long ago it started, and comes back whole after a rollback', async () => {
  const { host, first, keep } = await startSecond();
  for (const days of [10, 20, 30]) {
    await keep(first, days);
    await purge(host, days + 1);
  }
  expect((await get(host, 'page-aaaaaaaa.js')).status).toBe(200);
  await purge(host, 100);
  expect((await get(host, 'page-aaaaaaaa.js')).status).toBe(404);
  await keep(first, 100);
  expect((await get(host, 'page-aaaaaaaa.js')).status).toBe(200);
});

test('without its storage the product starts and serves its own release, and the log says what is missing', async () => {
  const product = await startProcess({
    DATABASE_URL: await cloneDatabase(),
    STORAGE_URL: 's3+http://key:hunter2@127.0.0.1:1/files',
  });
  expect((await answering(product, '/_status/live')).status).toBe(200);
  await vi.waitFor(() => expect(product.output.join('\n')).toContain('could not be kept'), 10_000);
  expect(product.output.join('\n')).not.toContain('hunter2');
});

test('a storage that fails while an old file is asked for is no crash', async () => {
  const bucket = await startBucket();
  const { host } = await startSecond({ STORAGE_URL: bucket.url });
  bucket.fail(500, 100);
  expect((await get(host, 'page-aaaaaaaa.js')).status).toBe(500);
  expect((await get(host, 'page-bbbbbbbb.js')).status).toBe(200);
});
