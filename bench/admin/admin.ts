import { type ChildProcess, spawn, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createDatabase } from '@hybrid/prisma';
import { startEmbeddedPostgres } from '@hybrid/prisma/embedded';
import { createLog } from '../../server/src/platform/log.ts';
import { migrateAll } from '../../server/src/prepare-database.ts';
import { runQuietly } from '../../tools/child.ts';
import { productionArguments, productionMemory } from '../../tools/production.ts';
import { freePort } from '../../tools/redis.ts';
import { type Figure, median, percentile, rounded } from '../figure.ts';
import { pagesFor } from './pages.ts';
import { fill } from './seed.ts';
import { signIn, type Staff } from './staff.ts';
import { endWithUs } from '../end-with-us.ts';
import { progress } from '../progress.ts';

const root = new URL('../../', import.meta.url).pathname.replace(/\/$/, '');

const amounts = { users: 100_000, articles: 100_000, runs: 1_000_000 };
const rounds = 9;
/** No page may take longer. */
const goalMs = 300;
const patienceMs = 60_000;
const somebody = { username: 'bench-admin', email: 'bench-admin@example.com', password: 'correct horse battery' };

/** Asks every page of the console, of a database as a product has it after years, one after the other and each several times. */
export async function benchAdmin(only: readonly string[] = []): Promise<Figure[]> {
  await runQuietly('nx', ['run-many', '-t', 'build', '-p', '@hybrid/server'], { cwd: root });
  const postgres = await startEmbeddedPostgres({ ephemeral: true, log: () => undefined });
  const dataDir = await mkdtemp(join(tmpdir(), 'bench-admin-'));
  try {
    await migrateAll(postgres.url, root, createLog('warn'));
    progress(`fills a database: ${JSON.stringify(amounts)}`);
    await fill(postgres.url, amounts);
    await using product = await start(postgres.url, dataDir);
    await makeAdmin(product.url, postgres.url);
    const staff = await signIn(product.url, somebody);
    const pages = (await pagesFor(staff, root)).filter(
      (page) => only.length === 0 || only.some((part) => page.includes(part)),
    );
    return (await measure(staff, pages)).flat();
  } finally {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function measure(staff: Staff, pages: readonly string[]): Promise<Figure[][]> {
  const times = new Map<string, number[]>(pages.map((page) => [page, []]));
  for (let round = 0; round <= rounds; round += 1) {
    progress(`${pages.length} pages, time ${round + 1} of ${rounds + 1}`);
    for (const [page, taken] of times) {
      const { status, tookMs } = await staff.get(page);
      if (status >= 400) throw new Error(`${page} answers with ${status}.`);
      taken.push(tookMs);
    }
  }
  return [...times].map(([page, taken]) => figuresOf(page, taken));
}

/** The first time by itself: what reads from the disk, compiles a template, and draws charts that are then remembered for some seconds. */
function figuresOf(page: string, [first = 0, ...taken]: readonly number[]): Figure[] {
  const slow = percentile(taken, 0.95);
  const figures = { 'first ms': first, 'median ms': median(taken), 'p95 ms': slow };
  // An id of this database says nothing to anybody.
  const row = page.replace(/\/[\da-f]{8}-[\da-f-]{27}/, '/:id');
  return [
    ...Object.entries(figures).map(([metric, value]) => ({ row, subject: 'ours', metric, value: rounded(value) })),
    { row, subject: 'ours', metric: `over ${goalMs} ms`, value: Number(slow > goalMs || first > goalMs) },
  ];
}

async function makeAdmin(url: string, databaseUrl: string): Promise<void> {
  const answer = await fetch(`${url}/api/users`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user: somebody }),
  });
  if (!answer.ok) throw new Error(`Nobody could sign up: ${answer.status} ${await answer.text()}`);
  const db = createDatabase({ url: databaseUrl, poolSize: 1 });
  await db.user.update({ where: { email: somebody.email }, data: { role: 'admin' } });
  await db.$disconnect();
}

async function start(databaseUrl: string, dataDir: string): Promise<{ url: string } & AsyncDisposable> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const own = { PORT: String(port), HOST: '127.0.0.1', PUBLIC_URL: url, DATABASE_URL: databaseUrl, DATA_DIR: dataDir };
  const env = {
    ...process.env,
    ...productionMemory,
    NODE_ENV: 'production',
    RATE_LIMITS: 'off',
    LOG_LEVEL: 'warn',
    ...own,
  };
  const stdio: StdioOptions = ['ignore', 'inherit', 'inherit'];
  const child = endWithUs(spawn(process.execPath, productionArguments, { cwd: root, env, stdio }));
  await ready(`${url}/_status/ready`, child);
  return {
    url,
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function ready(address: string, child: ChildProcess): Promise<void> {
  const untilMs = performance.now() + patienceMs;
  while (performance.now() < untilMs && child.exitCode === null) {
    if ((await fetch(address).catch(() => null))?.ok) return;
    await delay(100);
  }
  throw new Error('The product did not become ready.');
}
