import type { AnyBulkChange, BulkChange, BulkStep } from '../admin/bulk.ts';
import { bulkChange } from '../admin/bulk-change.ts';
import type { Listing } from '../admin/listing.ts';
import { plainMarks } from '../admin/redaction.ts';
import { cancelJob } from './cancel-job.ts';
import { deleteJob } from './delete-job.ts';
import { type DeclaredJob, endedStates, isEnded, type JobFilter } from './job-filter.ts';
import { readAsked, wordsOf } from './job-listing.ts';
import { countJobsWhole, type JobLine, listJobs } from './list-jobs.ts';
import { retryJob } from './reschedule-job.ts';

/** So many jobs are changed at once, at the most, and so many are looked at for it. */
const jobsMax = 100_000;

interface Kind {
  readonly name: string;
  readonly path: string;
  readonly access: BulkChange<never, never>['access'];
  readonly isDangerous?: boolean;
  /** Of which states it can be asked for. */
  readonly of: readonly JobFilter['state'][];
  readonly step: BulkStep;
}

const kinds: readonly Kind[] = [
  {
    name: 'jobs.retryAll',
    path: '/all/retry',
    access: 'operator',
    of: ['failed', 'retrying'],
    step: {
      verb: 'Retry',
      done: 'tried again',
      follows: ['Each is due at once; one that has failed for good has one more attempt.'],
      change: retryJob,
    },
  },
  {
    name: 'jobs.cancelAll',
    path: '/all/cancel',
    access: 'operator',
    of: ['waiting', 'scheduled', 'retrying', 'running', 'failed'],
    step: {
      verb: 'Cancel',
      done: 'cancelled',
      follows: [
        'Each is taken out of the queue; one that runs is told to stop.',
        'Their attempts stay in the history.',
      ],
      irrevocable: 'what they were given is gone, and none of them is tried again.',
      change: cancelJob,
    },
  },
  {
    name: 'jobs.deleteAll',
    path: '/all/delete',
    access: 'admin',
    isDangerous: true,
    of: ['waiting', 'scheduled', 'retrying', 'failed', ...endedStates],
    step: {
      verb: 'Delete',
      done: 'deleted',
      follows: [
        'Each is taken out of the queue, and all its attempts out of the history. One that runs is left alone.',
      ],
      irrevocable: 'what they were given and what they said is gone. The audit log keeps their names and ids.',
      change: deleteJob,
    },
  },
];

/** Null asks for nothing: where an address names no state of those, what it means would differ from one moment to the next. */
type Asked = JobFilter | null;

/** What staff can do to all jobs that match a question. */
export function bulkJobChanges(declaredJobs: () => readonly DeclaredJob[]): AnyBulkChange[] {
  return kinds.map(({ of, ...kind }) =>
    bulkChange<Asked, JobLine>({
      ...kind,
      list: '/admin/jobs',
      listing: listingOf(of, declaredJobs),
      question: (filter) => (filter ? questionOf(filter) : 'of no state'),
      target: ({ id, name, failedAt, runAt, startedAt, queuedAt }) => ({
        id,
        at: failedAt ?? startedAt ?? runAt ?? queuedAt,
        label: `${name} ${id}`,
      }),
      audited: 'job',
      nouns: ['job', 'jobs'],
    }),
  );
}

/** What was asked, with its words between marks of which they have none themselves. What ended is listed by its attempts. */
function questionOf(filter: JobFilter): string {
  const { name, error, key } = filter;
  const words = wordsOf({ ...filter, name: plainMarks(name), error: plainMarks(error), key: plainMarks(key) });
  return isEnded(filter.state) ? `with attempts ${words}` : words;
}

/** Which of them can be asked for where a state is shown. */
export function bulkJobNames(state: JobFilter['state']): string[] {
  return kinds.filter(({ of }) => of.includes(state)).map(({ name }) => name);
}

function listingOf(of: Kind['of'], declaredJobs: () => readonly DeclaredJob[]): Listing<Asked, JobLine> {
  return {
    name: 'jobs',
    ids: 'job',
    filterOf: ({ query }) => {
      const { state, ...asked } = readAsked(query);
      return state !== null && of.includes(state) ? { ...asked, state } : null;
    },
    read: async ({ db }, filter, page) => {
      if (!filter) return { rows: [], older: null, newer: null };
      return listJobs(db, { filter, declared: declaredJobs(), isBackwards: true }, page);
    },
    count: async ({ db }, filter) => (filter ? countJobsWhole(db, { filter, declared: declaredJobs() }, jobsMax) : 0),
    countMax: jobsMax,
    columns: {},
  };
}
