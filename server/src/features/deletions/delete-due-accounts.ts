import type { Tx } from '@hybrid/prisma';
import { z } from 'zod';
import { tellOfStanding } from '../../platform/events/announce.ts';
import { enqueue } from '../../platform/jobs/enqueue.ts';
import { job, type JobContext } from '../../platform/jobs/job.ts';
import { isLastAdmin } from './last-admin.ts';
import { filesOf, goesBefore, takeTurn } from './what-goes-along.ts';

const batch = 50;
/** So many files go in one job: their keys are its payload. */
const filesPerJob = 500;

/**
 * Deletes the accounts whose time has come, each for itself: an attempt that breaks off leaves the rest to the next.
 *
 * @remarks
 * What somebody has a lot of goes first, in parts, as one statement has its time; the account goes last, with the rest, and is due until
 * then, so that the next attempt goes on where this one stopped. Kept in between, it is kept without what has gone.
 * A suspended account goes as well: what was asked for before is not kept from anybody, and what they did stands in the
 * audit trail. An admin who became the only one meanwhile stays, and is tried again every day.
 */
export const deleteDueAccounts = job({
  name: 'deletions.deleteDue',
  payload: z.object({}),
  cron: '40 3 * * *',
  timeoutMs: 10 * 60_000,
  async run(ctx) {
    let after = '';
    let failed: unknown = null;
    for (;;) {
      const due = await ctx.db.user.findMany({
        where: { deletionDueAt: { lte: ctx.now() }, id: { gt: after } },
        orderBy: { id: 'asc' },
        take: batch,
        select: { id: true },
      });
      for (const { id } of due) {
        ctx.signal.throwIfAborted();
        // One that cannot be deleted must not keep those behind it.
        await deleteWhole(ctx, id)
          .then(() => ctx.auth.changed(id))
          .catch((error: unknown) => {
            ctx.log.error({ err: error, userId: id }, 'An account that is due could not be deleted.');
            failed ??= error;
          });
      }
      const last = due.at(-1);
      if (!last) break;
      after = last.id;
    }
    if (failed !== null) throw failed;
  },
});

/** Removes files from the storage that no row names any more. */
export const removeFiles = job({
  name: 'deletions.removeFiles',
  payload: z.object({ keys: z.array(z.string()) }),
  timeoutMs: 5 * 60_000,
  async run({ storage, signal }, { keys }) {
    for (const key of keys) {
      signal.throwIfAborted();
      await storage.delete(key);
    }
  },
});

async function deleteWhole(ctx: JobContext, id: string): Promise<void> {
  // Of an admin who stays nothing goes.
  if (await ctx.db.$transaction((tx) => isLastAdmin(tx, id))) return warnOfLast(ctx, id);
  for (const removeSome of goesBefore) {
    let count: number;
    do {
      ctx.signal.throwIfAborted();
      count = await ctx.db.$transaction(async (tx) => {
        // Not locked: whoever follows them or writes for them takes their row among others, in an order of its own.
        const due = await tx.user.count({ where: { id, deletionDueAt: { lte: ctx.now() } } });
        return due === 0 ? 0 : removeSome(tx, id);
      });
    } while (count > 0);
  }
  await ctx.db.$transaction((tx) => deleteAccount(tx, ctx, id), { timeout: 60_000 });
}

function warnOfLast({ log }: JobContext, userId: string): void {
  log.warn({ userId }, 'The only admin was to be deleted, and stays.');
}

async function deleteAccount(tx: Tx, ctx: JobContext, id: string): Promise<void> {
  await takeTurn(tx);
  if (await isLastAdmin(tx, id)) return warnOfLast(ctx, id);
  const { now } = ctx;
  const [user] = await tx.$queryRaw<{ deletionDueAt: Date | null }[]>`
    SELECT deletion_due_at AS "deletionDueAt" FROM "user" WHERE id = ${id} FOR UPDATE`;
  // Cancelled meanwhile, or gone.
  if (!user?.deletionDueAt || user.deletionDueAt > now()) return;
  // Its owner asked for it, or staff did.
  const planned = await tx.auditLog.findFirst({
    where: { target: `user:${id}`, action: 'users.deletionPlanned' },
    orderBy: { at: 'desc' },
    select: { actorId: true },
  });
  const keys = await filesOf(tx, id);
  await tx.verification.deleteMany({ where: { identifier: { endsWith: `:${id}` } } });
  await tx.user.delete({ where: { id } });
  await tellOfStanding(tx, id);
  for (let start = 0; start < keys.length; start += filesPerJob) {
    await enqueue(tx, removeFiles, { keys: keys.slice(start, start + filesPerJob) });
  }
  await tx.auditLog.create({
    data: {
      at: now(),
      actorId: planned?.actorId ?? id,
      action: 'users.deleted',
      target: `user:${id}`,
      before: { deletionDueAt: user.deletionDueAt.toISOString() },
      after: { files: keys.length },
    },
  });
}
