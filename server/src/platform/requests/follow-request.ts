import type { Db } from '@hybrid/prisma';
import { auditLines, type AuditLine } from '../admin/audit-trail.ts';
import { shortAddressesIn } from '../admin/redaction.ts';
import { type WhoActed, whoActed } from '../admin/who-acted.ts';
import { hasRole } from '../access.ts';
import type { Context } from '../context.ts';
import type { Mark } from '../admin/phrases.ts';

/** One thing that came of a request. */
export interface RequestStep {
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
  readonly changes: readonly AuditLine[];
  readonly who: WhoActed | null;
  /** Whether some were left out, as there are so many. */
  readonly isCut: boolean;
}

/** So much of each kind is shown. */
const stepsMax = 100;

/** Follows a request through all that was written down about it: calls, changes, jobs, events and mails, in their order. */
export async function followRequest(ctx: Pick<Context, 'db' | 'user'>, requestId: string): Promise<FollowedRequest> {
  const { db } = ctx;
  const where = { where: { requestId }, take: stepsMax };
  const calls = await db.requestRecord.findMany(where);
  const rows = await db.auditLog.findMany({ ...where, orderBy: { at: 'asc' } });
  const changes = await auditLines(ctx, rows);
  const runs = await runsOfRequest(ctx, requestId);
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
    ...runs,
    ...mails.map(({ id, template, state, createdAt: at }): RequestStep => {
      const href = hasRole(ctx.user.role, 'operator') ? `/admin/mail/${id}` : null;
      return { at, kind: 'mail', title: template, href, mark: mailMarks[state], word: state, tookMs: null, note: '' };
    }),
  ];
  return {
    steps: steps.toSorted((one, other) => one.at.getTime() - other.at.getTime()),
    changes,
    who: asked ? (await whoActed(db, [asked]))(asked) : null,
    isCut: [calls, rows, runs, mails].some(({ length }) => length === stepsMax),
  };
}

const mailMarks = { queued: 'busy', sent: 'ok', kept: 'idle', dropped: 'idle', failed: 'bad' } as const;
const runMarks: Readonly<Record<string, Mark>> = { succeeded: 'ok', failed: 'bad', lost: 'bad', running: 'busy' };

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

async function runsOfRequest({ db, user }: Pick<Context, 'db' | 'user'>, requestId: string): Promise<RequestStep[]> {
  const runs = await db.$queryRaw<
    {
      jobId: string;
      name: string;
      attempt: number;
      outcome: string;
      error: string | null;
      note: string | null;
      at: Date;
      tookMs: number | null;
    }[]
  >`
    SELECT job_id AS "jobId", name, attempt, outcome::text, error, progress->>'note' AS note, started_at AS at,
      (extract(epoch FROM finished_at - started_at) * 1000)::int AS "tookMs"
    FROM job_run WHERE request_id = ${requestId} ORDER BY started_at LIMIT ${stepsMax}`;
  return runs.map(({ jobId, name, attempt, outcome, error, note, at, tookMs }) => {
    const [firstLine = ''] = (error ?? note ?? '').split('\n');
    const isEvent = name === 'events.deliver';
    return {
      at,
      kind: isEvent ? 'event' : 'job',
      title: name,
      href: `/admin/jobs/${jobId}#attempt-${attempt}`,
      mark: runMarks[outcome] ?? 'idle',
      word: attempt > 1 ? `${outcome}, attempt ${attempt}` : outcome,
      tookMs,
      note: hasRole(user.role, 'operator') ? firstLine : shortAddressesIn(firstLine),
    };
  });
}
