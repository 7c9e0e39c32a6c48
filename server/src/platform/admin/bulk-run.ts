import type { Prisma, Tx } from '@hybrid/prisma';
import type { Context } from '../context.ts';
import { enqueue } from '../jobs/enqueue.ts';
import { audit, type AuditContext } from './audit.ts';
import type { AnyBulkChange } from './bulk.ts';

/** A run of a bulk change, as the database has it. */
export type BulkRun = Prisma.BulkRunGetPayload<object>;

/** What a run begins with. */
interface NewRun {
  /** From the page that asked, so that a form that is sent twice begins one. */
  readonly id: string;
  readonly query: Record<string, string>;
  readonly question: string;
  readonly matched: number;
  readonly cursor: string;
  readonly undoesId?: string;
}

/**
 * Begins a run: it, its job and its line in the audit log exist together, or none does. One that was begun already is left alone, and
 * so is a run that is taken back already.
 *
 * @returns the id of the run that there is.
 */
export async function beginRun(
  { name, job }: Pick<AnyBulkChange, 'name' | 'job'>,
  ctx: Context,
  run: NewRun,
): Promise<string> {
  const { id, question, matched, undoesId } = run;
  const asked = { actorId: ctx.user.id, address: ctx.session.origin.address, requestId: ctx.requestId };
  return ctx.db.$transaction(async (tx) => {
    const undoing = undoesId === undefined ? null : await findUndoing(tx, undoesId);
    if (undoing !== null) return undoing;
    const data = { ...run, ...asked, name, createdAt: ctx.now() };
    const { count } = await tx.bulkRun.createMany({ data: [data], skipDuplicates: true });
    if (count === 0) return id;
    const jobId = await enqueue(tx, job, { runId: id });
    await tx.bulkRun.update({ where: { id }, data: { jobId } });
    await audit(tx, ctx, {
      action: 'bulk.begun',
      target: `bulk:${id}`,
      before: {},
      after: { change: name, question, matched, ...(undoesId !== undefined && { undoes: undoesId }) },
    });
    return id;
  });
}

/** What takes a run back already; whoever asks at the same time waits for the answer. */
async function findUndoing(tx: Tx, undoesId: string): Promise<string | null> {
  await tx.$queryRaw`SELECT id FROM bulk_run WHERE id = ${undoesId}::uuid FOR UPDATE`;
  return (await tx.bulkRun.findFirst({ where: { undoesId }, select: { id: true } }))?.id ?? null;
}

type End = { readonly state: 'done' } | { readonly state: 'stopped'; readonly reason: string };

/** Ends a run, once: with what came of it, and why where it was stopped. */
export async function endRun(ctx: AuditContext & Pick<Context, 'db'>, id: string, end: End): Promise<void> {
  await ctx.db.$transaction(async (tx) => {
    const { count } = await tx.bulkRun.updateMany({
      where: { id, state: { in: ['waiting', 'running'] } },
      data: { ...end, endedAt: ctx.now() },
    });
    if (count === 0) return;
    const { matched, changed, unchanged, refused } = await tx.bulkRun.findUniqueOrThrow({ where: { id } });
    const reason = end.state === 'stopped' ? end.reason : null;
    await audit(tx, ctx, {
      action: end.state === 'done' ? 'bulk.finished' : 'bulk.stopped',
      target: `bulk:${id}`,
      before: {},
      after: { matched, changed, unchanged, refused, reason },
    });
  });
}
