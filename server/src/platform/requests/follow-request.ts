import type { Db } from '@hybrid/prisma';
import { auditLines, type AuditLine, type KeptOfTarget } from '../admin/audit-trail.ts';
import { shortAddressesIn } from '../admin/redaction.ts';
import { type WhoActed, whoActed } from '../admin/who-acted.ts';
import { hasRole } from '../access.ts';
import type { Context } from '../context.ts';
import { exact, type Mark } from '../admin/phrases.ts';
import { type DeclaredJob, queueOf } from '../jobs/job-filter.ts';
import { type QueuedJob, queuedOfRequest } from '../jobs/queue-state.ts';

/** One thing that came of a request. */
export interface RequestStep {
  /** When it happened; of a job that has not begun, when it is due. */
  readonly at: Date;
  readonly kind: 'call' | 'change' | 'job' | 'event' | 'mail';
  readonly title: string;
  /** Where there is a page of it. */
  readonly href: string | null;
  readonly mark: Mark;
  readonly word: string;
  readonly tookMs: number | null;
  /** More of it, such as why it failed. */
  readonly note: string;
}

/** What was written down under one request. */
export interface FollowedRequest {
  readonly steps: readonly RequestStep[];
  /** Null where there are no steps. */
  readonly beganAt: Date | null;
  readonly changes: readonly AuditLine[];
  readonly who: WhoActed | null;
  /** Whether some were left out, as there are so many. */
  readonly isCut: boolean;
}

/** What was declared of what comes of a request: the jobs, and what viewers see of a change. */
export interface DeclaredOf {
  readonly jobs: readonly DeclaredJob[];
  readonly keptOf: KeptOfTarget;
}

/** So much of each kind is shown. */
const stepsMax = 100;

/** Follows a request through all that was written down about it: calls, changes, jobs, events and mails, in their order. */
export async function followRequest(
  ctx: Pick<Context, 'db' | 'user'>,
  requestId: string,
  { jobs: declared, keptOf }: DeclaredOf,
): Promise<FollowedRequest> {
  const { db } = ctx;
  const where = { where: { requestId }, take: stepsMax };
  const calls = await db.requestRecord.findMany(where);
  const rows = await db.auditLog.findMany({ ...where, orderBy: { at: 'asc' } });
  const changes = await auditLines(ctx, rows, keptOf);
  // The queue first: what leaves it meanwhile is then found in the history.
  const queued = await queuedOfRequest(db, requestId, stepsMax);
  const runs = await runsOfRequest(db, requestId);
  const ahead = queued.filter((job) => !hasBegun(job, runs));
  const pauseOf = ahead.length === 0 ? () => null : await readPauseOf(db, declared);
  const mails = await db.mail.findMany({
    ...where,
    select: { id: true, template: true, state: true, error: true, createdAt: true },
  });
  const asked = calls.find(({ userId }) => userId !== null);
  const steps = [
    ...calls.map(stepOfCall),
    ...changes.map(({ id, at, action, target }): RequestStep => {
      return {
        at,
        kind: 'change',
        title: action,
        href: `/admin/audit/${id}`,
        mark: 'ok',
        word: 'done',
        tookMs: null,
        note: target,
      };
    }),
    ...runs.map((run) => stepOfRun(run, ctx)),
    ...ahead.map((job) => stepOfQueued(job, { reader: ctx, pause: pauseOf(job.name) })),
    ...mails.map(({ id, template, state, createdAt: at }): RequestStep => {
      const href = hasRole(ctx.user.role, 'operator') ? `/admin/mail/${id}` : null;
      return { at, kind: 'mail', title: template, href, mark: mailMarks[state], word: state, tookMs: null, note: '' };
    }),
  ];
  const moments = [...steps.map(({ at }) => at), ...ahead.map(({ queuedAt }) => queuedAt)].map((at) => at.getTime());
  return {
    steps: steps.toSorted((one, other) => one.at.getTime() - other.at.getTime()),
    beganAt: moments.length === 0 ? null : new Date(Math.min(...moments)),
    changes,
    who: asked ? (await whoActed(db, [asked]))(asked) : null,
    isCut: [calls, rows, queued, runs, mails].some(({ length }) => length === stepsMax),
  };
}

const mailMarks = { queued: 'busy', sent: 'ok', kept: 'idle', dropped: 'idle', failed: 'bad' } as const;
const runMarks: Readonly<Record<string, Mark>> = { succeeded: 'ok', failed: 'bad', lost: 'bad', running: 'busy' };
const queueMarks = { waiting: 'idle', scheduled: 'idle', retrying: 'busy', running: 'busy', failed: 'bad' } as const;

