import type { JobPauseKind, Tx } from '@hybrid/prisma';
import { demandAccess } from '../access.ts';
import { audit } from '../admin/audit.ts';
import type { Context } from '../context.ts';
import { ordersChannel } from './orders.ts';

/** A queue, or the jobs of one name. */
export interface PauseTarget {
  readonly kind: JobPauseKind;
  readonly name: string;
}

/**
 * Has no worker begin a job of this queue or name until it is resumed. What runs goes on; what is enqueued waits.
 *
 * @throws FORBIDDEN from whoever is not at least an operator.
 */
export async function pauseJobs(ctx: Context, { kind, name }: PauseTarget): Promise<void> {
  await order(ctx, async (tx) => {
    const { count } = await tx.jobPause.createMany({
      data: [{ kind, name, by: ctx.user.id, at: ctx.now() }],
      skipDuplicates: true,
    });
    if (count > 0) await auditPause(tx, ctx, { kind, name, isPaused: true });
  });
}

/** Lets the jobs of a queue or name begin again. One that is not paused is left as it is. */
export async function resumeJobs(ctx: Context, { kind, name }: PauseTarget): Promise<void> {
  await order(ctx, async (tx) => {
    const { count } = await tx.jobPause.deleteMany({ where: { kind, name } });
    if (count > 0) await auditPause(tx, ctx, { kind, name, isPaused: false });
  });
}

/**
 * Takes a job out of the queue; one that runs is told to stop through its signal, on whichever worker it is. One that is done is left alone.
 */
export async function cancelJob(ctx: Context, id: string): Promise<void> {
  await order(ctx, async (tx) => {
    const [job] = await tx.$queryRaw<{ name: string; isRunning: boolean }[]>`
      SELECT identifier AS name, locked_at IS NOT NULL AS "isRunning"
      FROM graphile_worker._private_jobs AS jobs JOIN graphile_worker._private_tasks AS tasks ON tasks.id = task_id
      WHERE jobs.id = ${id}::bigint FOR UPDATE OF jobs`;
    if (!job) return;
    if (job.isRunning) await tx.jobCancel.createMany({ data: [{ jobId: id, at: ctx.now() }], skipDuplicates: true });
    else await takeOut(tx, ctx, id);
    const before = { name: job.name, isRunning: job.isRunning };
    await audit(tx, ctx, { action: 'jobs.cancelled', target: `job:${id}`, before, after: { isWanted: false } });
  });
}

/** The history tells of it as of an attempt that never began. */
async function takeOut(tx: Tx, { now }: Context, id: string): Promise<void> {
  const at = now();
  await tx.$executeRaw`
    WITH removed AS (SELECT * FROM graphile_worker.complete_jobs(ARRAY[${id}::bigint]))
    INSERT INTO job_run (id, job_id, name, attempt, outcome, queued_at, started_at, finished_at)
    SELECT gen_random_uuid(), removed.id, identifier, attempts + 1, 'cancelled', created_at, ${at}, ${at}
    FROM removed JOIN graphile_worker._private_tasks AS tasks ON tasks.id = removed.task_id
    ON CONFLICT (job_id, attempt) DO NOTHING`;
}

/**
 * Has a job tried again now; one that has failed for good gets one more attempt. Its attempts go on counting, so that the
 * history keeps every one. One that is done is left alone.
 */
export async function retryJob(ctx: Context, id: string): Promise<void> {
  await order(ctx, async (tx) => {
    const [job] = await tx.$queryRaw<{ attempts: number; attemptsMax: number }[]>`
      SELECT attempts::int, max_attempts::int AS "attemptsMax"
      FROM graphile_worker._private_jobs WHERE id = ${id}::bigint FOR UPDATE`;
    if (!job) return;
    const attemptsMax = Math.max(job.attemptsMax, job.attempts + 1);
    // One that runs is being tried already, and is left alone.
    const changed = await tx.$executeRaw`
      SELECT FROM graphile_worker.reschedule_jobs(ARRAY[${id}::bigint], run_at => now(), max_attempts => ${attemptsMax}::int)`;
    if (changed === 0) return;
    // As for one that was just enqueued: no worker waits for its next look.
    await tx.$executeRaw`SELECT pg_notify('jobs:insert', '{"count":1}')`;
    const after = { ...job, attemptsMax };
    await audit(tx, ctx, { action: 'jobs.retried', target: `job:${id}`, before: job, after });
  });
}

/** Makes a change and tells the workers, who look every two seconds in any case. */
async function order(ctx: Context, change: (tx: Tx) => Promise<void>): Promise<void> {
  demandAccess('operator', ctx.user);
  await ctx.db.$transaction(async (tx) => {
    await change(tx);
    await tx.$executeRaw`SELECT pg_notify(${ordersChannel}, '')`;
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
