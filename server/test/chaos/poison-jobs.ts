import { endless, failing, hanging, slow } from './jobs.ts';
import { type Stage } from './stage.ts';
import { until } from '../until.ts';

/** What became of jobs that cannot be done, and of those beside them. */
export interface PoisonJobs {
  /** Jobs that are kept for a person to look at. */
  readonly kept: number;
  /** Attempts past the most that there may be. */
  readonly attemptsTooMany: number;
  /** The run of the job that blocked the event loop says so, with the place. */
  readonly isBlockerNamed: boolean;
  /** Processes that were ended with the endless job. */
  readonly processesEnded: number;
  /** Other jobs: how many were not done, and by when the last was. */
  readonly othersLost: number;
  readonly othersMs: number;
}

/** Has two workers take jobs that throw, hang, and block the event loop for good, with others beside them. */
export async function takePoison(
  stage: Stage,
  { others, endMs = 0, absentMs = 0 }: { others: number; endMs?: number; absentMs?: number },
): Promise<PoisonJobs> {
  const workers = [
    await stage.startWorker({ endMs, absentMs, concurrency: 4 }),
    await stage.startWorker({ endMs, absentMs, concurrency: 4 }),
  ];
  for (const poison of [endless, failing, hanging]) await stage.enqueue(poison, [{ n: -1, ms: 0 }]);
  await stage.enqueue(
    slow,
    Array.from({ length: others }, (_, n) => ({ n, ms: 200 })),
  );
  const othersMs = await until(async () => (await stage.effects()).size === others, 300_000);
  await until(async () => (await stage.waiting()) === 0, 120_000);
  // The job is given up before its process is killed.
  const ended = () => workers.filter(({ child }) => child.signalCode !== null).length;
  await until(() => ended() > 0, 30_000);
  const runs = await stage.db.jobRun.findMany({ where: { name: { in: [failing.name, hanging.name, endless.name] } } });
  const blocked = runs.find(({ name }) => name === endless.name);
  const [left] = await stage.db.$queryRaw<{ kept: number }[]>`
    SELECT count(*)::int AS kept FROM graphile_worker._private_jobs WHERE attempts >= max_attempts`;
  return {
    kept: left?.kept ?? 0,
    attemptsTooMany: runs.filter(({ attempt, name }) => attempt > (name === endless.name ? 1 : 2)).length,
    isBlockerNamed: /blocked the event loop[^]*jobs\.ts/.test(blocked?.error ?? ''),
    processesEnded: ended(),
    othersLost: others - (await stage.effects()).size,
    othersMs,
  };
}