type Call = Awaited<ReturnType<Db['requestRecord']['findMany']>>[number];

function stepOfCall({ at, procedure, tookMs, status, error, client, version }: Call): RequestStep {
  // It is remembered at its end.
  const began = new Date(at.getTime() - tookMs);
  const mark = status >= 500 ? 'bad' : status >= 400 ? 'busy' : 'ok';
  const word = error === null ? 'answered' : `${status} ${error}`;
  const href = `/admin/contract/${encodeURIComponent(procedure)}`;
  return {
    at: began,
    kind: 'call',
    title: procedure,
    href,
    mark,
    word,
    tookMs,
    note: `by ${client} ${version}`.trim(),
  };
}

interface RunOfRequest {
  readonly jobId: string;
  readonly name: string;
  readonly attempt: number;
  readonly outcome: string;
  readonly error: string | null;
  readonly note: string | null;
  readonly at: Date;
  readonly tookMs: number | null;
}

async function runsOfRequest(db: Db, requestId: string): Promise<RunOfRequest[]> {
  return db.$queryRaw`
    SELECT job_id AS "jobId", name, attempt, outcome::text, error, progress->>'note' AS note, started_at AS at,
      (extract(epoch FROM finished_at - started_at) * 1000)::int AS "tookMs"
    FROM job_run WHERE request_id = ${requestId} ORDER BY started_at LIMIT ${stepsMax}`;
}

/**
 * Whether the attempt at a job that the queue tells of is one that the history tells of.
 *
 * @remarks
 * One that the watchdog gave up, or that was replaced while it ran, counts in the queue as tried as often as it may be, and in the history
 * as often as it was: it is known by that it runs, or by what it failed with, of which the queue has the message and the history
 * more.
 */
function hasBegun({ id, state, attempts, error }: QueuedJob, runs: readonly RunOfRequest[]): boolean {
  const told = state === 'running' || state === 'failed' ? attempts : attempts + 1;
  const isSame = (run: RunOfRequest) =>
    (state === 'running' && run.outcome === 'running') ||
    (state === 'failed' && error !== null && run.error !== null && run.error.includes(error));
  return runs.some((run) => run.jobId === id && (run.attempt >= told || isSame(run)));
}

type Reader = Pick<Context, 'user'>;

function stepOfRun(
  { jobId, name, attempt, outcome, error, note, at, tookMs }: RunOfRequest,
  reader: Reader,
): RequestStep {
  return {
    at,
    kind: kindOf(name),
    title: name,
    href: `/admin/jobs/${jobId}#attempt-${attempt}`,
    mark: runMarks[outcome] ?? 'idle',
    word: attempt > 1 ? `${outcome}, attempt ${attempt}` : outcome,
    tookMs,
    note: firstLineFor(reader, error ?? note),
  };
}

function stepOfQueued(
  { id, name, state, runAt, lockedAt, failedAt, error }: QueuedJob,
  { reader, pause }: { reader: Reader; pause: string | null },
): RequestStep {
  const isAhead = state !== 'running' && state !== 'failed';
  const isPaused = isAhead && pause !== null;
  return {
    at: lockedAt ?? failedAt ?? runAt,
    kind: kindOf(name),
    title: name,
    href: `/admin/jobs/${id}`,
    mark: queueMarks[state],
    word: isPaused ? `${state}, paused` : state,
    tookMs: null,
    note: isAhead ? `due ${exact(runAt)}${isPaused ? `; ${pause}` : ''}` : firstLineFor(reader, error),
  };
}

/** Tells of a name why its jobs do not begin, where it or its queue is paused. */
async function readPauseOf(db: Db, declared: readonly DeclaredJob[]): Promise<(name: string) => string | null> {
  const pauses = await db.jobPause.findMany();
  return (name) => {
    const queue = queueOf(name, declared);
    if (pauses.some((pause) => pause.kind === 'job' && pause.name === name)) return 'jobs of this name are paused';
    const isQueuePaused = pauses.some((pause) => pause.kind === 'queue' && pause.name === queue);
    return isQueuePaused ? `the queue ${queue} is paused` : null;
  };
}

function kindOf(name: string): RequestStep['kind'] {
  return name === 'events.deliver' ? 'event' : 'job';
}

function firstLineFor({ user }: Reader, text: string | null): string {
  const [firstLine = ''] = (text ?? '').split('\n');
  return hasRole(user.role, 'operator') ? firstLine : shortAddressesIn(firstLine);
}
