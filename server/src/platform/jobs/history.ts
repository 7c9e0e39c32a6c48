import type { Db } from '@hybrid/prisma';

/** One attempt at a job, as it begins. */
export interface RunStart {
  readonly jobId: string;
  readonly name: string;
  readonly attempt: number;
  readonly queuedAt: Date;
  readonly requestId: string | null;
}

/** The most of an error's text that is kept. */
const errorCharacters = 10_000;

/**
 * Runs one attempt and records it in `job_run`.
 *
 * @remarks
 * graphile-worker deletes what it finished. The record is written apart from the job's own transactions: it tells what
 * happened, also where the job was rolled back.
 */
export async function recordRun(
  { db, now }: { db: Db; now(): Date },
  start: RunStart,
  attempt: () => Promise<void>,
): Promise<void> {
  const begun = { ...start, startedAt: now() };
  // This attempt would not be, had the one before it ended: its worker was lost.
  await db.jobRun.updateMany({
    where: { jobId: start.jobId, outcome: 'running', attempt: { lt: start.attempt } },
    data: { outcome: 'failed', finishedAt: now(), error: 'The worker was lost while this ran.' },
  });
  // A worker that died left the row of this very attempt behind when its job was unlocked without being counted.
  const { id } = await db.jobRun.upsert({
    where: { jobId_attempt: { jobId: start.jobId, attempt: start.attempt } },
    create: begun,
    update: { ...begun, outcome: 'running', error: null, finishedAt: null },
    select: { id: true },
  });
  try {
    await attempt();
    await db.jobRun.update({ where: { id }, data: { outcome: 'succeeded', finishedAt: now() } });
  } catch (error) {
    await db.jobRun.update({ where: { id }, data: { outcome: 'failed', finishedAt: now(), error: textOf(error) } });
    throw error;
  }
}

function textOf(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return text.slice(0, errorCharacters);
}
