import type { Db } from '@hybrid/prisma';
import { type AnyJob, type Schedule, scheduleOf } from './job.ts';
import { runsById } from './list-runs.ts';
import { nextTick } from './next-tick.ts';
import { type Named, namesOf } from '../admin/who-acted.ts';
import { scheduleWords } from './schedule-words.ts';

/** A job that runs by itself, with when it does and when it did. */
export interface ScheduledJob {
  readonly id: string;
  readonly name: string;
  readonly words: string;
  readonly line: string;
  readonly timeZone: string;
  /** Null where it has none in years, or is turned off. */
  readonly next: Date | null;
  /** Its last attempt, by whatever it was enqueued. */
  readonly last: {
    readonly jobId: string;
    readonly attempt: number;
    readonly outcome: string;
    readonly startedAt: Date;
  } | null;
  readonly off: {
    readonly at: Date;
    readonly by: Named | null;
  } | null;
}

type Sources = { readonly db: Db; now(): Date };

/** Lists the schedules of jobs, by name. */
export async function listSchedules({ db, now }: Sources, declared: readonly AnyJob[]): Promise<ScheduledJob[]> {
  const schedules = declared.flatMap((job) => {
    const schedule = scheduleOf(job);
    return schedule ? [{ job, schedule }] : [];
  });
  const switched = await readOff(db);
  const last = await readLast(
    db,
    schedules.map(({ job }) => job.name),
  );
  return schedules
    .map(({ job: { name }, schedule }) =>
      describe(name, schedule, { off: switched.get(schedule.id), last: last.get(name), now: now() }),
    )
    .toSorted((one, other) => one.name.localeCompare(other.name));
}

function describe(
  name: string,
  schedule: Required<Schedule>,
  {
    off = null,
    last = null,
    now,
  }: { off: ScheduledJob['off'] | undefined; last: ScheduledJob['last'] | undefined; now: Date },
): ScheduledJob {
  const { id, line, timeZone } = schedule;
  return {
    id,
    name,
    line,
    timeZone,
    words: scheduleWords(schedule),
    next: off ? null : nextTick(schedule, now),
    last,
    off,
  };
}

async function readOff(db: Db): Promise<ReadonlyMap<string, NonNullable<ScheduledJob['off']>>> {
  const rows = await db.jobScheduleOff.findMany();
  const named = await namesOf(
    db,
    rows.flatMap(({ by }) => by ?? []),
  );
  return new Map(rows.map(({ id, at, by }) => [id, { at, by: by === null ? null : named(by) }]));
}

/**
 * One look at the index for each name, however many runs there are.
 *
 * @remarks
 * Asked for `name = …`, Postgres takes every name to be as frequent as the others, and reads the whole history by its start for one
 * that never ran. The first at or after a name is to be had from the index of names alone.
 */
async function readLast(
  db: Db,
  names: readonly string[],
): Promise<ReadonlyMap<string, NonNullable<ScheduledJob['last']>>> {
  const ids = await db.$queryRaw<{ id: string }[]>`
    SELECT one.id::text FROM unnest(${names}::text[]) AS of(name) CROSS JOIN LATERAL (
      SELECT id, name FROM job_run WHERE job_run.name >= of.name ORDER BY name, started_at DESC, id DESC LIMIT 1) AS one
    WHERE one.name = of.name`;
  const runs = await runsById(
    db,
    ids.map(({ id }) => id),
  );
  return new Map(runs.map((run) => [run.name, run]));
}
