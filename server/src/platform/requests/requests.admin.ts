import { z } from 'zod';
import { downloads } from '../admin/downloads.ts';
import { choice, idOf, textUpTo } from '../admin/fields.ts';
import { type Listing, readListing } from '../admin/listing.ts';
import { type LivePart, type LiveSources, livePart } from '../admin/live-part.ts';
import { type AdminRequest, type AdminSection, type Redirect, type View, view } from '../admin/section.ts';
import { whoActed } from '../admin/who-acted.ts';
import type { Services } from '../context.ts';
import { requestDaysKept } from '../figures/purge-figures.ts';
import { type DeclaredOf, followRequest } from './follow-request.ts';
import { keepRequests } from './keep-requests.ts';
import {
  countRequests,
  listRequests,
  type RequestFilter,
  requestKinds,
  type RequestRow,
  requestsCountMax,
  slowestRequests,
} from './list-requests.ts';
import { notesMax, sampleEvery, slowMs } from './request-notes.ts';

/** What is remembered, told on the page: what is looked for and not found was perhaps never written down. */
const remembered = { sampleEvery, slowMs, notesMax, days: requestDaysKept };
const slowestShown = 10;

/** As requests are named: by us, by a proxy in front, or as a job names its own. */
const RequestId = z.string().regex(/^[\w.:-]{1,100}$/);

const Filter = z.object({ show: choice(requestKinds), procedure: textUpTo(100), who: textUpTo(100) });

const requestsListing: Listing<RequestFilter, RequestRow> = {
  name: 'requests',
  filterOf: ({ query }) => Filter.parse(query),
  read: ({ db }, filter, page) => listRequests(db, filter, page),
  count: ({ db }, filter) => countRequests(db, filter),
  countMax: requestsCountMax,
  columns: {
    requestId: ({ requestId }) => requestId,
    at: ({ at }) => at,
    procedure: ({ procedure }) => procedure,
    kind: ({ kind }) => kind,
    userId: ({ userId }) => userId,
    actorId: ({ actorId }) => actorId,
    client: ({ client }) => client,
    version: ({ version }) => version,
    status: ({ status }) => status,
    error: ({ error }) => error,
    tookMs: ({ tookMs }) => tookMs,
  },
};

/**
 * Requests: the calls that are remembered, and one of them through all that came of it.
 *
 * @param declared of what may come of one.
 */
export function requestsAdmin(
  sources: LiveSources & { services: Pick<Services, 'db' | 'hub' | 'log' | 'now' | 'usage'> },
  declared: DeclaredOf,
): AdminSection {
  const live = livePart(sources, {
    access: 'viewer',
    path: '/live',
    at: () => '/admin/requests/live',
    parts: { list: 'requests/rows' },
    isPausable: true,
    read: async (request) => {
      // What this process remembers is shown at once, of others within ten seconds.
      await keepRequests(sources.services);
      return readRequests(request);
    },
  });
  return {
    path: 'requests',
    title: 'Requests',
    group: 'System',
    access: 'viewer',
    pages: [
      view('viewer', '/', (request) => showRequests(request, live)),
      ...downloads('viewer', requestsListing),
      live.stream,
      view('viewer', '/:id', async (request) => {
        await keepRequests(sources.services);
        return showRequest(request, declared);
      }),
    ],
  };
}

async function readRequests(request: AdminRequest) {
  const { db } = request.ctx;
  const found = await readListing(requestsListing, request);
  const isWhole = Object.values(found.filter).every((value) => !value);
  const slowest = found.filter.show === 'slow' || isWhole ? await slowestRequests(db, slowestShown) : [];
  const whoOf = await whoActed(db, [...found.rows, ...slowest]);
  const withWho = (row: RequestRow) => ({ ...row, who: whoOf(row) });
  return { ...found, rows: found.rows.map(withWho), slowest: slowest.map(withWho) };
}

async function showRequests(
  request: AdminRequest,
  live: LivePart<Awaited<ReturnType<typeof readRequests>>>,
): Promise<View | Redirect> {
  // Whoever has an id looks for that one.
  const id = textUpTo(100).parse(request.query['id']);
  if (id !== '') return { redirect: `/admin/requests/${encodeURIComponent(id)}` };
  const data = { ...(await live.data(request)), remembered };
  return { template: 'requests/list', title: 'Requests', data };
}

async function showRequest({ ctx, params }: AdminRequest, declared: DeclaredOf): Promise<View> {
  const id = idOf(RequestId, params['id']);
  const followed = await followRequest(ctx, id, declared);
  if (followed.steps.length > 0)
    return { template: 'requests/detail', title: `Request ${id}`, data: { id, ...followed, remembered } };
  return { template: 'requests/none', title: 'Nothing of this request', data: { id, remembered }, status: 404 };
}
