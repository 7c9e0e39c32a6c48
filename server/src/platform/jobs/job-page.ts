import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { hasRole, type Role } from '../access.ts';
import { idOf } from '../admin/fields.ts';
import { type LivePart, livePart, type LiveSources } from '../admin/live-part.ts';
import { redact } from '../admin/redaction.ts';
import type { AdminRequest, View } from '../admin/section.ts';
import { whoActed } from '../admin/who-acted.ts';
import type { Context } from '../context.ts';
import { platformFailure } from '../failure.ts';
import { type DeclaredJob, queueOf } from './job-filter.ts';
import { jobRedactions, shownText } from './job-listing.ts';
import { jobTopic } from './job-topic.ts';
import { type LoggedRun, runsOf } from './list-runs.ts';
import { findQueued, type QueuedJob, readPayload } from './queue-state.ts';
import { readPausesOf } from './read-pauses.ts';
import { shownLine, shownPayload } from './shown-payload.ts';

/** The queue's ids are of the type bigint. */
export const JobId = z.string().regex(/^[1-9]\d{0,17}$/);

/** All that is known of a job, as somebody of a role may see it. */
export type ShownJob = Awaited<ReturnType<typeof readJob>>;

/** What of the page of a job is live: all that is known of it. */
export function liveJob(sources: LiveSources, declared: readonly DeclaredJob[]): LivePart<ShownJob> {
  return livePart(sources, {
    access: 'viewer',
    path: '/:id/live',
    at: ({ params }) => `/admin/jobs/${idOf(JobId, params['id'])}/live`,
    parts: { job: 'jobs/live' },
    read: ({ ctx, params }) => readJob(ctx, idOf(JobId, params['id']), declared),
    topicOf: ({ params }) => jobTopic(idOf(JobId, params['id'])),
  });
}

/** The history is a tenth of a second behind the queue: for so long a job that is done may stand in neither. */
const historyLagMs = 400;

/** Shows a job: where it stands, what it was given, who asked for it, and each attempt with what it said. */
export async function showJob(request: AdminRequest, live: LivePart<ShownJob>): Promise<View> {
  let job = await live.data(request);
  if (job.name === undefined) {
    await wait(historyLagMs);
    job = await live.data(request);
  }
  if (job.name === undefined) throw platformFailure('NOT_FOUND');
  const { role } = request.ctx.user;
  const data = { ...job, canSteer: hasRole(role, 'operator'), canDelete: hasRole(role, 'admin') };
  return { template: 'jobs/detail', title: `Job ${job.id}`, data };
}

async function readJob(
  { db, user: { role } }: Pick<Context, 'db' | 'user'>,
  id: string,
  declared: readonly DeclaredJob[],
) {
  const [queued, runs] = await Promise.all([findQueued(db, id), runsOf(db, id)]);
  const origin = originOf(queued, runs);
  const { name } = origin;
  // The queue itself does not say which of ours a job belongs to: its declaration does, or its last attempt.
  const queue = queueOf(name, declared) ?? runs[0]?.queue ?? null;
  const job = declared.find((one) => one.name === name);
  return {
    id,
    name,
    queue,
    queued: queued && redact(queued, jobRedactions, role),
    key: shownText(origin.key, role),
    payload: queued && { text: shownPayload(await readPayload(db, id), job, role) },
    origin: { requestId: origin.requestId, who: (await whoActed(db, [origin]))(origin) },
    runs: runs.map((run) => shownRun(run, role)),
    paused: await readPausesOf(db, { name, queue }),
  };
}

/** What is the same of a job wherever it is told of. */
function originOf(queued: QueuedJob | null, runs: readonly LoggedRun[]) {
  const none = { name: undefined, key: null, requestId: null, userId: null, actorId: null };
  const { name, key, requestId, userId, actorId } = queued ?? runs.at(-1) ?? none;
  return { name, key, requestId, userId, actorId };
}

function shownRun({ log, ...run }: LoggedRun, role: Role) {
  const { lines = [], omitted = 0 } = log ?? {};
  return { ...redact(run, jobRedactions, role), omitted, lines: lines.map((line) => shownLine(line, role)) };
}
