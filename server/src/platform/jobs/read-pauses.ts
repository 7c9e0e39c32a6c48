import type { Db, JobPauseKind } from '@hybrid/prisma';

/** A queue or a name that is paused, since when, and by whom. */
export interface Pause {
  readonly kind: JobPauseKind;
  readonly name: string;
  readonly at: Date;
  /** Null where nobody is known, as where it was done by hand. */
  readonly by: { readonly id: string; readonly username: string | null } | null;
}

/** Reads what is paused, and who paused it. */
export async function readPauses(db: Db): Promise<Pause[]> {
  const rows = await db.jobPause.findMany({ orderBy: [{ kind: 'asc' }, { name: 'asc' }] });
  const people = await namesOfPeople(
    db,
    rows.map(({ by }) => by),
  );
  return rows.map(({ by, ...row }) => ({
    ...row,
    by: by === null ? null : { id: by, username: people.get(by) ?? null },
  }));
}

/** The names of people by their ids, of those who are still there. */
export async function namesOfPeople(db: Db, ids: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> {
  const known = [...new Set(ids.filter((id) => id !== null))];
  if (known.length === 0) return new Map();
  const rows = await db.user.findMany({ where: { id: { in: known } }, select: { id: true, username: true } });
  return new Map(rows.map(({ id, username }) => [id, username]));
}

/** Whether the jobs of a name, or those of a queue, are paused. */
export async function readPausesOf(db: Db, { name, queue }: { name: string | undefined; queue: string | null }) {
  const pauses = await db.jobPause.findMany({
    where: {
      OR: [
        { kind: 'job', name: name ?? '' },
        { kind: 'queue', name: queue ?? '' },
      ],
    },
  });
  const isPaused = (wanted: JobPauseKind) => pauses.some(({ kind }) => kind === wanted);
  return { job: isPaused('job'), queue: isPaused('queue') };
}
