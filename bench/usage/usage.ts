import { z } from 'zod';
import { freePort } from '../../tools/redis.ts';
import { type Figure, median } from '../figure.ts';
import { load, type Request } from '../load.ts';
import { type Running, start } from '../rest/subjects.ts';

const connections = 16;
const seconds = 1;
const rounds = 20;
/** What counting may add to the cost of a call. */
const goal = 0.02;

const headers = { 'hybrid-client': 'bench/1.0.0', 'hybrid-contract': '0123456789abcdef' };
const input = JSON.stringify({ text: 'x'.repeat(600), field1: 'a', field5: 'b', field9: 'c' });

const rows: Record<string, Request> = {
  'a query of one field': { method: 'GET', path: () => '/api/trpc/notes.one', headers },
  'a mutation with optional fields': {
    method: 'POST',
    path: () => '/api/trpc/notes.write',
    headers: { ...headers, 'content-type': 'application/json' },
    body: () => input,
  },
};

const Cpu = z.object({ user: z.number(), system: z.number() });

/** Measures what counting adds to the processor time of the smallest calls, by turns with a server that counts nothing. */
export async function benchUsage(): Promise<Figure[]> {
  await using counting = await startServer('on');
  await using plain = await startServer('off');
  const figures: Figure[] = [];
  for (const [row, request] of Object.entries(rows)) {
    for (const server of [counting, plain]) await load(server.url, request, { connections, seconds: 2 });
    const pairs: { on: number; off: number }[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const isReversed = round % 2 === 1;
      const first = await cpuOf(isReversed ? plain : counting, request);
      const second = await cpuOf(isReversed ? counting : plain, request);
      pairs.push(isReversed ? { on: second, off: first } : { on: first, off: second });
    }
    const added = median(pairs.map(({ on, off }) => on / off - 1));
    figures.push(
      { row, subject: 'counted', metric: 'µs of processor/call', value: rounded(median(pairs.map(({ on }) => on))) },
      {
        row,
        subject: 'not counted',
        metric: 'µs of processor/call',
        value: rounded(median(pairs.map(({ off }) => off))),
      },
      { row, subject: `added (goal ${goal * 100} %)`, metric: '%', value: rounded(added * 100) },
    );
  }
  return figures;
}

async function startServer(counting: 'on' | 'off'): Promise<Running> {
  return start('bench/usage/server.ts', await freePort(), { COUNTING: counting });
}

/** Microseconds of processor time a call takes, of the server alone. */
async function cpuOf({ url }: Running, request: Request): Promise<number> {
  const before = await cpu(url);
  const { requestsPerSecond } = await load(url, request, { connections, seconds });
  return ((await cpu(url)) - before) / (requestsPerSecond * seconds);
}

async function cpu(url: string): Promise<number> {
  const { user, system } = Cpu.parse(await (await fetch(`${url}/cpu`)).json());
  return user + system;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
