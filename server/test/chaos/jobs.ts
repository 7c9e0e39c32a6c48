import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { type AnyJob, job, type JobContext } from '../../src/platform/jobs/job.ts';
import { once } from '../../src/platform/jobs/once.ts';
import { withRequestId } from '../../src/platform/request-scope.ts';

const Payload = z.object({
  /** By which its effect is counted. */
  n: z.number(),
  /** How long it takes. */
  ms: z.number().default(0),
});

/** Leaves a trace that shows how often it was left. */
async function leaveTrace(ctx: JobContext, n: number): Promise<void> {
  await once(ctx, 'trace', (tx) => tx.$executeRaw`INSERT INTO chaos_effect (n) VALUES (${n})`);
}

/** Half of them have their effect at the beginning: killed later on, they find it done. */
export const slow = job({
  name: 'chaos.slow',
  payload: Payload,
  async run(ctx, { n, ms }) {
    if (n % 2 === 0) await leaveTrace(ctx, n);
    await wait(ms, undefined, { signal: ctx.signal });
    if (n % 2 === 1) await leaveTrace(ctx, n);
  },
});

/** Does not look at its signal, and has its effect at its end. */
export const deaf = job({
  name: 'chaos.deaf',
  payload: Payload,
  async run(ctx, { n, ms }) {
    await wait(ms);
    await leaveTrace(ctx, n);
  },
});

/** Always fails. */
export const failing = job({
  name: 'chaos.failing',
  payload: Payload,
  attempts: 2,
  async run() {
    throw new Error('It always fails.');
  },
});

/** Never ends. */
export const hanging = job({
  name: 'chaos.hanging',
  payload: Payload,
  attempts: 2,
  timeoutMs: 1000,
  run: () => new Promise<never>(() => undefined),
});

/** Blocks the event loop for good: first in code that does not tell of the job, as Node's own may not. */
export const endless = job({
  name: 'chaos.endless',
  payload: Payload,
  async run() {
    const startMs = performance.now();
    withRequestId('elsewhere', () => {
      while (performance.now() < startMs + 3000);
    });
    let turns = 0;
    while (performance.now() > 0) turns += 1;
    throw new Error(`Time went back after ${turns} turns.`);
  },
});

/** Counts the minutes. */
const ticking = job({
  name: 'chaos.ticking',
  payload: z.object({}),
  cron: { line: '* * * * *', backfillMs: 25 * 60_000 },
  async run({ db, tick, attempt }) {
    await db.$executeRaw`INSERT INTO chaos_tick (at, attempt) VALUES (${tick}, ${attempt})`;
  },
});

export const chaosJobs: AnyJob[] = [slow, deaf, failing, hanging, endless, ticking];
