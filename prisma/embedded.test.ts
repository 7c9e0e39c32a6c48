import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded.ts';
import { findPlace } from './embedded/places.ts';
import { findPostmaster, stopPostmaster } from './embedded/postmaster.ts';
import { query } from './test-database.ts';

// One for the file, since making a cluster takes most of a second.
let shared: string;
const dataDirs: string[] = [];
const started: EmbeddedPostgres[] = [];
const children: ChildProcess[] = [];

async function makeDataDir(): Promise<string> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'hybrid-data-'));
  // Closed to everybody else, as a clone below root's home is.
  await chmod(dataDir, 0o700);
  dataDirs.push(dataDir);
  return dataDir;
}

const dataIn = (location: string): string => path.join(location, 'cluster', 'data');

beforeAll(async () => {
  shared = await makeDataDir();
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const server of started.splice(0)) await server.stop();
  for (const dataDir of dataDirs) await stopPostmaster(dataIn((await findPlace(dataDir)).location), 'immediate');
});

afterAll(async () => {
  for (const dataDir of dataDirs) {
    const { location } = await findPlace(dataDir);
    for (const folder of [location, dataDir]) await rm(folder, { recursive: true, force: true });
  }
});

const log = (): void => undefined;

async function start(dataDir = shared): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, log });
  started.push(server);
  return server;
}

/** Starts the server in a process of its own, which stops it on SIGTERM and does not mind Ctrl-C. */
async function startInChild(dataDir = shared): Promise<{ child: ChildProcess; url: string }> {
  const script = `
    import { startEmbeddedPostgres } from ${JSON.stringify(new URL('embedded.ts', import.meta.url).href)};
    const server = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, log() {} });
    process.on('SIGINT', () => {});
    process.on('SIGTERM', () => server.stop().then(() => process.exit()));
    setInterval(() => {}, 1000);
    process.stdout.write(server.url);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const [url] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, url: String(url) };
}

const dataOf = ({ location }: EmbeddedPostgres): string => dataIn(location);
const postmasterFile = (server: EmbeddedPostgres): string => path.join(dataOf(server), 'postmaster.pid');
const startTime = (url: string) => query(url, 'SELECT pg_postmaster_start_time()::text AS at');

async function expectStopped(server: EmbeddedPostgres): Promise<void> {
  expect(await findPostmaster(dataOf(server))).toBeUndefined();
  await expect(query(server.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
}
async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
}

test('what was written is there after a stop and a start, at the same address', async () => {
  const first = await start();
  await query(first.url, 'CREATE TABLE kept (id int)');
  await first.stop();
  await expectStopped(first);
  const second = await start();
  expect(second.url).toBe(first.url);
  expect(await query(second.url, 'SELECT * FROM kept')).toEqual([]);
});

test('only this machine with the password gets in, and the password lies where its owner alone can read', async () => {
  const server = await start();
  const wrong = new URL(server.url);
  wrong.password = 'guess';
  await expect(query(wrong.href, 'SELECT 1')).rejects.toThrow('password authentication failed');
  expect((await stat(path.join(server.location, 'cluster', 'password'))).mode & 0o777).toBe(0o600);
  expect(await query(server.url, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
});

test.each([
  ['nobody', 4_194_000],
  ['another program', process.pid],
])('a postmaster.pid left behind that names %s does not keep it from starting', async (_whose, pid) => {
  const first = await start();
  const text = await readFile(postmasterFile(first), 'utf8');
  await first.stop();
  await writeFile(postmasterFile(first), text.replace(/^\d+/, String(pid)));
  const second = await start();
  expect(await query(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
});

test('the server of a killed process is found again, and stopped by the process that found it', async () => {
  const { child, url } = await startInChild();
  const before = await startTime(url);
  await end(child, 'SIGKILL');
  const server = await start();
  expect(server.url).toBe(url);
  expect(await startTime(server.url)).toEqual(before);
  await server.stop();
  await expectStopped(server);
});

test('a server that was killed itself comes back with its data', async () => {
  const first = await start();
  await query(first.url, 'CREATE TABLE survivor AS SELECT 1 AS id');
  process.kill(Number((await findPostmaster(dataOf(first)))?.pid), 'SIGKILL');
  const second = await start();
  expect(await query(second.url, 'SELECT * FROM survivor')).toEqual([{ id: 1 }]);
});

test('processes that make the cluster at once share one server, and the last to leave stops it', async () => {
  const dataDir = await makeDataDir();
  const [one, two, three] = await Promise.all([startInChild(dataDir), startInChild(dataDir), start(dataDir)]);
  expect(one.url).toBe(three.url);
  expect(two.url).toBe(three.url);
  await three.stop();
  await end(one.child, 'SIGTERM');
  expect(await query(two.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await end(two.child, 'SIGTERM');
  await expectStopped(three);
});

test('starts that race for the same data end at one server', async () => {
  await (await start()).stop();
  const servers = await Promise.all([start(), start(), start(), start()]);
  expect(new Set(servers.map(({ url }) => url)).size).toBe(1);
  expect(await query(servers[0].url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  for (const server of servers) await server.stop();
  for (const server of servers) await expectStopped(server);
});

test('Ctrl-C in the terminal does not reach the server', async () => {
  const { child, url } = await startInChild();
  const before = await startTime(url);
  process.kill(-Number(child.pid), 'SIGINT');
  // Postgres would refuse new connections within milliseconds.
  await delay(200);
  expect(await startTime(url)).toEqual(before);
});

test('a server that cannot start says why in its own words', async () => {
  const server = await start();
  await server.stop();
  const config = path.join(dataOf(server), 'postgresql.conf');
  const sound = await readFile(config, 'utf8');
  await appendFile(config, 'shared_buffers = nonsense\n');
  await expect(start()).rejects.toThrow('invalid value for parameter "shared_buffers": "nonsense"');
  await writeFile(config, sound);
});

test('an ephemeral server leaves nothing behind', async () => {
  const server = await startEmbeddedPostgres({ ephemeral: true, log });
  expect(await query(server.url, 'SHOW fsync')).toEqual([{ fsync: 'off' }]);
  expect(await query(server.urlFor('postgres'), 'SHOW max_connections')).toEqual([{ max_connections: '200' }]);
  await server.stop();
  await expectStopped(server);
  await expect(stat(server.location)).rejects.toThrow('ENOENT');
});
