import type { Db, Tx } from '@hybrid/prisma';
import { z } from 'zod';
import { type LastChange, lastChange } from '../admin/last-change.ts';
import type { Context } from '../context.ts';
import { isOver, type Place, placeJob } from './reschedule-job.ts';

/** How a job stands that was rescheduled: as it was put then, or why that is taken back no more. */
export type Standing =
  | { readonly how: 'still'; readonly from: Date; readonly to: Date }
  | { readonly how: 'begun' | 'unknown' }
  /** By whom is null where it was nobody, as where a worker that was stopped gave it back. */
  | { readonly how: 'elsewhere' | 'gone'; readonly last: LastChange | null };

/** What the audit log keeps of where a job was put. */
const Written: z.ZodType<Place> = z.object({
  runAt: z.iso.datetime().transform((text) => new Date(text)),
  attempts: z.number(),
  attemptsMax: z.number(),
  priority: z.number(),
});

const rescheduled = 'jobs.rescheduled';
const steered = [rescheduled, 'jobs.retried', 'jobs.hastened'];
const removed = ['jobs.cancelled', 'jobs.deleted'];

/**
 * Has a job due again when it was before it was rescheduled, as long as it has not begun and nobody put it elsewhere since.
 *
 * @param line of the audit log: what is taken back.
 * @returns whether it is.
 */
export async function takeBackReschedule(ctx: Context, id: string, line: string): Promise<boolean> {
  const moved = await placeJob(ctx, { id, action: rescheduled }, async (job, { tx }) => {
    const standing = await standingOf(tx, id, line);
    return standing.how === 'still' ? { ...job, runAt: standing.from } : null;
  });
  return moved !== null;
}

/** Tells whether a job still stands where a line of the audit log says that it was put. */
export async function standingOf(db: Db | Tx, id: string, line: string): Promise<Standing> {
  const made = await readMade(db, id, line);
  if (!made) return { how: 'unknown' };
  const target = `job:${id}`;
  const job = await readPlace(db, id);
  if (!job) return { how: 'gone', last: await lastChange(db, { target, actions: removed }) };
  const { before, after } = made;
  if (job.isLocked || job.attempts !== after.attempts) return { how: 'begun' };
  const last = await lastChange(db, { target, actions: steered });
  if (last?.id !== line) return { how: 'elsewhere', last };
  return isAt(job, after) ? { how: 'still', from: before.runAt, to: after.runAt } : { how: 'elsewhere', last: null };
}

type Due = Pick<Place, 'runAt' | 'attempts' | 'priority'>;

function isAt(job: Due, put: Due): boolean {
  return job.runAt.getTime() === put.runAt.getTime() && job.priority === put.priority;
}

/** What was made of a job by a line; null where it is no line of this, or of one that was due no more. */
async function readMade(db: Db | Tx, id: string, line: string): Promise<Record<'before' | 'after', Place> | null> {
  const found = await db.auditLog.findUnique({ where: { id: line } });
  if (found?.action !== rescheduled || found.target !== `job:${id}`) return null;
  const made = z.object({ before: Written, after: Written }).safeParse(found).data;
  return made && !isOver(made.before) ? made : null;
}

async function readPlace(db: Db | Tx, id: string) {
  const [found] = await db.$queryRaw<(Due & { isLocked: boolean })[]>`
    SELECT run_at AS "runAt", attempts::int, priority::int, locked_at IS NOT NULL AS "isLocked"
    FROM graphile_worker._private_jobs WHERE id = ${id}::bigint`;
  return found ?? null;
}
