import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ignoreCode } from './binaries.ts';
import { type Cluster, serverEnvironment } from './cluster.ts';
import type { Place } from './places.ts';
import { findPostmaster, type Postmaster } from './postmaster.ts';

// Recovery after a crash of the machine reads the log since the last checkpoint, at most five minutes' worth.
const startTimeoutMs = 60_000;

// Data that is thrown away need not survive a power cut; many test files connect at once.
const temporarySettings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=200'];

/**
 * Starts Postgres on the cluster and waits until it is ready.
 *
 * @remarks
 * It gets a process group of its own: Ctrl-C in a terminal reaches every process of the group, and the database must
 * outlive the requests that still use it. Its output goes to a file, since a pipe would break when our process is killed.
 */
export async function launchPostgres(place: Place, cluster: Cluster, isTemporary: boolean): Promise<Postmaster> {
  const { logFile, logStart } = await openLog(place.location);
  const port = await choosePort(place.location);
  const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories='];
  settings.push('timezone=UTC', 'log_timezone=UTC', 'log_checkpoints=off', ...(isTemporary ? temporarySettings : []));
  const output = openSync(logFile, 'a', 0o600);
  const child = spawn(
    path.join(place.binaries, 'postgres'),
    ['-D', cluster.data, ...settings.flatMap((setting) => ['-c', setting])],
    {
      cwd: place.location,
      env: serverEnvironment,
      detached: true,
      stdio: ['ignore', output, output],
      ...place.account,
    },
  );
  closeSync(output);
  child.unref();
  const end = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(`ended with ${signal ?? code}`));
  });
  const outcome = await Promise.race([end, becomesReady(cluster.data, child.pid)]);
  if (typeof outcome !== 'string') return outcome;
  throw new Error(
    `Embedded Postgres did not start: ${outcome}. Its last words, from ${logFile}:\n${await readLog(logFile, logStart)}`,
  );
}

async function becomesReady(data: string, pid: number | undefined): Promise<Postmaster | string> {
  const giveUpAt = Date.now() + startTimeoutMs;
  while (Date.now() < giveUpAt) {
    const running = await findPostmaster(data);
    if (running?.isReady && running.pid === pid) return running;
    await delay(10);
  }
  return `not ready after ${startTimeoutMs / 1000} s`;
}

/** The port of last time where it is free, so that a database tool's saved connection keeps working. */
async function choosePort(location: string): Promise<number> {
  const file = path.join(location, 'port');
  const remembered = Number(await readFile(file, 'utf8').catch(() => '0'));
  const port = (await takePort(remembered)) ?? (await takePort(0));
  if (port === undefined) throw new Error('No free port on 127.0.0.1 for the embedded Postgres.');
  await writeFile(file, String(port));
  return port;
}

async function takePort(wanted: number): Promise<number | undefined> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(undefined));
    server.listen({ port: wanted, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' ? address?.port : undefined));
    });
  });
}

const logSizeMax = 5_000_000;

/** The log of every run, appended to: of two processes that start at once, the loser must not take the winner's log away. */
async function openLog(location: string): Promise<{ logFile: string; logStart: number }> {
  const logFile = path.join(location, 'postgres.log');
  const size = await stat(logFile).then(
    (found) => found.size,
    () => 0,
  );
  if (size <= logSizeMax) return { logFile, logStart: size };
  await rename(logFile, path.join(location, 'postgres.previous.log')).catch(ignoreCode('ENOENT'));
  return { logFile, logStart: 0 };
}

async function readLog(file: string, start: number): Promise<string> {
  const bytes = await readFile(file).catch(() => Buffer.alloc(0));
  const lines = bytes.subarray(start).toString().trim().split('\n');
  return lines.slice(-15).join('\n') || '(it wrote nothing)';
}
