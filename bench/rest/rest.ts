import { startEmbeddedPostgres } from '@hybrid/prisma/embedded';
import { migrate } from '@hybrid/prisma/migrate';
import { runMigrations } from 'graphile-worker';
import { Client } from 'pg';
import { startRedis } from '../../tools/redis.ts';
import { startCountingProxy } from '../counting-proxy.ts';
import { type Figure, median, rounded } from '../figure.ts';
import { load, type Request, type Round } from '../load.ts';
import { seed, seeded, token } from './seed.ts';
import { root, type Running, type Subject, subjects } from './subjects.ts';
import { progress } from '../progress.ts';

const connections = 16;
// Short and many: what disturbs the machine then disturbs both.
const seconds = 1;
const rounds = 15;
const counted = 50;
/** What ours should reach of the hand-written routes. */
const goal = 0.7;

const names = Object.keys(subjects) as Subject[];
const databases: Record<Subject, string> = { ours: 'bench_ours', 'hand-written': 'bench_hand_written' };

let written = 0;
let asked = 0;

const rows: Record<string, Request> = {
  'GET /api/articles?limit=20': { method: 'GET', path: () => '/api/articles?limit=20' },
  'GET /api/tags': { method: 'GET', path: () => '/api/tags' },
  'GET /api/articles/:slug': { method: 'GET', path: () => `/api/articles/article-${1 + (asked++ % seeded.articles)}` },
  // Last, as it changes what the others read.
  'POST /api/articles': {
    method: 'POST',
    path: () => '/api/articles',
    headers: { 'content-type': 'application/json', authorization: `Token ${token}` },
    body: () => {
      const title = `Written under load ${process.pid} ${(written += 1)}`;
      const tagList = [`tag-${written % seeded.tags}`, `tag-${(written * 7 + 1) % seeded.tags}`];
      return JSON.stringify({
        article: { title, description: 'About it', body: 'Some words. '.repeat(100), tagList: [...new Set(tagList)] },
      });
    },
  },
};

/** Measures the four routes of the REST face against hand-written ones, by turns, each on a database of its own. */
export async function benchRest(): Promise<Figure[]> {
  const postgres = await startEmbeddedPostgres({ ephemeral: true, log: () => undefined });
  const redis = await startRedis();
  try {
    await prepare(postgres.urlFor);
    const servers = (through: (url: string) => string) => startAll(through, postgres.urlFor, redis.url);
    const queries = await countQueries(postgres.urlFor('postgres'), servers);
    const measured = await measure(servers);
    return [...queries, ...measured];
  } finally {
    await redis.stop();
    await postgres.stop();
  }
}

async function prepare(urlFor: (database: string) => string): Promise<void> {
  const client = new Client({ connectionString: urlFor('postgres') });
  await client.connect();
  await client.query('CREATE DATABASE bench_template');
  const url = urlFor('bench_template');
  await migrate({ url, directory: `${root}prisma`, log: () => undefined });
  await runMigrations({ connectionString: url });
  await seed(url);
  for (const name of Object.values(databases)) await client.query(`CREATE DATABASE ${name} TEMPLATE bench_template`);
  await client.end();
}

type Servers = Record<Subject, Running> & AsyncDisposable;
type StartServers = (through: (url: string) => string) => Promise<Servers>;

async function startAll(
  through: (url: string) => string,
  urlFor: (database: string) => string,
  redisUrl: string,
): Promise<Servers> {
  const start = (name: Subject) => subjects[name]({ databaseUrl: through(urlFor(databases[name])), redisUrl });
  const servers = { ours: await start('ours'), 'hand-written': await start('hand-written') };
  return {
    ...servers,
    async [Symbol.asyncDispose]() {
      for (const server of Object.values(servers)) await server[Symbol.asyncDispose]();
    },
  };
}

/** How many statements each route sends for a request, transactions included. */
async function countQueries(serverUrl: string, startServers: StartServers): Promise<Figure[]> {
  await using proxy = await startCountingProxy(serverUrl);
  const port = new URL(proxy.url).port;
  await using servers = await startServers((url) => Object.assign(new URL(url), { port }).href);
  const figures: Figure[] = [];
  for (const [row, request] of Object.entries(rows)) {
    for (const subject of names) {
      const before = proxy.count();
      for (let index = 0; index < counted; index += 1) await ask(servers[subject].url, request);
      figures.push({ row, subject, metric: 'queries/request', value: rounded((proxy.count() - before) / counted) });
    }
  }
  return figures;
}

async function ask(url: string, { method, path, headers, body }: Request): Promise<void> {
  const response = await fetch(url + path(), { method, ...(headers && { headers }), ...(body && { body: body() }) });
  if (!response.ok) throw new Error(`${method} ${path()}: ${response.status} ${await response.text()}`);
  await response.arrayBuffer();
}

async function measure(startServers: StartServers): Promise<Figure[]> {
  await using servers = await startServers((url) => url);
  const figures: Figure[] = [];
  for (const [row, request] of Object.entries(rows)) {
    progress(row);
    const results: Record<Subject, Round[]> = { ours: [], 'hand-written': [] };
    for (const name of names) await load(servers[name].url, request, { connections, seconds: 2 });
    for (let round = 0; round < rounds; round += 1) {
      // Each begins as often as it follows.
      for (const name of round % 2 ? names.toReversed() : names) {
        results[name].push(await load(servers[name].url, request, { connections, seconds }));
      }
    }
    figures.push(...names.flatMap((subject) => figuresOf(row, subject, results[subject])), ratio(row, results));
  }
  return figures;
}

function figuresOf(row: string, subject: Subject, results: readonly Round[]): Figure[] {
  const middle = (read: (round: Round) => number) => rounded(median(results.map(read)));
  return [
    { row, subject, metric: 'requests/s', value: middle((round) => round.requestsPerSecond) },
    { row, subject, metric: 'p50 ms', value: middle((round) => round.p50Ms) },
    { row, subject, metric: 'p99 ms', value: middle((round) => round.p99Ms) },
  ];
}

/** By rounds, each against the one beside it. */
function ratio(row: string, results: Record<Subject, Round[]>): Figure {
  const pairs = results.ours.map(
    (own, index) => own.requestsPerSecond / (results['hand-written'][index]?.requestsPerSecond ?? 0),
  );
  const value = rounded(median(pairs));
  return { row, subject: `ratio (goal ${goal})`, metric: 'ours/hand-written', value };
}
