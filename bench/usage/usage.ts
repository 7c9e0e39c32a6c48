import { z } from 'zod';
import { freePort } from '../../tools/redis.ts';
import { type Figure, median, rounded } from '../figure.ts';
import { load, type Request } from '../load.ts';
import { countingNs } from './counting.ts';
import { type Running, start } from '../rest/subjects.ts';

const connections = 16;
const seconds = 1;
const rounds = 20;
/** What counting may add to the cost of a call. */
const goal = 0.02;

type Call = Omit<Request, 'path'> & { readonly path: string };

const headers = { 'hybrid-client': 'bench/1.0.0', 'hybrid-contract': '0123456789abcdef' };
const input = JSON.stringify({ text: 'x'.repeat(600), field1: 'a', field5: 'b', field9: 'c' });

const rows: Record<string, Call> = {
  'a query of one field': { method: 'GET', path: 'notes.one', headers },
  'a mutation with optional fields': {
    method: 'POST',
    path: 'notes.write',
    headers: { ...headers, 'content-type': 'application/json' },
    body: () => input,
  },
};

const Cpu = z.object({ user: z.number(), system: z.number() });

/** Measures what counting adds to the processor time of the smallest calls, by turns in one process. */
export async function benchUsage(): Promise<Figure[]> {
  await using server = await start('bench/usage/server.ts', await freePort(), {});
  const figures: Figure[] = [
    { row: 'what counting does, alone', subject: 'counted', metric: 'µs/call', value: rounded(countingNs() / 1000) },
  ];
  for (const [row, call] of Object.entries(rows)) {
    for (const way of ['counted', 'plain'] as const) await cpuOf(server, call, way);
    const pairs: { counted: number; plain: number }[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const ways = round % 2 ? (['plain', 'counted'] as const) : (['counted', 'plain'] as const);
      const first = await cpuOf(server, call, ways[0]);
      const second = await cpuOf(server, call, ways[1]);
      pairs.push(round % 2 ? { counted: second, plain: first } : { counted: first, plain: second });
    }
    const middle = (read: (pair: (typeof pairs)[number]) => number) => rounded(median(pairs.map(read)));
    const metric = 'µs of processor/call';
    figures.push(
      { row, subject: 'counted', metric, value: middle(({ counted }) => counted) },
      { row, subject: 'not counted', metric, value: middle(({ plain }) => plain) },
      {
        row,
        subject: `added (goal ${goal * 100} %)`,
        metric: '%',
        value: middle(({ counted, plain }) => (counted / plain - 1) * 100),
      },
    );
  }
  return figures;
}

/** Microseconds of processor time a call takes, of the server alone. */
async function cpuOf({ url }: Running, { path, ...request }: Call, way: 'counted' | 'plain'): Promise<number> {
  const before = await cpu(url);
  const { requestsPerSecond } = await load(
    url,
    { ...request, path: () => `/${way}/${path}` },
    { connections, seconds },
  );
  return ((await cpu(url)) - before) / (requestsPerSecond * seconds);
}

async function cpu(url: string): Promise<number> {
  const { user, system } = Cpu.parse(await (await fetch(`${url}/cpu`)).json());
  return user + system;
}
