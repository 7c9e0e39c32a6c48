import type { Prisma } from '@hybrid/prisma';
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

/** Begins a run: it, its job and its line in the audit log exist together, or none does. One that was begun already is left alone. */
export async function beginRun(
  { name, job }: Pick<AnyBulkChange, 'name' | 'job'>,
  ctx: Context,
  run: NewRun,
): Promise<void> {
  const { id, question, matched, undoesId } = run;
  const asked = { actorId: ctx.user.id, address: ctx.session.origin.address, requestId: ctx.requestId };
  await ctx.db.$transaction(async (tx) => {
    const data = { ...run, ...asked, name, createdAt: ctx.now() };
    const { count } = await tx.bulkRun.createMany({ data: [data], skipDuplicates: true });
    if (count === 0) return;
    const jobId = await enqueue(tx, job, { runId: id });
    await tx.bulkRun.update({ where: { id }, data: { jobId } });
    await audit(tx, ctx, {
      action: 'bulk.begun',
      target: `bulk:${id}`,
      before: {},
      after: { change: name, question, matched, ...(undoesId !== undefined && { undoes: undoesId }) },
    });
  });
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
