import { setTimeout as wait } from 'node:timers/promises';
import { slow } from './jobs.ts';
import { type Stage } from './stage.ts';
import { until } from '../until.ts';

/** What became of jobs whose workers were killed. */
export interface KilledWorkers {
  readonly killed: number;
  /** Attempts that began anew since their worker was lost. */
  readonly restarted: number;
  readonly lost: number;
  readonly doubleEffects: number;
  /** The longest from a kill to the start of the next attempt. */
  readonly restartMs: number;
  /** Attempts of the worker that was never killed which were taken for lost. */
  readonly livingTakenForDead: number;
}

/** Kills one worker after the other in the middle of its jobs, beside one that lives. */
export async function killWorkers(
  stage: Stage,
  { rounds, jobs, ms, absentMs = 0 }: { rounds: number; jobs: number; ms: number; absentMs?: number },
): Promise<KilledWorkers> {
  // So many at a time that neither of two workers can take all.
  const concurrency = Math.ceil(jobs / 2);
  await stage.startWorker({ absentMs, concurrency });
  const [living] = await stage.db.$queryRaw<{ id: string }[]>`SELECT id FROM job_worker`;
  const killedAt = new Map<string, number>();
  let given = 0;
  const give = async () => {
    const from = given;
    given += jobs;
    await stage.enqueue(
      slow,
      Array.from({ length: jobs }, (_, index) => ({ n: from + index, ms })),
    );
  };
  for (let round = 0; round < rounds; round += 1) {
    const worker = await stage.startWorker({ absentMs, concurrency });
    const [doomed] = await stage.db.jobWorker.findMany({ where: { pid: worker.child.pid ?? 0 } });
    await give();
    await until(async () => {
      if ((await stage.lockedBy(doomed?.id ?? '')) > 0) return true;
      // The one that lives was so quick that nothing was left for the other.
      if ((await stage.waiting()) === 0) await give();
      return false;
    }, 60_000);
    // Anywhere between the start of a job and its end.
    await wait(Math.random() * ms);
    worker.child.kill('SIGKILL');
    killedAt.set(doomed?.id ?? '', Date.now());
    await worker.exited;
    // Those of one round do not take the places of the next, and are not lost again and again.
    await until(async () => (await stage.waiting()) === 0, 180_000);
  }
  // What was recorded last is written a moment later.
  await until(async () => (await stage.db.jobRun.count({ where: { outcome: 'running' } })) === 0, 30_000);
  const effects = await stage.effects();
  const restarts = await restartsAfter(stage, killedAt);
  return {
    killed: killedAt.size,
    restarted: restarts.length,
    lost: given - effects.size,
    doubleEffects: [...effects.values()].filter((count) => count > 1).length,
    restartMs: Math.max(0, ...restarts),
    livingTakenForDead: await stage.db.jobRun.count({ where: { worker: living?.id ?? '', outcome: 'lost' } }),
  };
}

/** How long after the kill of its worker each attempt that was lost began anew. */
async function restartsAfter({ db }: Stage, killedAt: ReadonlyMap<string, number>): Promise<number[]> {
  const runs = await db.jobRun.findMany();
  const lost = runs.filter(({ outcome }) => outcome === 'lost');
  return lost.map(({ jobId, attempt, worker }) => {
    const next = runs.find((run) => run.jobId === jobId && run.attempt === attempt + 1);
    const at = killedAt.get(worker ?? '');
    if (!next || at === undefined) throw new Error(`Job ${jobId} was lost by nobody, or never began anew.`);
    return next.startedAt.getTime() - at;
  });
}
