import { openAsBlob } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startBucket } from '../../../test/bucket.ts';
import { createLog } from '../log.ts';
import { createBucketStorage } from './bucket-storage.ts';
import { createDiskStorage } from './disk-storage.ts';
import { openStorage } from './open-storage.ts';
import type { Storage } from './storage.ts';
import { parseStorageUrl } from './storage-url.ts';

const text = (words: string) => Buffer.from(words);
const plain = { type: 'text/plain' };

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hybrid-storage-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

function open(url: string): Storage {
  return openStorage({ url, folder: '', isLaptop: true, log: createLog('silent') });
}

async function bodyOf(storage: Storage, key: string): Promise<string | null> {
  const file = await storage.get(key);
  return file && (await buffer(file.body)).toString();
}

async function keysOf(storage: Storage, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of storage.list(prefix)) keys.push(key);
  return keys.toSorted();
}

/** What is told of a file, without its body. */
async function factsOf(storage: Storage, key: string) {
  const { body, ...facts } = (await storage.get(key)) ?? {};
  body?.destroy();
  return facts;
}

describe.each([
  ['a folder', async () => open(pathToFileURL(await temporaryFolder()).href)],
  ['a bucket', async () => open((await startBucket()).url)],
])('%s', (_, start) => {
  test('gives back what was put, with its size, type and time', async () => {
    const storage = await start();
    const body = Buffer.from(Uint8Array.from({ length: 300_000 }, (__, index) => index % 251));
    await storage.put('pictures/a-1.webp', body, { type: 'image/webp' });
    const file = await storage.get('pictures/a-1.webp');
    expect(file).toMatchObject({ sizeBytes: 300_000, type: 'image/webp' });
    expect(Math.abs(Date.now() - Number(file?.modifiedAt))).toBeLessThan(5000);
    expect(file && (await buffer(file.body)).equals(body)).toBe(true);
  });

  test('takes a file of the disk without reading it whole', async () => {
    const storage = await start();
    const path = join(await temporaryFolder(), 'large');
    await writeFile(path, 'letters'.repeat(200_000));
    await storage.put('large', await openAsBlob(path), plain);
    expect(await factsOf(storage, 'large')).toMatchObject({ sizeBytes: 1_400_000, type: 'text/plain' });
    expect(await bodyOf(storage, 'large')).toBe('letters'.repeat(200_000));
  });

  test('keeps a file of nothing', async () => {
    const storage = await start();
    await storage.put('empty', Buffer.alloc(0), plain);
    expect(await bodyOf(storage, 'empty')).toBe('');
  });

  test('replaces what is put a second time', async () => {
    const storage = await start();
    await storage.put('a/b', text('old'), plain);
    await storage.put('a/b', text('newer'), { type: 'text/html' });
    expect(await factsOf(storage, 'a/b')).toMatchObject({ sizeBytes: 5, type: 'text/html' });
    expect(await bodyOf(storage, 'a/b')).toBe('newer');
  });

  test('has nothing under a key that nobody put, or that was deleted; to delete it again is harmless', async () => {
    const storage = await start();
    expect(await storage.get('none/at/all')).toBeNull();
    await storage.put('a/b', text('x'), plain);
    expect(await storage.get('a')).toBeNull();
    expect(await storage.get('a/b/c')).toBeNull();
    await storage.delete('a/b');
    await storage.delete('a/b');
    expect(await storage.get('a/b')).toBeNull();
    expect(await keysOf(storage, '')).toEqual([]);
  });

  test('keeps files apart whose names look like one’s type or another’s part', async () => {
    const storage = await start();
    const keys = ['a', 'a.type', 'a.part', 'a.type.type', 'b.type'];
    for (const key of keys) await storage.put(key, text(key), { type: `text/${key}` });
    for (const key of keys) {
      expect(await bodyOf(storage, key)).toBe(key);
      expect(await factsOf(storage, key)).toMatchObject({ type: `text/${key}` });
    }
    expect(await keysOf(storage, '')).toEqual(keys.toSorted());
    await storage.delete('a');
    expect(await bodyOf(storage, 'a.type')).toBe('a.type');
  });

  test('lists what begins with a prefix, whether that ends in a name or in the middle of one, over all its pages', async () => {
    const storage = await start();
    const keys = ['a/1', 'a/2/x', 'a/2/y', 'a/22', 'ab/1', 'b/1', 'b/2', 'top'];
    for (const key of keys) await storage.put(key, text(key), plain);
    expect(await keysOf(storage, '')).toEqual(keys);
    expect(await keysOf(storage, 'a/')).toEqual(['a/1', 'a/2/x', 'a/2/y', 'a/22']);
    expect(await keysOf(storage, 'a/2')).toEqual(['a/2/x', 'a/2/y', 'a/22']);
    expect(await keysOf(storage, 'a')).toEqual(['a/1', 'a/2/x', 'a/2/y', 'a/22', 'ab/1']);
    expect(await keysOf(storage, 'none/')).toEqual([]);
    for await (const { modifiedAt } of storage.list('b/'))
      expect(Math.abs(Date.now() - Number(modifiedAt))).toBeLessThan(5000);
  });

  test('lets what is listed be deleted while the list goes on', async () => {
    const storage = await start();
    for (let index = 10; index < 30; index += 1) await storage.put(`a/${index}`, text('x'), plain);
    for await (const { key } of storage.list('a/')) await storage.delete(key);
    expect(await keysOf(storage, 'a/')).toEqual([]);
  });

  test('shows a reader one whole file, whoever puts others in its place meanwhile', async () => {
    const storage = await start();
    const bodies = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(50_000));
    await storage.put('same', text(bodies[0] ?? ''), plain);
    const writes = bodies.map((body) => storage.put('same', text(body), plain));
    const reads = Array.from({ length: 20 }, () => bodyOf(storage, 'same'));
    for (const seen of await Promise.all(reads)) expect(bodies).toContain(seen);
    await Promise.all(writes);
    expect(bodies).toContain(await bodyOf(storage, 'same'));
    expect(await keysOf(storage, '')).toEqual(['same']);
  });

  test.each(['', '/a', 'a/', 'a//b', '..', 'a/../b', './a', 'a b', 'a~b', 'a\\b', 'ä', 'a\0', 'x'.repeat(513)])(
    'takes nothing under the key %j',
    async (key) => {
      const storage = await start();
      const refused = 'is no key of the storage';
      await expect(storage.put(key, text('x'), plain)).rejects.toThrow(refused);
      await expect(storage.get(key)).rejects.toThrow(refused);
      await expect(storage.delete(key)).rejects.toThrow(refused);
    },
  );
});

