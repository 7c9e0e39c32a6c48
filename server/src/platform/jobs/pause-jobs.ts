import type { JobPauseKind, Tx } from '@hybrid/prisma';
import { audit } from '../admin/audit.ts';
import type { Context } from '../context.ts';
import { orderInTurn } from './order.ts';
import { type Switch, takeBack, type TakenBack } from '../admin/take-back.ts';

/** A queue, or the jobs of one name. */
export interface PauseTarget {
  readonly kind: JobPauseKind;
  readonly name: string;
}

/** How the audit log tells of pauses. */
export function switchOf({ kind, name }: PauseTarget): Switch {
  return { target: `${kind}:${name}`, states: { 'jobs.paused': 'paused', 'jobs.resumed': 'not paused' } };
}

/**
 * Has no worker begin a job of this queue or name until it is resumed. What runs goes on; what is enqueued waits.
 *
 * @returns the line of the audit log by which this is taken back; null where it was paused already.
 * @throws FORBIDDEN from whoever is not at least an operator.
 */
export async function pauseJobs(ctx: Context, target: PauseTarget): Promise<string | null> {
  return orderInTurn(ctx, switchOf(target).target, (tx, at) => pause(tx, at, target));
}

/**
 * Lets the jobs of a queue or name begin again. One that is not paused is left as it is.
 *
 * @returns the line of the audit log by which this is taken back; null where it was not paused.
 * @throws as {@link pauseJobs}.
 */
export async function resumeJobs(ctx: Context, target: PauseTarget): Promise<string | null> {
  return orderInTurn(ctx, switchOf(target).target, (tx, at) => resume(tx, at, target));
}

/**
 * Takes back a pause, or its end, as long as nobody has paused or resumed the same since.
 *
 * @param line of the audit log: what is taken back.
 * @throws as {@link pauseJobs}.
 */
export async function takeBackPause(
  ctx: Context,
  target: PauseTarget,
  line: string,
): Promise<TakenBack<'pause' | 'resume'>> {
  const what = switchOf(target);
  return orderInTurn(ctx, what.target, (tx, now) =>
    takeBack(tx, { what, line }, async ({ action, at }) =>
      action === 'jobs.paused'
        ? { act: 'resume', line: await resume(tx, now, { ...target, at }) }
        : { act: 'pause', line: await pause(tx, now, target) },
    ),
  );
}

async function pause(tx: Tx, ctx: Context, { kind, name }: PauseTarget): Promise<string | null> {
  const data = [{ kind, name, by: ctx.user.id, at: ctx.now() }];
  const { count } = await tx.jobPause.createMany({ data, skipDuplicates: true });
  return count === 0 ? null : auditPause(tx, ctx, { kind, name, isPaused: true });
}

/** Ends a pause; where its moment is told, no other than that. */
async function resume(tx: Tx, ctx: Context, { kind, name, at }: PauseTarget & { at?: Date }): Promise<string | null> {
  const { count } = await tx.jobPause.deleteMany({ where: { kind, name, ...(at && { at }) } });
  return count === 0 ? null : auditPause(tx, ctx, { kind, name, isPaused: false });
}

async function auditPause(
  tx: Tx,
  ctx: Context,
  { isPaused, ...target }: PauseTarget & { isPaused: boolean },
): Promise<string> {
  const action = isPaused ? 'jobs.paused' : 'jobs.resumed';
  const change = { before: { isPaused: !isPaused }, after: { isPaused } };
  return audit(tx, ctx, { action, target: switchOf(target).target, ...change });
}
