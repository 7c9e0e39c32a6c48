import { setTimeout as wait } from 'node:timers/promises';
import { deaf, slow } from './jobs.ts';
import { type ChaosWorker, type Stage } from './stage.ts';
import { until } from '../until.ts';

/** What became of workers that were told to stop. */
export interface StoppedWorkers {
  readonly stopped: number;
  /** Jobs that were locked when all had exited. */
  readonly locked: number;
  /** The longest from the signal to the exit. */
  readonly exitMs: number;
  /** Exits that were not in order. */
  readonly failedExits: number;
  readonly doubleEffects: number;
}

/** Stops workers in the middle of short jobs and of one that is too long to wait for and does not look at its signal. */
export async function stopWorkers(
  stage: Stage,
  { rounds, atATime }: { rounds: number; atATime: number },
): Promise<StoppedWorkers> {
  const exits: { code: number | null; ms: number }[] = [];
  let locked = 0;
  for (let round = 0; round < rounds; round += atATime) {
    const workers = await Promise.all(
      Array.from({ length: Math.min(atATime, rounds - round) }, () => stage.startWorker({ concurrency: 6 })),
    );
    const n = round * 1000;
    await stage.enqueue(
      deaf,
      workers.map((_, index) => ({ n: n + index, ms: 60_000 })),
    );
    await stage.enqueue(
      slow,
      Array.from({ length: 100 }, (_, index) => ({ n: n + 500 + index, ms: 50 })),
    );
    await until(async () => (await stage.locked()) > 0, 60_000);
    await wait(Math.random() * 500);
    exits.push(...(await Promise.all(workers.map(stop))));
    locked += await stage.locked();
    await stage.db.$executeRaw`DELETE FROM graphile_worker._private_jobs`;
  }
  return {
    stopped: exits.length,
    locked,
    exitMs: Math.max(...exits.map(({ ms }) => ms)),
    failedExits: exits.filter(({ code }) => code !== 0).length,
    doubleEffects: [...(await stage.effects()).values()].filter((count) => count > 1).length,
  };
}

async function stop({ child, exited }: ChaosWorker): Promise<{ code: number | null; ms: number }> {
  const begun = performance.now();
  child.kill('SIGTERM');
  return { code: await exited, ms: performance.now() - begun };
}
