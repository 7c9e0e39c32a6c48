import type { Tx } from '@hybrid/prisma';
import { pendingJobs } from '../../platform/jobs/queue-state.ts';
import type { TagMove } from '../articles/index.ts';
import { moveTag } from './move-tag.ts';

/** Finds the job that is still to give articles another tag, or does so now, where one of these tags is among its own. */
export async function findPendingMove(tx: Tx, { from, to }: TagMove): Promise<{ jobId: string; move: TagMove } | null> {
  const pending = await pendingJobs(tx, moveTag);
  const found = pending.find(({ payload }) => [payload.from, payload.to].some((tag) => tag === from || tag === to));
  return found ? { jobId: found.id, move: found.payload } : null;
}
