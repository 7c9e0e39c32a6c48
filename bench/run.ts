import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Figure } from './figure.ts';
import { benchAdmin } from './admin/admin.ts';
import { benchClient } from './client/client.ts';
import { benchJobs } from './jobs/jobs.ts';
import { benchStreams } from './streams/streams.ts';
import { benchRest } from './rest/rest.ts';
import { benchRpc } from './rpc/rpc.ts';
import { benchStart } from './start/start.ts';
import { benchTypes } from './types/types.ts';
import { benchUsage } from './usage/usage.ts';

// `npm run bench -- <name> [only …] [--json FILE]`: measures ours and what it is compared with, in one run and by turns.

const benches: Record<string, (only: readonly string[]) => Promise<Figure[]>> = {
  admin: benchAdmin,
  client: benchClient,
  jobs: benchJobs,
  rest: benchRest,
  rpc: benchRpc,
  start: benchStart,
  streams: benchStreams,
  types: benchTypes,
  usage: benchUsage,
};

const { positionals, values } = parseArgs({ allowPositionals: true, options: { json: { type: 'string' } } });
const [name = '', ...only] = positionals;
const bench = Object.hasOwn(benches, name) ? benches[name] : undefined;
if (!bench) {
  console.error(`usage: npm run bench -- <name> [--json FILE]\n\nThere is: ${Object.keys(benches).join(', ')}`);
  process.exit(2);
}
const figures = await bench(only);
print(figures);
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(figures, null, 2)}\n`);

/** A line for each row and subject, with every figure of it. */
function print(all: readonly Figure[]): void {
  const lines = Map.groupBy(all, ({ row, subject }) => `${row.padEnd(28)} ${subject.padEnd(18)}`);
  for (const [line, ofLine] of lines) {
    console.log(`${line} ${ofLine.map(({ metric, value }) => `${metric} ${value}`).join('   ')}`);
  }
}
