import { demandAccess } from '../access.ts';
import type { AnyBulkChange, BulkStep } from './bulk.ts';
import { problemOf, readSent, wordsOf } from './bulk-pages.ts';
import { beginRun, endRun } from './bulk-run.ts';
import { describeRun, type DescribedRun } from './describe-run.ts';
import { keyset, readPage, rowsOf } from './keyset.ts';
import { livePart, type LiveSources } from './live-part.ts';
import { isProved } from './proof.ts';
import { type AdminRequest, type AdminSection, change, type Redirect, type View, view } from './section.ts';
import { namesOf } from './who-acted.ts';

/** Bulk changes: what was changed of all that matched a question, how far it is and who was left out; stop it, undo it. */
export function bulkAdmin(bulks: readonly AnyBulkChange[], sources: LiveSources): AdminSection {
  const describe = ({ ctx, params }: Pick<AdminRequest, 'ctx' | 'params'>) => describeRun(bulks, ctx, params['id']);
  const live = livePart(sources, {
    access: 'viewer',
    path: '/:id/live',
    at: ({ params }) => `/admin/bulk/${String(params['id'])}/live`,
    parts: { run: 'bulk/live' },
    read: describe,
  });
  return {
    path: 'bulk',
    title: 'Bulk changes',
    group: 'Work',
    access: 'viewer',
    target: 'bulk',
    pages: [
      view('viewer', '/', listRuns),
      view('viewer', '/:id', async (request) => {
        const data = await live.data(request);
        return { template: 'bulk/run', title: data.title, data };
      }),
      live.stream,
      view('operator', '/:id/stop', async (request) => {
        const described = await describe(request);
        if (!isStoppable(request, described)) return pageOf(described);
        return { template: 'bulk/stop', title: 'Stop this?', data: described };
      }),
      change('operator', '/:id/stop', async (request) => stop(request, await describe(request))),
      view('operator', '/:id/undo', async (request) => askUndo(request, await describe(request))),
      change('operator', '/:id/undo', async (request) => undo(request, await describe(request))),
    ],
  };
}

async function listRuns({ ctx: { db }, query }: AdminRequest): Promise<View> {
  const page = readPage(query);
  const { orderBy, take, beyond } = keyset(page, 'createdAt');
  const runs = rowsOf(page, await db.bulkRun.findMany({ where: beyond, orderBy, take }), ({ createdAt }) => createdAt);
  const named = await namesOf(
    db,
    runs.rows.map(({ actorId }) => actorId),
  );
  const rows = runs.rows.map((run) => ({ ...run, actor: named(run.actorId) }));
  return { template: 'bulk/list', title: 'Bulk changes', data: { ...runs, rows } };
}

/**
 * Whether a run goes on, so that there is something to stop.
 *
 * @throws FORBIDDEN to whoever could not have begun it.
 */
function isStoppable({ ctx }: AdminRequest, { isOpen, access }: DescribedRun): boolean {
  demandAccess(access, ctx.user);
  return isOpen;
}

async function stop(request: AdminRequest, described: DescribedRun): Promise<Redirect> {
  if (!isStoppable(request, described)) return pageOf(described);
  const { ctx } = request;
  await endRun(ctx, described.run.id, { state: 'stopped', reason: `${ctx.user.username} stopped it.` });
  return { ...pageOf(described), notice: 'Stopped. What was changed stays so.' };
}

async function askUndo(request: AdminRequest, described: DescribedRun): Promise<View | Redirect> {
  const undoing = undoable(request, described);
  if (!undoing) return pageOf(described);
  return (await mayGoOn(request, undoing.bulk)) ? undoView(undoing) : confirmFor(described);
}

async function undo(request: AdminRequest, described: DescribedRun): Promise<View | Redirect> {
  const undoing = undoable(request, described);
  if (!undoing) return pageOf(described);
  const { bulk } = undoing;
  if (!(await mayGoOn(request, bulk))) return confirmFor(described);
  const { run } = described;
  const sent = readSent(request.form);
  const problem = sent && problemOf(sent, run.changed);
  if (!sent || problem) return undoView(undoing, problem);
  const question = `that were ${described.done} by the change that this takes back`;
  const begun = await beginRun(bulk, request.ctx, {
    id: sent.run,
    query: {},
    question,
    matched: run.changed,
    // Before every id.
    cursor: '0',
    undoesId: run.id,
  });
  return { redirect: `/admin/bulk/${begun}` };
}

interface Undoing {
  readonly described: DescribedRun;
  readonly step: BulkStep;
  readonly bulk: AnyBulkChange;
}

function undoView({ described, step, bulk }: Undoing, problem: ReturnType<typeof problemOf> = null): View {
  const words = wordsOf(step, bulk, described.run.changed);
  const data = { ...described, ...words, problem: problem?.text ?? null };
  return { template: 'bulk/undo', title: 'Undo this?', data, status: problem?.status ?? 200 };
}

/**
 * What takes a run back; null where nothing does, or not yet, or somebody has done so.
 *
 * @throws FORBIDDEN to whoever could not have begun it.
 */
function undoable({ ctx }: AdminRequest, described: DescribedRun): Undoing | null {
  const { bulk, canUndo } = described;
  if (!bulk?.undo || !canUndo) return null;
  demandAccess(bulk.access, ctx.user);
  return { described, bulk, step: bulk.undo };
}

async function mayGoOn({ ctx }: AdminRequest, { isDangerous }: AnyBulkChange): Promise<boolean> {
  return !isDangerous || isProved(ctx);
}

function confirmFor({ run }: DescribedRun): Redirect {
  return { redirect: `/admin/confirm?next=${encodeURIComponent(`/admin/bulk/${run.id}/undo`)}` };
}

function pageOf({ run }: DescribedRun): Redirect {
  return { redirect: `/admin/bulk/${run.id}` };
}
