import type { JobPauseKind, Tx } from '@hybrid/prisma';
import { audit } from '../admin/audit.ts';
import type { Context } from '../context.ts';
import { order } from './order.ts';

/** A queue, or the jobs of one name. */
export interface PauseTarget {
  readonly kind: JobPauseKind;
  readonly name: string;
}

/**
 * Has no worker begin a job of this queue or name until it is resumed. What runs goes on; what is enqueued waits.
 *
 * @returns whether it was paused: not where it was already.
 * @throws FORBIDDEN from whoever is not at least an operator.
 */
export async function pauseJobs(ctx: Context, { kind, name }: PauseTarget): Promise<boolean> {
  return order('operator', ctx, async (tx) => {
    const { count } = await tx.jobPause.createMany({
      data: [{ kind, name, by: ctx.user.id, at: ctx.now() }],
      skipDuplicates: true,
    });
    if (count > 0) await auditPause(tx, ctx, { kind, name, isPaused: true });
    return count > 0;
  });
}

/**
 * Lets the jobs of a queue or name begin again. One that is not paused is left as it is.
 *
 * @returns whether it was resumed.
 * @throws as {@link pauseJobs}.
 */
export async function resumeJobs(ctx: Context, { kind, name }: PauseTarget): Promise<boolean> {
  return order('operator', ctx, async (tx) => {
    const { count } = await tx.jobPause.deleteMany({ where: { kind, name } });
    if (count > 0) await auditPause(tx, ctx, { kind, name, isPaused: false });
    return count > 0;
  });
}

async function auditPause(
  tx: Tx,
  ctx: Context,
  { kind, name, isPaused }: PauseTarget & { isPaused: boolean },
): Promise<void> {
  const action = isPaused ? 'jobs.paused' : 'jobs.resumed';
  await audit(tx, ctx, { action, target: `${kind}:${name}`, before: { isPaused: !isPaused }, after: { isPaused } });
}
