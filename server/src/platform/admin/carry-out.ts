import type { BulkOutcome, Db } from '@hybrid/prisma';
import { hasRole } from '../access.ts';
import { callerById } from '../auth/callers.ts';
import type { Context } from '../context.ts';
import { Failure } from '../failure.ts';
import type { JobContext } from '../jobs/job.ts';
import type { AnyBulkChange } from './bulk.ts';
import { type BulkRun, endRun } from './bulk-run.ts';
import { readPart } from './bulk-rows.ts';
import { unlessChangedSince, wasChangedBy } from './changed-since.ts';

type Bulk = Pick<AnyBulkChange, 'name' | 'access' | 'audited' | 'decisions' | 'step' | 'undo' | 'read' | 'ids'>;

/** So many rows at a time: between two parts the one who asked is looked up anew. */
const partSize = 100;
/** And so many of them beside one another: each takes a connection of those that everything else shares. */
const rowsAtATime = 4;

/**
 * Makes a bulk change: a part of the rows after the other, each row by the use case of the single change.
 *
 * @remarks
 * What is to be changed is written down before it is: an attempt that takes over from one that was lost goes on with the rows that
 * wait, and each is counted once.
 */
export async function carryOut(bulk: Bulk, job: JobContext, runId: string): Promise<void> {
  await job.db.bulkRun.updateMany({ where: { id: runId, state: 'waiting' }, data: { state: 'running' } });
  for (;;) {
    job.signal.throwIfAborted();
    const run = await job.db.bulkRun.findUnique({ where: { id: runId } });
    if (run?.state !== 'running') return;
    const ctx = await contextOfActor(bulk, job, run);
    if (!ctx) return;
    const waiting = await job.db.bulkRow.findMany({
      where: { runId, outcome: 'waiting' },
      orderBy: { rowId: 'asc' },
      take: partSize,
    });
    if (waiting.length > 0) await changeRows(bulk, { job, ctx, run }, waiting);
    else if (!(await readPart(bulk, ctx, { run, size: partSize }))) return endRun(ctx, runId, { state: 'done' });
  }
}

/** The context of whoever asked, as who they are now; null, and the run has ended, where they may not do it any more. */
async function contextOfActor({ access }: Bulk, job: JobContext, run: BulkRun): Promise<Context | null> {
  const { address, requestId, actorId } = run;
  const session: Context['session'] = {
    origin: { address, userAgent: undefined },
    begin: () => {
      throw new Error('A job begins no session.');
    },
    end: async () => undefined,
  };
  const user = await callerById(job.db, actorId);
  if (user && hasRole(user.role, access)) return { ...job, user, session, requestId };
  const reason = 'Whoever asked for it may not do it any more.';
  const asThem = { db: job.db, now: job.now, session, requestId, user: { id: actorId } };
  await endRun(asThem, run.id, { state: 'stopped', reason });
  return null;
}

interface Turn {
  readonly job: JobContext;
  readonly ctx: Context;
  readonly run: BulkRun;
}

async function changeRows(bulk: Bulk, { job, ctx, run }: Turn, rows: readonly { rowId: string }[]): Promise<void> {
  const { change } = stepOf(bulk, run);
  const { undoesId } = run;
  const undone = undoesId === null ? null : await job.db.bulkRun.findUnique({ where: { id: undoesId } });
  const careful = { ...ctx, condition: unlessChangedSince(bulk, { run, undone }) };
  for (let from = 0; from < rows.length; from += rowsAtATime) {
    job.signal.throwIfAborted();
    const attempts = rows.slice(from, from + rowsAtATime).map(async ({ rowId }) => {
      const wasChanged = () => wasChangedBy(job.db, run, `${bulk.audited}:${rowId}`);
      return note(job.db, { runId: run.id, rowId }, await outcomeOf(() => change(careful, rowId), wasChanged));
    });
    // All are waited for: what goes on after an attempt has failed would meet the next one.
    const failed = (await Promise.allSettled(attempts)).find(({ status }) => status === 'rejected');
    if (failed) await Promise.all(attempts);
    const now = await job.db.bulkRun.findUniqueOrThrow({ where: { id: run.id } });
    job.progress({ done: seenOf(now), total: run.matched });
    if (now.state !== 'running') return;
  }
}

/** How far a run is; what was changed since is left out beside those that were meant, and is not counted on top of them. */
export function seenOf({ changed, unchanged, refused, matched }: BulkRun): number {
  return Math.min(matched, changed + unchanged + refused);
}

/** What a run does to each of its rows. */
export function stepOf(
  { name, step, undo }: Pick<Bulk, 'name' | 'step' | 'undo'>,
  { undoesId }: Pick<BulkRun, 'undoesId'>,
) {
  const wanted = undoesId === null ? step : undo;
  if (!wanted) throw new Error(`A run undoes ${name}, which nothing does in this release.`);
  return wanted;
}

interface Outcome {
  readonly outcome: Exclude<BulkOutcome, 'waiting'>;
  readonly reason: string | null;
}

/** What became of a row; where there was nothing left to change, or it is refused now, an attempt that was lost may have changed it. */
async function outcomeOf(change: () => Promise<boolean>, wasChanged: () => Promise<boolean>): Promise<Outcome> {
  try {
    const isChanged = (await change()) || (await wasChanged());
    return { outcome: isChanged ? 'changed' : 'unchanged', reason: null };
  } catch (error) {
    if (!(error instanceof Failure) || error.status >= 500) throw error;
    if (await wasChanged()) return { outcome: 'changed', reason: null };
    return { outcome: 'refused', reason: error.message };
  }
}

/** Two attempts at a time, as where one was given up that still lives, count a row once. */
async function note(
  db: Db,
  { runId, rowId }: { runId: string; rowId: string },
  { outcome, reason }: Outcome,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.bulkRow.updateMany({
      where: { runId, rowId, outcome: 'waiting' },
      data: { outcome, reason },
    });
    await tx.bulkRun.update({ where: { id: runId }, data: { [outcome]: { increment: count } } });
  });
}
