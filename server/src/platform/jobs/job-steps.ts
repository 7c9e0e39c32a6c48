import { idOf } from '../admin/fields.ts';
import {
  type AdminPage,
  type AdminRequest,
  change,
  dangerousChange,
  type Redirect,
  type View,
  view,
} from '../admin/section.ts';
import type { StaffRole } from '../admin/section.ts';
import type { Context } from '../context.ts';
import { cancelJob } from './cancel-job.ts';
import { deleteJob } from './delete-job.ts';
import { shownText } from './job-listing.ts';
import { JobId } from './job-page.ts';
import { nothingDone } from './nothing-done.ts';
import { runsOf } from './list-runs.ts';
import { findQueued, type QueueState } from './queue-state.ts';
import { firstPriority, retryJob, runJobNow } from './reschedule-job.ts';

/** What staff may do to a job, each behind a page that says what will follow. */
interface Step {
  readonly name: 'cancel' | 'retry' | 'run' | 'delete';
  readonly access: StaffRole;
  readonly title: string;
  /** Whether it takes a proof of the last minutes, as what nobody can undo does. */
  readonly isDangerous?: boolean;
  /** Of which states of the queue; null is a job that has left it. */
  readonly of: readonly (QueueState | null)[];
  /** What is said once it was done. */
  readonly said: string;
  /** @returns whether it was done. */
  readonly act: (ctx: Context, id: string) => Promise<boolean>;
}

const steps: readonly Step[] = [
  {
    name: 'cancel',
    access: 'operator',
    title: 'Cancel this job?',
    of: ['waiting', 'scheduled', 'retrying', 'running', 'failed'],
    said: 'Cancelled. One that runs is told to stop.',
    act: cancelJob,
  },
  {
    name: 'retry',
    access: 'operator',
    title: 'Try it again now?',
    of: ['waiting', 'scheduled', 'retrying', 'failed'],
    said: 'It is tried again now.',
    act: retryJob,
  },
  {
    name: 'run',
    access: 'operator',
    title: 'Run it before all others?',
    of: ['waiting', 'scheduled', 'retrying', 'failed'],
    said: 'It is due now, before all others.',
    act: runJobNow,
  },
  {
    name: 'delete',
    access: 'admin',
    title: 'Delete this job?',
    isDangerous: true,
    of: ['waiting', 'scheduled', 'retrying', 'failed', null],
    said: 'The job is deleted, and its attempts with it.',
    act: deleteJob,
  },
];

/** The pages of what staff may do to one job. */
export function stepPages(): AdminPage[] {
  return steps.flatMap((step) => [
    view(step.access, `/:id/${step.name}`, (request) => confirmStep(request, step)),
    (step.isDangerous ? dangerousChange : change)(step.access, `/:id/${step.name}`, (request) =>
      takeStep(request, step),
    ),
  ]);
}

async function confirmStep({ ctx, params }: AdminRequest, { name, title, of }: Step): Promise<View | Redirect> {
  const id = idOf(JobId, params['id']);
  const job = await readForStep(ctx, id);
  if (!of.includes(job.state) || (job.state === null && job.attempts === 0)) return nothingDone(ctx, id);
  return { template: 'jobs/steer', title, data: { act: name, job, firstPriority } };
}

/** What of a job is told before something is done to it. */
export async function readForStep({ db, user: { role } }: Context, id: string) {
  const [queued, runs] = await Promise.all([findQueued(db, id), runsOf(db, id)]);
  if (!queued) return { id, name: runs[0]?.name ?? '', state: null, runAt: null, error: null, attempts: runs.length };
  const { name, state, runAt, error } = queued;
  return { id, name, state, runAt, error: shownText(error, role), attempts: runs.length };
}

async function takeStep({ ctx, params }: AdminRequest, { name, act, said }: Step): Promise<Redirect> {
  const id = idOf(JobId, params['id']);
  if (!(await act(ctx, id))) return nothingDone(ctx, id);
  // What is deleted has no page any more.
  return { redirect: name === 'delete' ? '/admin/jobs' : `/admin/jobs/${id}`, notice: said };
}
