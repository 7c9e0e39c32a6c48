import type { Db, JobPauseKind } from '@hybrid/prisma';
import { type Named, namesOf } from '../admin/who-acted.ts';

/** A queue or a name that is paused, since when, and by whom. */
export interface Pause {
  readonly kind: JobPauseKind;
  readonly name: string;
  readonly at: Date;
  /** Null where nobody is known, as where it was done by hand. */
  readonly by: Named | null;
}

/** Reads what is paused, and who paused it. */
export async function readPauses(db: Db): Promise<Pause[]> {
  const rows = await db.jobPause.findMany({ orderBy: [{ kind: 'asc' }, { name: 'asc' }] });
  const named = await namesOf(
    db,
    rows.flatMap(({ by }) => by ?? []),
  );
  return rows.map(({ by, ...row }) => ({ ...row, by: by === null ? null : named(by) }));
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
