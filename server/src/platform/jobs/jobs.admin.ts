import { hasRole } from '../access.ts';
import { downloads } from '../admin/downloads.ts';
import { readListing } from '../admin/listing.ts';
import type { AnyBulkChange } from '../admin/bulk.ts';
import { bulkLinks } from '../admin/bulk-pages.ts';
import { type LivePart, livePart, type LiveSources } from '../admin/live-part.ts';
import { type AdminPage, type AdminRequest, type AdminSection, change, type View, view } from '../admin/section.ts';
import type { Views } from '../admin/views.ts';
import type { Services } from '../context.ts';
import { bulkJobChanges, bulkJobNames } from './bulk-jobs.ts';
import { figuresPage } from './figures-page.ts';
import { type DeclaredJob, endedStates, isEnded, type JobFilter, queuesOf } from './job-filter.ts';
import { fieldsOf, jobListing, type JobListing, mayLookInto } from './job-listing.ts';
import { liveJob, showJob } from './job-page.ts';
import { stepPages } from './job-steps.ts';
import { confirmPause, pauseOrResume } from './pause-pages.ts';
import { countQueue, queueCountMax, queueStates } from './queue-state.ts';
import { readPauses } from './read-pauses.ts';
import { reschedulePages } from './reschedule-pages.ts';
import { jobsCountMax } from './list-jobs.ts';

/** Jobs: what the queue holds, what ran, and why it failed; how far one is, live. */
export function jobsAdmin(services: Services, views: Views, declared: readonly DeclaredJob[]): AdminSection {
  return {
    path: 'jobs',
    title: 'Jobs',
    group: 'Work',
    access: 'viewer',
    target: 'job',
    pages: pagesOf({ services, views }, declared),
  };
}

function pagesOf(sources: LiveSources, declared: readonly DeclaredJob[]): AdminPage[] {
  const listing = jobListing(declared);
  const bulks = bulkJobChanges(() => declared);
  const live = liveList(sources, listing, bulks);
  const job = liveJob(sources, declared);
  return [
    view('viewer', '/', (request) => showJobs(request, live, declared)),
    ...bulks.flatMap(({ pages }) => pages),
    live.stream,
    ...downloads('viewer', listing),
    figuresPage(declared),
    view('operator', '/pauses', confirmPause),
    change('operator', '/pauses', pauseOrResume),
    view('viewer', '/:id', (request) => showJob(request, job)),
    job.stream,
    ...stepPages(),
    ...reschedulePages,
  ];
}

type ShownList = Awaited<ReturnType<typeof readList>>;

function liveList(sources: LiveSources, listing: JobListing, bulks: readonly AnyBulkChange[]): LivePart<ShownList> {
  return livePart(sources, {
    access: 'viewer',
    path: '/live',
    at: () => '/admin/jobs/live',
    parts: { list: 'jobs/rows' },
    isPausable: true,
    read: (request) => readList(request, listing, bulks),
  });
}

async function readList(request: AdminRequest, listing: JobListing, declared: readonly AnyBulkChange[]) {
  const { db } = request.ctx;
  const counts = await countQueue(db);
  const [list, pauses] = await Promise.all([readListing(listing, request), readPauses(db)]);
  const { filter } = list;
  const { role } = request.ctx.user;
  const possible = bulkJobNames(filter.state);
  const isPaused = pauses.some(({ kind, name }) => kind === 'queue' && name === filter.queue);
  return {
    ...list,
    asked: fieldsOf(filter),
    bulks: bulkLinks(
      declared.filter(({ name }) => possible.includes(name)),
      role,
    ),
    canPause: filter.queue !== null && !isPaused && hasRole(role, 'operator'),
    canLookInto: mayLookInto(role),
    isOfQueue: !isEnded(filter.state),
    isSifted: isSifted(filter),
    looked: jobsCountMax / 2,
    counts,
    pauses,
    queueCountMax,
  };
}

/** Whether rows are looked at one by one, and counted as far as they were. */
function isSifted({ error, state }: JobFilter): boolean {
  return error !== '' || state === 'succeeded';
}

async function showJobs(
  request: AdminRequest,
  live: LivePart<ShownList>,
  declared: readonly DeclaredJob[],
): Promise<View> {
  const list = await live.data(request);
  const choices = { states: queueStates, endedStates, queues: queuesOf(declared) };
  return { template: 'jobs/list', title: 'Jobs', data: { ...list, ...choices } };
}
