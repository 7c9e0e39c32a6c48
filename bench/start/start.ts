import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import autocannon from 'autocannon';
import { startEmbeddedPostgres } from '@hybrid/prisma/embedded';
import { createLog } from '../../server/src/platform/log.ts';
import { migrateAll } from '../../server/src/prepare-database.ts';
import { freePort } from '../../tools/redis.ts';
import { productionArguments, productionMemory } from '../../tools/production.ts';
import { type Figure, median, rounded } from '../figure.ts';
import { endWithUs } from '../end-with-us.ts';
import { progress } from '../progress.ts';

const root = new URL('../../', import.meta.url).pathname;

const starts = 9;
/** Processes of each that lie idle side by side. */
const idlers = 3;
const patienceMs = 30_000;
/** By then a process has done what it does once: the counts of its first calls are written down, and the worker has looked for jobs. */
const settledMs = 30_000;
const connections = 16;
const path = '/api/articles?limit=20';
const goals = { firstAnswerMs: 1000, idleMb: 120 };

/** The bundle as the image starts it, flags and all, and the smallest server that answers the same from the same database. */
const programs = { ours: productionArguments, 'hand-written': ['bench/rest/hand-written.ts'] } as const;
type Subject = keyof typeof programs;
const subjects = Object.keys(programs) as Subject[];

/** Measures the start of the production bundle to its first answer, by turns with a hand-written server, and what both hold in memory. */
export async function benchStart(): Promise<Figure[]> {
  const postgres = await startEmbeddedPostgres({ ephemeral: true, log: () => undefined });
  const dataDir = await mkdtemp(join(tmpdir(), 'bench-start-'));
  try {
    await migrateAll(postgres.url, root, createLog('warn'));
    const surroundings = { databaseUrl: postgres.url, dataDir };
    return [...(await firstAnswers(surroundings)), ...(await memories(surroundings))];
  } finally {
    await postgres.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

interface Surroundings {
  readonly databaseUrl: string;
  readonly dataDir: string;
}

interface Started extends AsyncDisposable {
  readonly url: string;
  readonly firstAnswerMs: number;
  megabytes(): Promise<number>;
}

async function start(subject: Subject, { databaseUrl, dataDir }: Surroundings): Promise<Started> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const own = { PORT: String(port), HOST: '127.0.0.1', PUBLIC_URL: url, DATABASE_URL: databaseUrl, DATA_DIR: dataDir };
  const memory = subject === 'ours' ? productionMemory : {};
  const env = { ...process.env, ...memory, NODE_ENV: 'production', RATE_LIMITS: 'off', LOG_LEVEL: 'warn', ...own };
  const begunMs = performance.now();
  const child = endWithUs(
    spawn(process.execPath, programs[subject], { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'] }),
  );
  await answering(`${url}${path}`, child);
  return {
    url,
    firstAnswerMs: performance.now() - begunMs,
    megabytes: () => residentMb(child),
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

async function answering(address: string, child: ChildProcess): Promise<void> {
  const untilMs = performance.now() + patienceMs;
  while (performance.now() < untilMs && child.exitCode === null) {
    const answer = await fetch(address).catch(() => null);
    if (answer?.ok) return;
    await delay(2);
  }
  child.kill('SIGKILL');
  throw new Error(`Nothing answered at ${address} within ${patienceMs} ms.`);
}

/** What the system holds in memory for a process; Linux says it in its own file. */
async function residentMb({ pid }: ChildProcess): Promise<number> {
  const [, kilobytes = 'NaN'] = /VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}

async function firstAnswers(surroundings: Surroundings): Promise<Figure[]> {
  const times: Record<Subject, number[]> = { ours: [], 'hand-written': [] };
  for (let round = 0; round < starts; round += 1) {
    progress(`start ${round + 1} of ${starts}, of each`);
    for (const subject of round % 2 ? subjects.toReversed() : subjects) {
      await using started = await start(subject, surroundings);
      times[subject].push(started.firstAnswerMs);
    }
  }
  const row = `start to first answer (goal ${goals.firstAnswerMs} ms)`;
  return compared(row, 'ms', { ours: median(times.ours), 'hand-written': median(times['hand-written']) });
}

async function memories(surroundings: Surroundings): Promise<Figure[]> {
  const held = { ours: new Map<string, number>(), 'hand-written': new Map<string, number>() };
  await using processes = new AsyncDisposableStack();
  const idle: Record<Subject, Started[]> = { ours: [], 'hand-written': [] };
  for (let count = 0; count < idlers; count += 1) {
    for (const subject of subjects) idle[subject].push(processes.use(await start(subject, surroundings)));
  }
  await delay(settledMs);
  for (const subject of subjects) {
    const megabytes = await Promise.all(idle[subject].map((started) => started.megabytes()));
    held[subject].set(`idle (goal ${goals.idleMb} MB)`, median(megabytes));
  }
  for (const subject of subjects) await addLoaded(held[subject], idle[subject][0]);
  return [...held.ours].flatMap(([row, megabytes]) =>
    compared(row, 'MB', { ours: megabytes, 'hand-written': held['hand-written'].get(row) ?? Number.NaN }),
  );
}

/** What one of the processes holds after more and more calls. */
async function addLoaded(held: Map<string, number>, started: Started | undefined): Promise<void> {
  if (!started) throw new Error('Nothing was started.');
  let calls = 0;
  for (const upTo of [10_000, 50_000, 100_000]) {
    await autocannon({ url: `${started.url}${path}`, connections, amount: upTo - calls });
    calls = upTo;
    held.set(`after ${upTo.toLocaleString('en-GB')} calls`, await started.megabytes());
  }
}

function compared(row: string, metric: string, { ours, 'hand-written': other }: Record<Subject, number>): Figure[] {
  return [
    { row, subject: 'ours', metric, value: rounded(ours) },
    { row, subject: 'hand-written', metric, value: rounded(other) },
    { row, subject: 'ours', metric: 'times the other', value: rounded(ours / other) },
  ];
}
