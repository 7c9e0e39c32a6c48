import { mutation } from '@hybrid/contracts/kernel';
import { z } from 'zod';
import { readClient } from '../../server/src/platform/calls/calling-client.ts';
import { createUsageCounter } from '../../server/src/platform/calls/usage-counter.ts';
import { createLog } from '../../server/src/platform/log.ts';
import { median } from '../figure.ts';

const calls = 200_000;
const rounds = 9;

const contract = mutation({
  access: 'user',
  input: z.object({ text: z.string(), color: z.string().optional(), tags: z.array(z.string()).optional() }),
  output: z.null(),
});
const input = { text: 'x'.repeat(600), tags: ['a', 'b'] };
const headers = { 'hybrid-client': 'bench/1.0.0', 'hybrid-contract': '0123456789abcdef', 'user-agent': 'bench' };

/** What is done for a call so that it is counted, alone: nanoseconds, the middle of several rounds. */
export function countingNs(): number {
  const usage = createUsageCounter({ now: () => new Date(), log: createLog('warn') });
  const count = () => {
    const client = readClient({ headers, url: '/api/trpc/notes.write' });
    usage.answered({ name: 'notes.write', client }, { contract, input });
  };
  return median(Array.from({ length: rounds }, () => nanosecondsOf(count)));
}

function nanosecondsOf(work: () => void): number {
  const begun = process.hrtime.bigint();
  for (let call = 0; call < calls; call += 1) work();
  return Number(process.hrtime.bigint() - begun) / calls;
}
