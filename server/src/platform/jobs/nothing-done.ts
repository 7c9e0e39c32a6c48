import { byWhom, lastChange } from '../admin/last-change.ts';
import type { Redirect } from '../admin/section.ts';
import type { Context } from '../context.ts';
import { runsOf } from './list-runs.ts';
import { findQueued, type QueueState } from './queue-state.ts';

/** Leads to the page of a job, or to all where it has none any more, and says how it stands now: whoever asked for a step came too late. */
export async function nothingDone(ctx: Context, id: string): Promise<Redirect> {
  const [queued, runs] = await Promise.all([findQueued(ctx.db, id), runsOf(ctx.db, id)]);
  const outcome = runs[0]?.outcome ?? null;
  const redirect = queued || outcome !== null ? `/admin/jobs/${id}` : '/admin/jobs';
  return { redirect, notice: `Nothing was done: ${queued ? states[queued.state] : await whyGone(ctx, id, outcome)}.` };
}

const states: Readonly<Record<QueueState, string>> = {
  waiting: 'the job waits',
  scheduled: 'the job is for later',
  retrying: 'the job failed, and is tried again by itself',
  running: 'the job is running',
  failed: 'the job has failed for good',
};

/** @param outcome of its last attempt; null where the history has none. */
async function whyGone(ctx: Context, id: string, outcome: string | null): Promise<string> {
  if (outcome === 'succeeded') return 'the job is done';
  const last = await lastChange(ctx.db, { target: `job:${id}`, actions: Object.keys(removals) });
  if (last) return `the job was ${removals[last.action]} ${await byWhom(ctx, last)}`;
  return outcome === null
    ? 'there is no such job any more'
    : `the job has left the queue, and its last attempt is ${outcome}`;
}

const removals: Readonly<Record<string, string>> = { 'jobs.cancelled': 'cancelled', 'jobs.deleted': 'deleted' };
