import type { Db } from '@hybrid/prisma';
import { z } from 'zod';
import { hasRole, type Role } from '../access.ts';
import { choice, Moment, SearchText, textUpTo } from '../admin/fields.ts';
import type { Listing } from '../admin/listing.ts';
import { type Redactions, shortAddressesIn } from '../admin/redaction.ts';
import { type DeclaredJob, endedStates, type JobFilter } from './job-filter.ts';
import { countJobs, type JobLine, jobsCountMax, listJobs } from './list-jobs.ts';
import { countQueue, type QueueState, queueStates } from './queue-state.ts';

/** The list of jobs, as its page shows it and its downloads hold it. */
export type JobListing = Listing<JobFilter, JobLine>;

/** Why a job failed, and its key, may name whom it was about. */
export const jobRedactions: Redactions<{ error: string | null; key: string | null }> = {
  error: { from: 'viewers', as: shortAddressesIn },
  key: { from: 'viewers', as: shortAddressesIn },
};

/** A text about a job, such as its error, as somebody of a role may see it. */
export function shownText(text: string | null, role: Role): string | null {
  return hasRole(role, 'operator') ? text : shortAddressesIn(text);
}

/** Declares the list of jobs: those that the queue holds, in each state, and the attempts that ended. */
export function jobListing(declared: readonly DeclaredJob[]): JobListing {
  return {
    name: 'jobs',
    filterOf: async ({ ctx: { db, user }, query }) => {
      const { state, ...asked } = readAsked(mayLookInto(user.role) ? query : withoutTexts(query));
      return { ...asked, state: state ?? (await firstOfInterest(db)) };
    },
    read: ({ db }, filter, page) => listJobs(db, { filter, declared }, page),
    count: ({ db }, filter) => countJobs(db, { filter, declared }),
    countMax: jobsCountMax,
    ids: 'job',
    redactions: jobRedactions,
    columns: {
      jobId: ({ id }) => id,
      name: ({ name }) => name,
      queue: ({ queue }) => queue,
      state: ({ state }) => state,
      attempt: ({ attempt }) => attempt,
      attemptsMax: ({ attemptsMax }) => attemptsMax,
      priority: ({ priority }) => priority,
      key: ({ key }) => key,
      queuedAt: ({ queuedAt }) => queuedAt,
      runAt: ({ runAt }) => runAt,
      failedAt: ({ failedAt }) => failedAt,
      startedAt: ({ startedAt }) => startedAt,
      finishedAt: ({ finishedAt }) => finishedAt,
      error: ({ error }) => error,
      worker: ({ worker }) => worker,
      userId: ({ userId }) => userId,
      actorId: ({ actorId }) => actorId,
      requestId: ({ requestId }) => requestId,
      trace: ({ trace }) => trace,
    },
  };
}

/** Whether somebody may look for a text in what is shortened for others: it could be found out letter by letter. */
export function mayLookInto(role: Role): boolean {
  return hasRole(role, 'operator');
}

function withoutTexts({ error: _error, key: _key, ...query }: Readonly<Record<string, unknown>>) {
  return query;
}

/** A queue that nobody knows has no jobs: to leave the choice open would be to show, and to change, all others. */
const Asked = z.object({
  state: choice([...queueStates, ...endedStates]),
  name: SearchText,
  queue: textUpTo(100).transform((queue) => queue || null),
  error: SearchText,
  // As long as the queue takes one.
  key: textUpTo(512),
  from: Moment,
  to: Moment,
});

/** Reads what an address asks for; the state is null where it names none. */
export function readAsked(query: Readonly<Record<string, unknown>>): Omit<JobFilter, 'state'> & {
  readonly state: JobFilter['state'] | null;
} {
  return Asked.parse(query);
}

/** Whoever comes without a question is shown what has gone wrong, else what is going on, else what was. */
async function firstOfInterest(db: Db): Promise<QueueState | 'finished'> {
  const counts = await countQueue(db);
  const order = ['failed', 'retrying', 'running', 'waiting'] as const;
  return order.find((state) => counts[state] > 0) ?? 'finished';
}

/** What was asked, as fields of an address. */
export function fieldsOf({ state, name, queue, error, key, from, to }: JobFilter): Record<string, string | null> {
  return { state, name, queue, error, key, from: momentText(from), to: momentText(to) };
}

/** What was asked, as it follows on “all jobs”. */
export function wordsOf(filter: JobFilter): string {
  const { state, name, queue, error, key, from, to } = filter;
  const time = timeWords[state] ?? 'began';
  const parts: readonly [asked: unknown, words: string][] = [
    [state, `that are ${state}`],
    [name, `have “${name}” in their names`],
    [queue, `are of the queue ${queue}`],
    [error, `failed with “${error}”`],
    [key, `have the key “${key}”`],
    [from, `${time} from ${momentText(from)} UTC on`],
    [to, `${time} before ${momentText(to)} UTC`],
  ];
  return parts.flatMap(([asked, words]) => (asked ? [words] : [])).join(', ');
}

const timeWords: Readonly<Record<string, string>> = {
  waiting: 'are due',
  scheduled: 'are due',
  retrying: 'are due',
  running: 'were taken',
  failed: 'failed',
};

function momentText(moment: Date | null): string {
  return moment ? moment.toISOString().slice(0, 16) : '';
}
