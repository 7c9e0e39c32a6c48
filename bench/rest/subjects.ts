import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';
import { startChild } from '../../tools/child.ts';
import { endWithUs } from '../end-with-us.ts';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** A server under load. */
export interface Running extends AsyncDisposable {
  readonly url: string;
  /** Its process id. */
  readonly pid: number;
}

interface Surroundings {
  readonly databaseUrl: string;
  readonly redisUrl: string;
}

/** The programs that are compared: a way to start each. */
export const subjects = { ours: startOurs, 'hand-written': startHandWritten };
export type Subject = keyof typeof subjects;

/** The product as it runs beside others: jobs are another process's, and logs say what is wrong. */
async function startOurs({ databaseUrl, redisUrl }: Surroundings): Promise<Running> {
  const port = await findPort();
  return start('server/src/main.ts', port, {
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    ROLE: 'web',
    RATE_LIMITS: 'off',
    LOG_LEVEL: 'warn',
    MIGRATE_ON_START: 'off',
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    DATA_DIR: process.env['DATA_DIR'] ?? '.data',
  });
}

async function startHandWritten({ databaseUrl }: Surroundings): Promise<Running> {
  return start('bench/rest/hand-written.ts', await findPort(), { DATABASE_URL: databaseUrl });
}

async function findPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

const patienceMs = 30_000;

/** Starts a program of the benchmarks on a port. */
export async function start(file: string, port: number, env: Record<string, string>): Promise<Running> {
  // `--cpu-prof` and the like, for whoever wants to know where the time goes.
  const options = process.env['BENCH_NODE_OPTIONS']?.split(' ') ?? [];
  const child = startChild(process.execPath, [...options, file], {
    cwd: root,
    env: { NODE_ENV: 'production', PORT: String(port), HOST: '127.0.0.1', ...env },
    prefix: `[${file}]`,
  });
  endWithUs(child);
  const url = `http://127.0.0.1:${port}`;
  const ended = child.exit.then((code) => {
    throw new Error(`${file} ended with ${code} before it answered.`);
  });
  await Promise.race([ended, answering(url)]);
  ended.catch(() => undefined);
  return { url, pid: child.pid, [Symbol.asyncDispose]: () => child.stop() };
}

async function answering(url: string): Promise<void> {
  const begun = Date.now();
  while (!(await answers(url))) {
    if (Date.now() - begun > patienceMs) throw new Error(`Nothing answered at ${url} within ${patienceMs} ms.`);
    await delay(100);
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    // Whatever it answers, it is there.
    await fetch(url);
    return true;
  } catch {
    return false;
  }
}
