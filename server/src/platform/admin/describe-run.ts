import type { Db } from '@hybrid/prisma';
import { z } from 'zod';
import { hasRole } from '../access.ts';
import type { Context } from '../context.ts';
import { platformFailure } from '../failure.ts';
import type { AnyBulkChange } from './bulk.ts';
import type { BulkRun } from './bulk-run.ts';
import { findQueued } from '../jobs/queue-state.ts';
import { seenOf, stepOf } from './carry-out.ts';
import { idOf } from './fields.ts';
import { count } from './phrases.ts';
import { redact, type Redactions, shortAddressesIn, withoutWords } from './redaction.ts';

/** So many of those who were left out are named. */
const refusedMax = 50;

/** What was looked for may stand where viewers neither see nor look for it. */
const redactions: Redactions<BulkRun> = { question: { from: 'viewers', as: withoutWords } };
const errorRedactions: Redactions<{ error: string | null }> = { error: { from: 'viewers', as: shortAddressesIn } };

/** A run as its page shows it. */
export type DescribedRun = Awaited<ReturnType<typeof describeRun>>;

/**
 * Tells of a run of a bulk change, as whoever asks may see it.
 *
 * @throws NOT_FOUND for an unknown id.
 */
export async function describeRun(bulks: readonly AnyBulkChange[], ctx: Pick<Context, 'db' | 'user'>, given: unknown) {
  const { role } = ctx.user;
  const { found, isAbandoned } = await findRun(ctx.db, idOf(z.uuid(), given));
  const run = redact(found, redactions, role);
  // One of another release is shown by its name alone.
  const bulk = bulks.find(({ name }) => name === run.name) ?? null;
  const around = await readAround(ctx.db, run);
  const isOpen = isGoingOn(run);
  const access = bulk?.access ?? 'operator';
  return {
    ...wordsOfRun(bulk, run),
    ...around,
    run,
    bulk,
    isOpen,
    /** Whether nothing carries it out any more, as its job was taken out of the queue. */
    isAbandoned,
    seen: seenOf(run),
    /** Why the job is not at it, where its last attempt failed. */
    error: isOpen ? redact({ error: around.error }, errorRedactions, role).error : null,
    canUndo: around.hasChanged && around.undoneBy === null && hasSomethingToUndo(bulk, run),
    /** The least role that steers it. */
    access,
    canSteer: hasRole(role, access),
  };
}

async function findRun(db: Db, id: string): Promise<{ found: BulkRun; isAbandoned: boolean }> {
  const read = async () => db.bulkRun.findUnique({ where: { id } });
  let found = await read();
  if (!found) throw platformFailure('NOT_FOUND');
  const isWithoutJob = isGoingOn(found) && (found.jobId === null || !(await findQueued(db, found.jobId)));
  // A job leaves the queue as well once it has ended its run: that is read anew.
  if (isWithoutJob) found = (await read()) ?? found;
  return { found, isAbandoned: isWithoutJob && isGoingOn(found) };
}

function isGoingOn({ state }: BulkRun): boolean {
  return state === 'waiting' || state === 'running';
}

/** What takes back another run is not taken back itself: the change is asked for anew. */
function hasSomethingToUndo(bulk: AnyBulkChange | null, run: BulkRun): boolean {
  return bulk?.undo !== undefined && !isGoingOn(run) && run.undoesId === null && run.changed > 0;
}

/** What else is known of a run: who asked for it, who was left out, what undoes it, why its last attempt failed. */
async function readAround(db: Db, { id, actorId, jobId, createdAt }: BulkRun) {
  const [actor, refused, changed, undoneBy, attempt] = await Promise.all([
    db.user.findUnique({ where: { id: actorId }, select: { username: true } }),
    db.bulkRow.findMany({ where: { runId: id, outcome: 'refused' }, orderBy: { rowId: 'asc' }, take: refusedMax }),
    // They are purged some day.
    db.bulkRow.findFirst({ where: { runId: id, outcome: 'changed' }, select: { rowId: true } }),
    db.bulkRun.findFirst({ where: { undoesId: id, createdAt: { gte: createdAt } }, select: { id: true } }),
    db.jobRun.findFirst({ where: { jobId: jobId ?? '' }, orderBy: { attempt: 'desc' }, select: { error: true } }),
  ]);
  return {
    actor: { id: actorId, username: actor?.username ?? null },
    refused,
    hasChanged: changed !== null,
    undoneBy,
    error: attempt?.error ?? null,
  };
}

function wordsOfRun(bulk: AnyBulkChange | null, run: BulkRun) {
  if (!bulk) return { title: `${run.name}, ${count(run.matched)}`, done: 'changed', noun: 'rows', list: null };
  const { verb, done } = stepOf(bulk, run);
  const noun = run.matched === 1 ? bulk.nouns[0] : bulk.nouns[1];
  return { title: `${verb} ${count(run.matched)} ${noun}`, done, noun, list: bulk.list };
}
