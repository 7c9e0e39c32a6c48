import { setTimeout as wait } from 'node:timers/promises';
import { Prisma } from '@hybrid/prisma';
import { type Stage } from './stage.ts';
import { until } from '../until.ts';

/** What became of the ticks of a schedule. */
export interface Ticks {
  /** Ticks that were to be. */
  readonly expected: number;
  readonly missed: number;
  readonly doubled: number;
}

/** Has no scheduler run for some minutes, as the database remembers it, and starts two at once. */
export async function makeUpForGap(stage: Stage, { minutes }: { minutes: number }): Promise<Ticks> {
  const first = await stage.startWorker();
  await until(async () => (await stage.db.$queryRaw<unknown[]>`${known()}`).length > 0, 30_000);
  first.child.kill('SIGKILL');
  await first.exited;
  await stage.db.$executeRaw`DELETE FROM graphile_worker._private_jobs`;
  await stage.db.$executeRaw`DELETE FROM chaos_tick`;
  await stage.db.$executeRaw`
    UPDATE graphile_worker._private_known_crontabs
    SET known_since = now() - interval '1 day', last_execution = date_trunc('minute', now()) - ${minutes} * interval '1 minute'`;
  const [from] = await stage.db.$queryRaw<{ last_execution: Date }[]>`${known()}`;
  await Promise.all([stage.startWorker(), stage.startWorker()]);
  return settled(stage, from?.last_execution ?? new Date());
}

/** Kills one of two schedulers at the very moment of a tick, again and again. */
export async function killAtTicks(stage: Stage, { ticks }: { ticks: number }): Promise<Ticks> {
  await stage.startWorker();
  const from = new Date(Math.floor(Date.now() / minuteMs) * minuteMs);
  for (let tick = 0; tick < ticks; tick += 1) {
    const worker = await stage.startWorker();
    const untilTickMs = minuteMs - (Date.now() % minuteMs);
    // Before it, on it, after it.
    await wait(Math.max(0, untilTickMs - 30 + Math.random() * 60));
    worker.child.kill('SIGKILL');
    await worker.exited;
  }
  return settled(stage, from);
}

const minuteMs = 60_000;

function known() {
  return Prisma.sql`SELECT last_execution FROM graphile_worker._private_known_crontabs`;
}

/** Waits until the last tick that was due has run, and compares. */
async function settled({ db }: Stage, from: Date): Promise<Ticks> {
  const to = new Date(Math.floor(Date.now() / minuteMs) * minuteMs);
  const at = async () => (await db.$queryRaw<{ at: Date }[]>`SELECT at FROM chaos_tick`).map((row) => row.at.getTime());
  await until(async () => (await at()).includes(to.getTime()), 90_000);
  await until(async () => (await db.$queryRaw<unknown[]>`${locked}`).length === 0, 60_000);
  const counts = Map.groupBy(await at(), (moment) => moment);
  const expected = Array.from(
    { length: (to.getTime() - from.getTime()) / minuteMs },
    (_, index) => from.getTime() + (index + 1) * minuteMs,
  );
  return {
    expected: expected.length,
    missed: expected.filter((moment) => !counts.has(moment)).length,
    doubled: [...counts.values()].filter((same) => same.length > 1).length,
  };
}

const locked = Prisma.sql`SELECT FROM graphile_worker._private_jobs WHERE locked_at IS NOT NULL`;