test('a folder that a crash left half a file in shows nothing of it', async () => {
  const folder = await temporaryFolder();
  const storage = createDiskStorage(folder);
  await storage.put('a', text('whole'), plain);
  await writeFile(join(folder, 'b~0c7d'), 'ha');
  await writeFile(join(folder, 'b~type'), 'text/plain');
  expect(await keysOf(storage, '')).toEqual(['a']);
  expect(await storage.get('b')).toBeNull();
});

test('a file that could not be written leaves nothing behind', async () => {
  const folder = await temporaryFolder();
  const storage = createDiskStorage(folder);
  await storage.put('a/b', text('x'), plain);
  // A folder stands where the file would have to go.
  await expect(storage.put('a', text('y'), plain)).rejects.toThrow(/EISDIR|ENOTEMPTY|EEXIST/);
  expect((await readdir(folder)).filter((name) => name.startsWith('a~') && name !== 'a~type')).toEqual([]);
});

test('a bucket that is busy for a moment is asked again', async () => {
  const bucket = await startBucket();
  const storage = open(bucket.url);
  bucket.fail(503, 2);
  await storage.put('a', text('x'), plain);
  expect(bucket.requests).toEqual(['PUT /files/a', 'PUT /files/a', 'PUT /files/a']);
  expect(await bodyOf(storage, 'a')).toBe('x');
});

test('a bucket that goes on failing, is not there, or knows us not, is an error that says so and holds no secret', async () => {
  const bucket = await startBucket();
  bucket.fail(500, 10);
  const error = await open(bucket.url)
    .put('a', text('x'), plain)
    .catch((thrown: unknown) => thrown);
  expect(String(error)).toMatch(/answered PUT \/a with 500 SlowDown: It is "so"\./);
  expect(String(error)).not.toContain('secret');

  const other = await startBucket();
  const missing = open(other.url.replace('/files', '/other'));
  await expect(missing.get('a')).rejects.toThrow('404 NoSuchBucket');
  await expect(missing.delete('a')).rejects.toThrow('404 NoSuchBucket');
  await expect(keysOf(missing, '')).rejects.toThrow('404 NoSuchBucket');
  for (const url of [other.url.replace('secret', 'sacred'), other.url.replace('eu-test-1', 'us-east-1')]) {
    await expect(open(url).get('a'), url).rejects.toThrow('403 SignatureDoesNotMatch');
  }
});

test('a bucket that says nothing is not waited for', async () => {
  const bucket = await startBucket();
  const place = parseStorageUrl(bucket.url);
  if (!('bucket' in place)) throw new Error('The address of a bucket is read as one.');
  const storage = createBucketStorage(place.bucket, { timeoutMs: 100 });
  bucket.hang();
  await expect(storage.get('a')).rejects.toThrow('did not answer GET /a');
  const nowhere = open('s3+http://key:secret@127.0.0.1:1/files');
  await expect(nowhere.put('a', text('x'), plain)).rejects.toThrow('The storage at 127.0.0.1:1 did not answer PUT /a');
});
